import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { runOutboxEntry } from './run-entry.ts';

/** Entries of one run; the next minute takes the next ones. */
const BATCH = 20;

/** Tries again what is due: failed attempts, and entries whose trigger never ran. One entry's fault stops no other. */
export async function sweepOutbox(): Promise<void> {
  const due = await db()
    .collectionGroup('outbox')
    .where('state', '==', 'pending')
    .where('nextAttemptAt', '<=', now())
    .orderBy('nextAttemptAt')
    .limit(BATCH)
    .get();
  for (const { ref } of due.docs) {
    try {
      await runOutboxEntry(ref.path);
    } catch (error) {
      log.error('outbox entry stuck', error, { path: ref.path });
    }
  }
}
