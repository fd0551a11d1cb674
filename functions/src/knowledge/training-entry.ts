import type { Transaction } from 'firebase-admin/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { derivedId } from '../platform/ids.ts';
import type { Training } from './chunk-store.ts';

/** As long as the trigger's function may run: the sweeper must not embed the same passages beside it. */
export const TRAINING_SWEEP_MS = 300_000;

/** Notes that a document is to be trained, in the transaction that raises its generation or deletes it. */
export function addTrainingEntry(transaction: Transaction, training: Training, at: number): void {
  const { companyId, assistantId, documentId, generation } = training;
  addOutboxEntry(transaction, {
    companyId,
    id: entryId(documentId, generation),
    job: { type: 'train-document', assistantId, documentId, generation },
    at,
    sweepAfterMs: TRAINING_SWEEP_MS,
  });
}

/** Whether a document of this id has been trained before: one that is gone does not come back under its id. */
export async function wasTrained(
  transaction: Transaction,
  { companyId, documentId }: Pick<Training, 'companyId' | 'documentId'>,
): Promise<boolean> {
  const first = await transaction.get(db().doc(paths.outboxEntry(companyId, entryId(documentId, 1))));
  return first.exists;
}

function entryId(documentId: string, generation: number): string {
  return derivedId('train', documentId, String(generation));
}
