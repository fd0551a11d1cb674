/** Waits between attempts; after the last one the entry is dead and waits for a person. */
const WAITS_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000];

type Next = { state: 'pending'; nextAttemptAt: number } | { state: 'dead' };

/**
 * When an entry is tried again.
 * @param attempts how often it was tried, this time included
 */
export function decideRetry(attempts: number, at: number): Next {
  const waitMs = WAITS_MS[attempts - 1];
  return waitMs === undefined ? { state: 'dead' } : { state: 'pending', nextAttemptAt: at + waitMs };
}

const MIN_PUT_OFF_MS = 10 * 60_000;
const MAX_PUT_OFF_MS = 60 * 60_000;
const GIVE_UP_MS = 30 * 24 * 60 * 60_000;

/**
 * When the work of a suspended company is looked at again: as long again as it has waited, within bounds, so that a
 * company which stays suspended does not fill the sweeps, and one that is active again soon goes on soon.
 */
export function decidePutOff(createdAt: number, at: number): Next {
  const waitedMs = at - createdAt;
  if (waitedMs >= GIVE_UP_MS) return { state: 'dead' };
  return {
    state: 'pending',
    nextAttemptAt: at + Math.min(Math.max(waitedMs, MIN_PUT_OFF_MS), MAX_PUT_OFF_MS),
  };
}
