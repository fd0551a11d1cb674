import { orderBy } from 'firebase/firestore';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';
import { compareNewestFirst } from '../timeline.ts';

/** The newest messages of a conversation, listened to, and the older pages that were read so far; newest first. */
export function useMessages(conversationId: string) {
  return usePagedList(messageList(useSession().companyId, conversationId));
}

/** Reads the page before the oldest message that is known. */
export function useOlderMessages(conversationId: string) {
  return useNextPage(messageList(useSession().companyId, conversationId));
}

function messageList(companyId: string, conversationId: string): PagedList<Message> {
  return {
    queryKey: ['messages', companyId, conversationId],
    path: paths.messages(companyId, conversationId),
    schema: messageSchema,
    constraints: [orderBy('providerAt', 'desc'), orderBy('receivedAt', 'desc')],
    cursorOf: ({ providerAt, receivedAt }) => [providerAt, receivedAt],
    compare: compareNewestFirst,
    pageSize: LIMITS.messagesPage,
  };
}
