import { useEffect, useRef } from 'react';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useVisible } from '../../../platform/use-visible.ts';

/** Marking read writes the conversation, which every agent's list reads again: so not more often than this. */
const PAUSE_MS = 5000;

/** Marks a conversation read while it is on a visible page, at most every five seconds. */
export function useMarkRead(conversation: Stored<Conversation> | null): void {
  const isVisible = useVisible();
  const lastCallAt = useRef(0);
  const conversationId = conversation?.id;
  const isUnread = conversation?.unread ?? false;
  const inboundCount = conversation?.inboundCount ?? 0;

  useEffect(() => {
    if (conversationId === undefined || !isUnread || !isVisible) return;
    const waitMs = Math.max(0, lastCallAt.current + PAUSE_MS - Date.now());
    const timer = setTimeout(() => {
      lastCallAt.current = Date.now();
      // A mark that fails is made up by the next one; nobody waits for it.
      callCallable('markRead', { conversationId, inboundCount }).catch(reportError);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [conversationId, isUnread, inboundCount, isVisible]);
}
