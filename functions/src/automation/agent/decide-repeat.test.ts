import { describe, expect, it } from 'vitest';
import { decideRepeat, type Attempt } from './decide-repeat.ts';

const attempt = (change: Partial<Attempt>): Attempt => ({
  failure: 'unavailable',
  retryAfterMs: null,
  attempts: 1,
  blocked: 0,
  remainingMs: 40_000,
  ...change,
});

describe('asking again', () => {
  it.each<[string, Partial<Attempt>, number, number | null]>([
    ['waits up to half a second first', {}, 0.999, 499],
    ['waits up to a second then', { attempts: 2 }, 0.999, 999],
    ['may wait not at all', {}, 0, 0],
    ['ends after three attempts', { attempts: 3 }, 0.5, null],
    ['waits as long as the provider asks', { failure: 'rate-limited', retryAfterMs: 7000 }, 0.5, 7000],
    [
      'gives up where the provider asks for too long',
      { failure: 'rate-limited', retryAfterMs: 10_001 },
      0.5,
      null,
    ],
    ['gives up where no time is left', { remainingMs: 2000 }, 0.5, null],
    ['repeats what was no JSON', { failure: 'malformed' }, 0, 0],
    ['repeats what took too long', { failure: 'timed-out' }, 0, 0],
    ['repeats a blocked answer once', { failure: 'blocked', blocked: 1 }, 0, 0],
    ['does not repeat it twice', { failure: 'blocked', blocked: 2, attempts: 2 }, 0, null],
    ['does not repeat a refused key', { failure: 'key-refused' }, 0, null],
    ['does not repeat a refused request', { failure: 'request-refused' }, 0, null],
  ])('%s', (_name, change, random, waitMs) => {
    expect(decideRepeat(attempt(change), random)).toBe(waitMs);
  });
});
