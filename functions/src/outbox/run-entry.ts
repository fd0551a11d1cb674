import { outboxEntrySchema, type OutboxEntry } from '#contracts/collections/outbox.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { log } from '../platform/log.ts';
import { decidePutOff, decideRetry } from './decide-retry.ts';
import type { JobEnding, JobOutcome, JobRunner } from './job.ts';
import { endings, runners } from './runners.ts';

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
  if (entry.state === 'pending' && isDue) await run(path, entry);
}

const CUT_SHORT = 'cut-short';
/** Longer than the sweeper's function may run. */
const TAKEN_UP_MS = 6 * 60_000;

/**
 * The same for the sweeper, whose runs overlap: an entry is taken up by one of them. One that was taken up and is due
 * again killed its run, by its time or its memory: that is a failed attempt too, so that it ends as dead instead of
 * stopping everybody's work again and again. Where it was the last attempt, it is ended in the place of its runner.
 */
export async function takeUpEntry(path: string): Promise<void> {
  const ref = db().doc(path);
  const taken = await db().runTransaction(async (transaction) => {
    const entry = outboxEntrySchema.parse((await transaction.get(ref)).data());
    if (entry.state !== 'pending' || entry.nextAttemptAt > now()) return null;
    if (entry.isTakenUp === true && !isLastAttempt(entry)) {
      transaction.update(ref, { ...failureOf(entry, CUT_SHORT) });
      return null;
    }
    if (entry.isTakenUp !== true)
      transaction.update(ref, { isTakenUp: true, nextAttemptAt: now() + TAKEN_UP_MS });
    return entry;
  });
  if (taken === null) return;
  if (taken.isTakenUp !== true) return run(path, taken);
  await end(path, taken);
  await noteFailure(path, taken, CUT_SHORT);
}

/** Ends an entry that no runner can end. That it cannot be ended properly does not keep it from being dead. */
async function end(path: string, entry: OutboxEntry): Promise<void> {
  const { companyId, job } = entry;
  try {
    // As for the runners.
    const ending = endings[job.type] as JobEnding<typeof job.type> | undefined;
    await ending?.({ path, companyId, job, isLast: true });
  } catch (error) {
    log.error('outbox entry not ended', error, { path });
  }
}

async function run(path: string, entry: OutboxEntry): Promise<void> {
  const result = await attempt(path, entry);
  if (result.outcome === 'failed') await noteFailure(path, entry, result.reason);
  if (result.outcome === 'suspended') await putOff(path, entry);
}

/** Work that is not lost while its company is suspended: it waits until the company may act again. */
async function putOff(path: string, entry: OutboxEntry): Promise<void> {
  const next = decidePutOff(entry.createdAt, now());
  if (next.state === 'dead') await end(path, entry);
  await change(path, entry, () => ({ ...next, isTakenUp: false, lastError: 'company-suspended' }));
}

async function attempt(path: string, entry: OutboxEntry): Promise<JobOutcome | { outcome: 'suspended' }> {
  try {
    const { companyId, job } = entry;
    if ((await findCompany(companyId))?.status === 'suspended') return { outcome: 'suspended' };
    // The table ties each type to its own runner, which the index type of a union cannot say.
    const run = runners[job.type] as JobRunner<typeof job.type>;
    return await run({ path, companyId, job, isLast: isLastAttempt(entry) });
  } catch (error) {
    log.error('outbox attempt failed', error, { path, attempts: entry.attempts + 1 });
    return { outcome: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
  }
}

function isLastAttempt(entry: OutboxEntry): boolean {
  return decideRetry(entry.attempts + 1, now()).state === 'dead';
}

async function noteFailure(path: string, entry: OutboxEntry, reason: string): Promise<void> {
  await change(path, entry, (current) => failureOf(current, reason));
}

/** Changes the entry unless another run has finished the work, or noted its own attempt, meanwhile. */
async function change(
  path: string,
  { attempts }: OutboxEntry,
  decide: (current: OutboxEntry) => Partial<OutboxEntry>,
): Promise<void> {
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(path);
    const current = outboxEntrySchema.parse((await transaction.get(ref)).data());
    if (current.state !== 'pending' || current.attempts !== attempts) return;
    transaction.update(ref, { ...decide(current) });
  });
}

function failureOf({ attempts }: OutboxEntry, reason: string): Partial<OutboxEntry> {
  return {
    attempts: attempts + 1,
    lastError: reason,
    isTakenUp: false,
    ...decideRetry(attempts + 1, now()),
  };
}
