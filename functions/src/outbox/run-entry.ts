import { outboxEntrySchema, type OutboxEntry } from '#contracts/collections/outbox.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { copyMedia } from './copy-media.ts';
import { decideRetry } from './decide-retry.ts';

/** What a job came to. `done` marks the entry by itself, in the transaction that holds the effect. */
export type JobOutcome = { outcome: 'done' } | { outcome: 'failed'; reason: string };

/**
 * Does the work of one entry, if it is still to be done. Deliveries may repeat and overlap: the effect and the mark that
 * it is done are one transaction, so that the second one changes nothing.
 * @param path document path of the entry
 */
export async function runOutboxEntry(path: string): Promise<void> {
  const snapshot = await db().doc(path).get();
  if (!snapshot.exists) return;
  const entry = outboxEntrySchema.parse(snapshot.data());
  // The first attempt is due at once: another instance's clock, a little ahead, must not put it off.
  const isDue = entry.attempts === 0 || entry.nextAttemptAt <= now();
  if (entry.state !== 'pending' || !isDue) return;
  const result = await attempt(path, entry);
  if (result.outcome === 'failed') await noteFailure(path, entry, result.reason);
}

async function attempt(path: string, entry: OutboxEntry): Promise<JobOutcome> {
  try {
    return await copyMedia(path, entry.companyId, entry.job, { isLast: isLastAttempt(entry) });
  } catch (error) {
    log.error('outbox attempt failed', error, { path, attempts: entry.attempts + 1 });
    return { outcome: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
  }
}

function isLastAttempt(entry: OutboxEntry): boolean {
  return decideRetry(entry.attempts + 1, now()).state === 'dead';
}

/** Notes the failure unless another run has finished the work meanwhile. */
async function noteFailure(path: string, { attempts }: OutboxEntry, reason: string): Promise<void> {
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(path);
    const current = outboxEntrySchema.parse((await transaction.get(ref)).data());
    if (current.state !== 'pending' || current.attempts !== attempts) return;
    transaction.update(ref, {
      attempts: attempts + 1,
      lastError: reason,
      ...decideRetry(attempts + 1, now()),
    });
  });
}
