import type { CallableOutput } from '#contracts/callables/index.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';

/**
 * Marks what the reader has seen. The count only rises, so that a late call never un-reads, and what came after the
 * reader looked stays unread. One read, and one write where something changes.
 */
export async function markRead({ companyId, input }: Call<'markRead'>): Promise<CallableOutput<'markRead'>> {
  const ref = conversationRef(companyId, input.conversationId);
  await db().runTransaction(async (transaction) => {
    const conversation = parseConversation(await transaction.get(ref));
    const { inboundCount, readCount } = conversation;
    const seen = Math.min(input.inboundCount, inboundCount);
    if (seen <= readCount) return;
    transaction.update(ref, { readCount: seen, unread: conversation.unread && inboundCount > seen });
  });
  return {};
}
