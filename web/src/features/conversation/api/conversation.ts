import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit, type Stored } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/**
 * One conversation. While a list that is listened to holds it, `listed` is the answer and nothing is read; otherwise
 * it has a listener of its own.
 */
export function useConversation(conversationId: string, listed: Stored<Conversation> | null) {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.conversation(companyId, conversationId), conversationSchema), {
    enabled: listed === null,
  });
}
