import { expect, it } from 'vitest';
import { decidePutOff } from './decide-retry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  ['soon at first', 0, 10 * MINUTE],
  ['as long again as it has waited', 25 * MINUTE, 25 * MINUTE],
  ['an hour at most', 3 * DAY, HOUR],
])('the work of a suspended company is put off: %s', (_, waitedMs, expectedMs) => {
  const at = 1_000 * DAY;
  expect(decidePutOff(at - waitedMs, at)).toEqual({ state: 'pending', nextAttemptAt: at + expectedMs });
});

it('the work of a suspended company is given up after 30 days', () => {
  expect(decidePutOff(0, 30 * DAY - 1)).toMatchObject({ state: 'pending' });
  expect(decidePutOff(0, 30 * DAY)).toEqual({ state: 'dead' });
});
