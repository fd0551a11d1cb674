import type { Transaction, WriteBatch } from 'firebase-admin/firestore';
import type { OutboxEntry, OutboxJob } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

/** The sweeper must not begin beside the trigger's own run: a mail, for one, would leave twice. */
const SWEEP_AFTER_MS = 90_000;

/**
 * Notes work that follows a write, in the same transaction or batch. Its trigger does it at once; the sweeper finds it
 * later where the trigger never ran or was cut short.
 * @param entry.id the same for the same work, so that a repeat cannot note it twice
 * @param entry.sweepAfterMs how long the trigger's own run may take before the sweeper takes the entry up
 */
export function addOutboxEntry(
  writer: Transaction | WriteBatch,
  entry: { companyId: string; id: string; job: OutboxJob; at: number; sweepAfterMs?: number },
): void {
  const { companyId, id, job, at, sweepAfterMs = SWEEP_AFTER_MS } = entry;
  const stored: OutboxEntry = {
    companyId,
    job,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: at + sweepAfterMs,
    lastError: null,
    createdAt: at,
  };
  // A union of two classes with the same method, whose overloads TypeScript cannot call as one.
  (writer as WriteBatch).create(db().doc(paths.outboxEntry(companyId, id)), stored);
}
