import { afterAll, beforeAll } from 'vitest';
import { setClock } from '../platform/clock.ts';

/**
 * Time for the tests of one file that run in this process: a millisecond passes with each look at the clock. However
 * slow the machine, no day ends meanwhile and nothing that the process keeps for a minute grows old, so that what a test
 * counts is the same each time.
 */
export function useTickingClock(startAt: number): void {
  let at = startAt;
  let restore: () => void;
  beforeAll(() => (restore = setClock(() => (at += 1))));
  afterAll(() => restore());
}
