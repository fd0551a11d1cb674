import { afterEach, expect, it } from 'vitest';
import { ExpiringCache } from './cache.ts';
import { setClock } from './clock.ts';

let time = 1000;
const restore = setClock(() => time);
afterEach(() => {
  time = 1000;
});

it('keeps a value for its time and no longer', () => {
  const cache = new ExpiringCache<string>({ ttlMs: 60, maxEntries: 10 });
  cache.set('a', 'x');
  time = 1059;
  expect(cache.get('a')).toBe('x');
  time = 1060;
  expect(cache.get('a')).toBeUndefined();
});

it('drops the oldest value where it is full', () => {
  const cache = new ExpiringCache<number>({ ttlMs: 60, maxEntries: 2 });
  for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) cache.set(key, index);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([2, undefined, 3]);
  restore();
});
