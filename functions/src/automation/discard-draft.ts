import { paths } from '#contracts/collections/paths.ts';
import { conversationRef, parseConversation } from '../inbox/conversation-store.ts';
import { requireHold } from '../inbox/decide-send.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { afterDecision, readDraft } from './read-draft.ts';

/**
 * Throws a draft away. The customer still waits: whoever discards it answers, or lets the customer write on. A repeat
 * changes nothing.
 * @throws Refusal `draft-decided` where it was sent, `conversation-not-yours`, `not-found`
 */
export async function discardDraft(call: Call<'discardDraft'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { conversationId, messageId } = input;
  await db().runTransaction(async (transaction) => {
    const ref = conversationRef(companyId, conversationId);
    const [draft, snapshot] = await Promise.all([
      readDraft(companyId, conversationId, messageId, transaction),
      transaction.get(ref),
    ]);
    const conversation = parseConversation(snapshot);
    requireHold(conversation, { uid, role: member.role });
    const { state, runId } = draft.message.draft;
    if (state === 'sent') throw new Refusal('draft-decided');
    if (state === 'discarded') return;
    transaction.update(draft.ref, { 'draft.state': 'discarded' });
    transaction.update(db().doc(paths.run(companyId, runId)), { outcome: 'discarded' });
    const change = afterDecision(conversation, runId);
    if (change.draftRunId !== undefined) transaction.update(ref, { ...change });
  });
  return {};
}
