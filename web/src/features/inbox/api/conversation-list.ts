import { orderBy, where, type QueryFieldFilterConstraint } from 'firebase/firestore';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';
import { compareConversations, type Tab } from '../model.ts';

/** A tab's conversations: the newest are listened to, older pages are read on demand. */
export function useConversationList(tab: Tab) {
  const { companyId, uid } = useSession();
  return usePagedList(conversationList(companyId, uid, tab));
}

/** Reads the page after the last row that is known. */
export function useOlderConversations(tab: Tab) {
  const { companyId, uid } = useSession();
  return useNextPage(conversationList(companyId, uid, tab));
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

function conversationList(companyId: string, uid: string, tab: Tab): PagedList<Conversation> {
  return {
    queryKey: ['conversations', companyId, uid, tab],
    path: paths.conversations(companyId),
    schema: conversationSchema,
    constraints: [...tabConditions(tab, uid), orderBy('lastMessage.at', 'desc')],
    cursorOf: ({ lastMessage }) => [lastMessage.at],
    compare: compareConversations,
    pageSize: LIMITS.inboxPage,
  };
}
