import { expect, test } from 'vitest';
import { AdjustableClock } from '../../shared/clock.ts';
import { CommitClock } from './commit-clock.ts';

function frozenAt(ms: number): AdjustableClock {
  const clock = new AdjustableClock();
  clock.freeze(ms);
  return clock;
}

function step(commitClock: CommitClock): string {
  const time = commitClock.next();
  commitClock.advance(time);
  return time.timestamp;
}

test('follows the clock, and rises by a microsecond where it stands still or jumps back', () => {
  const clock = frozenAt(Date.UTC(2026, 0, 1));
  const commitClock = new CommitClock(clock);
  expect(commitClock.last).toBe('2026-01-01T00:00:00.000000Z');
  expect(step(commitClock)).toBe('2026-01-01T00:00:00.000001Z');
  clock.advance(1_500);
  expect(step(commitClock)).toBe('2026-01-01T00:00:01.500000Z');
  clock.advance(-86_400_000);
  expect(step(commitClock)).toBe('2026-01-01T00:00:01.500001Z');
  expect(commitClock.last).toBe('2026-01-01T00:00:01.500001Z');
});

test('goes on after the last stored commit', () => {
  const commitClock = new CommitClock(frozenAt(0), '2026-01-01T00:00:00.999999Z');
  expect(commitClock.last).toBe('2026-01-01T00:00:00.999999Z');
  expect(step(commitClock)).toBe('2026-01-01T00:00:01.000000Z');
});

test('takes no time for a commit that does not happen', () => {
  const commitClock = new CommitClock(frozenAt(Date.UTC(2026, 0, 1)));
  expect(commitClock.next()).toEqual(commitClock.next());
});
