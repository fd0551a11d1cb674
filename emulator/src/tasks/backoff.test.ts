import { describe, expect, it } from 'vitest';
import type { RetrySettings } from '../functions/protocol.ts';
import { backoffMs, mayRetry, scheduleRetryPolicy, taskRetryPolicy } from './backoff.ts';

const unset: RetrySettings = {
  maxAttempts: null,
  maxRetrySeconds: null,
  minBackoffSeconds: null,
  maxBackoffSeconds: null,
  maxDoublings: null,
};

describe('backoff', () => {
  it('doubles as often as allowed, then grows by a constant, up to the maximum', () => {
    // Cloud Tasks' own example: min 10 s, max 300 s, 3 doublings.
    const policy = taskRetryPolicy({
      ...unset,
      minBackoffSeconds: 10,
      maxBackoffSeconds: 300,
      maxDoublings: 3,
    });
    const waitsS = Array.from({ length: 8 }, (_value, index) => backoffMs(policy, index + 1) / 1000);
    expect(waitsS).toEqual([10, 20, 40, 80, 160, 240, 300, 300]);
  });
});

describe('the limits of retrying', () => {
  it('are three attempts for a task queue and one for a schedule where nothing is said', () => {
    expect([1, 2, 3].map((attempts) => mayRetry(taskRetryPolicy(unset), attempts, 0))).toEqual([
      true,
      true,
      false,
    ]);
    expect(mayRetry(scheduleRetryPolicy(unset), 1, 0)).toBe(false);
  });

  it('end retrying only when attempts and time are both used up', () => {
    const policy = taskRetryPolicy({ ...unset, maxAttempts: 2, maxRetrySeconds: 60 });
    expect(mayRetry(policy, 5, 59_000)).toBe(true);
    expect(mayRetry(policy, 1, 61_000)).toBe(true);
    expect(mayRetry(policy, 2, 60_000)).toBe(false);
  });

  it('can be without end', () => {
    expect(mayRetry(taskRetryPolicy({ ...unset, maxAttempts: -1 }), 1_000, 1e9)).toBe(true);
  });
});
