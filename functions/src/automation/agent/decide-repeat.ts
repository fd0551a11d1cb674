import type { AiFailure } from '../../ai/provider.ts';

/**
 * All of a turn. Less than half of the minute in which the customer is answered or handed over: where a crash ends an
 * answer at its last moment, there is time for another one.
 */
export const DEADLINE_MS = 25_000;
export const CALL_MS = 20_000;
const MAX_ATTEMPTS = 3;
const LONGEST_WAIT_MS = 10_000;
const BACKOFF = { firstMs: 500, longestMs: 4000 };
/** A call with less time than this is not begun. */
const SHORTEST_CALL_MS = 2000;

const REPEATED: ReadonlySet<AiFailure | 'blocked'> = new Set([
  'rate-limited',
  'timed-out',
  'unavailable',
  'malformed',
  'blocked',
]);

/** How the last attempt ended. */
export interface Attempt {
  failure: AiFailure | 'blocked';
  /** What the provider asks for. */
  retryAfterMs: number | null;
  /** Attempts so far, this one included. */
  attempts: number;
  /** How many of them a safety filter stopped. */
  blocked: number;
  remainingMs: number;
}

/**
 * How long to wait before the model is asked again; null: not again. Waits are random between nothing and a limit that
 * doubles, so that many conversations do not come back together. A provider that asks for more time is not asked sooner.
 * @param random between 0 and 1
 */
export function decideRepeat(attempt: Attempt, random: number): number | null {
  if (!REPEATED.has(attempt.failure) || attempt.attempts >= MAX_ATTEMPTS) return null;
  if (attempt.failure === 'blocked' && attempt.blocked > 1) return null;
  const limitMs = Math.min(BACKOFF.firstMs * 2 ** (attempt.attempts - 1), BACKOFF.longestMs);
  const waitMs = Math.max(attempt.retryAfterMs ?? 0, Math.floor(random * limitMs));
  if (waitMs > LONGEST_WAIT_MS || waitMs + SHORTEST_CALL_MS > attempt.remainingMs) return null;
  return waitMs;
}
