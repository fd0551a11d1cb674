import type { Transaction, WriteBatch } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

/**
 * Says of the draft that waits in a conversation that something newer has taken its place: nobody has to decide it any
 * more. One write, where there is such a draft; whoever calls gives the conversation its new `draftRunId`. A run that is
 * gone does not keep a customer's message out.
 */
export function overtakeDraft(
  writer: Transaction | WriteBatch,
  companyId: string,
  { draftRunId }: Pick<Conversation, 'draftRunId'>,
): void {
  if (draftRunId === null || draftRunId === undefined) return;
  const run = db().doc(paths.run(companyId, draftRunId));
  // A union of two classes with the same method, whose overloads TypeScript cannot call as one.
  (writer as WriteBatch).set(run, { outcome: 'superseded' }, { merge: true });
}
