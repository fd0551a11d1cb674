import type { Transaction } from 'firebase-admin/firestore';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { derivedId } from '../platform/ids.ts';
import type { Training } from './chunk-store.ts';

/** As long as the trigger's function may run: the sweeper must not embed the same passages beside it. */
export const TRAINING_SWEEP_MS = 300_000;

/** Notes that a document is to be trained, in the transaction that raises its generation or deletes it. */
export function addTrainingEntry(transaction: Transaction, training: Training, at: number): void {
  const { companyId, assistantId, documentId, generation } = training;
  addOutboxEntry(transaction, {
    companyId,
    id: derivedId('train', documentId, String(generation)),
    job: { type: 'train-document', assistantId, documentId, generation },
    at,
    sweepAfterMs: TRAINING_SWEEP_MS,
  });
}
