/** Waits between attempts; after the last one the entry is dead and waits for a person. */
const WAITS_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000];

/**
 * When an entry is tried again.
 * @param attempts how often it was tried, this time included
 */
export function decideRetry(
  attempts: number,
  at: number,
): { state: 'pending'; nextAttemptAt: number } | { state: 'dead' } {
  const waitMs = WAITS_MS[attempts - 1];
  return waitMs === undefined ? { state: 'dead' } : { state: 'pending', nextAttemptAt: at + waitMs };
}
