import { assistantSchema } from '#contracts/collections/assistant.ts';
import { unansweredSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { assistantRef } from './automation-store.ts';

/**
 * Takes a question off the list of unanswered ones. One that was added to the knowledge stays added. The record names
 * the assistant that was asked: the question is a customer's text.
 * @throws Refusal `not-found`
 */
export async function dismissQuestion(call: Call<'dismissQuestion'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const ref = db().doc(paths.question(companyId, input.questionId));
  await db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'questionId' });
    const { state, assistantId } = unansweredSchema.parse(snapshot.data());
    if (state !== 'open') return;
    const assistant = await transaction.get(assistantRef(companyId, assistantId));
    transaction.update(ref, { state: 'dismissed' });
    writeAudit(transaction, {
      companyId,
      action: 'knowledge.question-dismissed',
      by: { uid, name: member.name },
      target: {
        id: input.questionId,
        name: assistant.exists ? assistantSchema.parse(assistant.data()).name : '',
      },
      before: { state },
      after: { state: 'dismissed' },
    });
  });
  return {};
}
