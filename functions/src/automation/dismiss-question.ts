import { unansweredSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';

/**
 * Takes a question off the list of unanswered ones. One that was added to the knowledge stays added.
 * @throws Refusal `not-found`
 */
export async function dismissQuestion(call: Call<'dismissQuestion'>): Promise<Record<string, never>> {
  const ref = db().doc(paths.question(call.companyId, call.input.questionId));
  await db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'questionId' });
    if (unansweredSchema.parse(snapshot.data()).state === 'open') {
      transaction.update(ref, { state: 'dismissed' });
    }
  });
  return {};
}
