import { assistantSchema } from '#contracts/collections/assistant.ts';
import type { AuditAction } from '#contracts/collections/audit.ts';
import { unansweredSchema, type Unanswered } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { assistantRef } from './automation-store.ts';

/**
 * Takes a question off the list of unanswered ones. One that was added to the knowledge stays added.
 * @throws Refusal `not-found`
 */
export async function dismissQuestion(call: Call<'dismissQuestion'>): Promise<Record<string, never>> {
  await moveQuestion(call, { from: 'open', to: 'dismissed', action: 'knowledge.question-dismissed' });
  return {};
}

/**
 * Takes a dismissal back: the question is on the list again, where it stood.
 * @throws Refusal `not-found`
 */
export async function reopenQuestion(call: Call<'reopenQuestion'>): Promise<Record<string, never>> {
  await moveQuestion(call, { from: 'dismissed', to: 'open', action: 'knowledge.question-reopened' });
  return {};
}

interface Move {
  /** A question in another state stays as it is. */
  from: Unanswered['state'];
  to: Unanswered['state'];
  action: AuditAction;
}

/** The record names the assistant that was asked: the question is a customer's text. */
async function moveQuestion(
  { companyId, uid, member, input }: Call<'dismissQuestion' | 'reopenQuestion'>,
  { from, to, action }: Move,
): Promise<void> {
  const ref = db().doc(paths.question(companyId, input.questionId));
  await db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'questionId' });
    const { state, assistantId } = unansweredSchema.parse(snapshot.data());
    if (state !== from) return;
    const assistant = await transaction.get(assistantRef(companyId, assistantId));
    transaction.update(ref, { state: to });
    writeAudit(transaction, {
      companyId,
      action,
      by: { uid, name: member.name },
      target: {
        id: input.questionId,
        name: assistant.exists ? assistantSchema.parse(assistant.data()).name : '',
      },
      before: { state: from },
      after: { state: to },
    });
  });
}
