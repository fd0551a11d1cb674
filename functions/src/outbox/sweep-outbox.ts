import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { takeUpEntry } from './run-entry.ts';

/** Entries of one run; the next minute takes the next ones. */
const BATCH = 20;
/** Nothing is begun later than this: what runs then has to end within the function's own limit. */
const BEGIN_WITHIN_MS = 120_000;

/**
 * Tries again what is due: failed attempts, and entries whose trigger never ran. Answers side by side, because customers
 * wait for them; the rest in turn, because files and documents fill the memory. One entry's fault stops no other, and
 * runs that overlap share the work.
 */
export async function sweepOutbox(): Promise<void> {
  const deadline = now() + BEGIN_WITHIN_MS;
  const due = await db()
    .collectionGroup('outbox')
    .where('state', '==', 'pending')
    .where('nextAttemptAt', '<=', now())
    .orderBy('nextAttemptAt')
    .limit(BATCH)
    .get();
  const isAnswer = (snapshot: QueryDocumentSnapshot): boolean => snapshot.get('job.type') === 'answer';
  const answers = due.docs.filter(isAnswer).map(({ ref }) => run(ref.path));
  const others = due.docs.filter((snapshot) => !isAnswer(snapshot)).map(({ ref }) => ref.path);
  await Promise.all([...answers, runInTurn(others, deadline)]);
}

async function runInTurn(entries: string[], deadline: number): Promise<void> {
  for (const path of entries) {
    if (now() > deadline) return;
    await run(path);
  }
}

async function run(path: string): Promise<void> {
  try {
    await takeUpEntry(path);
  } catch (error) {
    log.error('outbox entry stuck', error, { path });
  }
}
