import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  collection,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  where,
  type QueryConstraint,
  type QueryFieldFilterConstraint,
} from 'firebase/firestore';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';
import { compareConversations, type Tab } from '../model.ts';

type ConversationWindow = LiveWindow<Stored<Conversation>>;

/** A tab's conversations: the newest are listened to, older pages are read on demand. */
export function useConversationList(tab: Tab) {
  const { companyId, uid } = useSession();
  return useLive(listUnit(companyId, uid, tab));
}

/** Reads the page after the last row that is known. */
export function useOlderConversations(tab: Tab) {
  const { companyId, uid } = useSession();
  const client = useQueryClient();
  return useMutation<void, AppError, ConversationWindow>({
    mutationFn: async (window) => {
      const last = allRows(window).at(-1);
      if (last === undefined) return;
      try {
        const page = await getDocs(
          listQuery(companyId, uid, tab, startAfter(last.lastMessage.at), limit(LIMITS.inboxPage)),
        );
        const older = readDocuments(page, conversationSchema);
        client.setQueryData<ConversationWindow>(
          listUnit(companyId, uid, tab).queryKey,
          (present) => present && appendOlder(present, older, LIMITS.inboxPage),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

/** The conditions of each tab; the rules and the indexes know exactly these. */
export function tabConditions(tab: Tab, uid: string): QueryFieldFilterConstraint[] {
  switch (tab) {
    case 'waiting':
    case 'open':
    case 'closed':
      return [where('status', '==', tab)];
    case 'mine':
      return [where('assigneeId', '==', uid), where('status', '==', 'open')];
  }
}

function listUnit(companyId: string, uid: string, tab: Tab): LiveUnit<ConversationWindow> {
  return {
    queryKey: ['conversations', companyId, uid, tab],
    listen: ({ next, fail }) =>
      listenToQuery(
        listQuery(companyId, uid, tab, limit(LIMITS.inboxPage)),
        conversationSchema,
        (rows) =>
          next((previous) =>
            applySnapshot(previous, rows, { size: LIMITS.inboxPage, compare: compareConversations }),
          ),
        fail,
      ),
  };
}

function listQuery(companyId: string, uid: string, tab: Tab, ...more: QueryConstraint[]) {
  return query(
    collection(firestore(), paths.conversations(companyId)),
    ...tabConditions(tab, uid),
    orderBy('lastMessage.at', 'desc'),
    ...more,
  );
}
