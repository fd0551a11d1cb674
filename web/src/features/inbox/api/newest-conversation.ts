import { collection, limit, orderBy, query } from 'firebase/firestore';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';
import type { Tab } from '../model.ts';
import { tabConditions } from './conversation-list.ts';

/**
 * The conversation at the top of a tab that is not in view: one read that tells when to count again and when to call
 * the member.
 */
export function useNewestConversation(tab: Tab, isNeeded: boolean) {
  const { companyId, uid } = useSession();
  return useLive(newestUnit(companyId, uid, tab), { enabled: isNeeded });
}

function newestUnit(companyId: string, uid: string, tab: Tab): LiveUnit<Stored<Conversation> | null> {
  return {
    queryKey: ['newest-conversation', companyId, uid, tab],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(
          collection(firestore(), paths.conversations(companyId)),
          ...tabConditions(tab, uid),
          orderBy('lastMessage.at', 'desc'),
          limit(1),
        ),
        conversationSchema,
        ([newest]) => next(() => newest ?? null),
        fail,
      ),
  };
}
