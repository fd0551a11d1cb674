import type { Message } from '#contracts/collections/message.ts';
import { firstInUse } from '../company/queue-in-use.ts';
import { findTaxonomy } from '../company/read-taxonomy.ts';
import { changeConversation } from '../inbox/change-conversation.ts';
import { decideHandOver } from './decide-release.ts';

/**
 * An answer that an assistant wrote by itself did not get through, as the provider or the sweeper says: people see to it,
 * unless they have the conversation by now. Nothing for what members wrote or approved: they see it fail.
 */
export async function handOverUnsent(
  message: Pick<Message, 'companyId' | 'conversationId' | 'assistant' | 'sentBy'>,
): Promise<void> {
  const { companyId, conversationId, assistant, sentBy } = message;
  if (assistant === undefined || sentBy !== null) return;
  const { queues } = await findTaxonomy(companyId);
  await changeConversation({ companyId, conversationId, by: null }, (conversation, at) =>
    decideHandOver(conversation, {
      reason: 'cannot-send',
      assistantName: assistant.name,
      queueId: firstInUse(queues, [conversation.queueId]),
      at,
    }),
  );
}
