import { expect, test } from 'vitest';
import { createChosenIds } from './chosen-ids.ts';

test('an attempt at the same thing has the same id, until it is made', () => {
  const ids = createChosenIds();
  const first = ids.of('copy');
  expect([ids.of('copy'), ids.of('other') === first]).toEqual([first, false]);
  ids.forget('copy');
  expect(ids.of('copy')).not.toBe(first);
});
