import { useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../platform/documents.ts';
import { allRows } from '../../platform/live-window.ts';
import { useConversationCount } from './api/count-conversations.ts';
import { useConversationList, useOlderConversations } from './api/conversation-list.ts';
import { useNewestConversation } from './api/newest-conversation.ts';
import type { Tab } from './model.ts';
import { useAttention } from './use-attention.ts';

const NO_ROWS: readonly Stored<Conversation>[] = [];
const RECOUNT_PAUSE_MS = 2000;

/** Everything the Chat page knows about its list: the rows of the tab in view, counts, and news of the others. */
export function useInbox(tab: Tab, openId: string | null) {
  const list = useConversationList(tab);
  const older = useOlderConversations(tab);
  const newestWaiting = useNewestConversation('waiting', tab !== 'waiting');
  const newestMine = useNewestConversation('mine', tab !== 'mine');

  const window = list.data;
  const live = window?.live ?? NO_ROWS;
  const newsRows = useMemo(
    () => [...live, ...[newestWaiting.data, newestMine.data].filter((row) => row != null)],
    [live, newestWaiting.data, newestMine.data],
  );
  // What is not asked for is not waited for.
  const isReady = list.isSuccess && !newestWaiting.isLoading && !newestMine.isLoading;
  const announcement = useAttention(newsRows, isReady, openId);

  // Which conversations are known, but not their order: a message in one of them changes no count.
  const ids = newsRows.map((row) => row.id).toSorted();
  const changeMark = useThrottled(isReady ? [tab, ...ids].join(' ') : null, RECOUNT_PAUSE_MS);
  const isWhole = window !== undefined && !window.hasOlder && window.older.length === 0;
  const isKnown = (counted: Tab) => tab === counted && isWhole;
  const countedWaiting = useConversationCount('waiting', changeMark, !isKnown('waiting'));
  const countedMine = useConversationCount('mine', changeMark, !isKnown('mine'));

  return {
    list,
    older,
    announcement,
    counts: {
      waiting: isKnown('waiting') ? live.length : countedWaiting,
      mine: isKnown('mine') ? live.length : countedMine,
    },
    /** A conversation that a listener of the list holds; null for others. */
    findListed: (id: string) => newsRows.find((row) => row.id === id) ?? null,
    rows: window === undefined ? NO_ROWS : allRows(window),
  };
}

/** The latest value, but not a new one more often than once in `pauseMs`. */
function useThrottled(value: string | null, pauseMs: number): string | null {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    if (value === shown) return;
    const waitMs = Math.max(0, changedAt.current + pauseMs - Date.now());
    const timer = setTimeout(() => {
      changedAt.current = Date.now();
      setShown(value);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [value, shown, pauseMs]);
  return shown;
}
