import { describe, expect, it } from 'vitest';
import { isOpen, OPEN_MS, openTimeBefore } from './shop-clock.ts';

const HOUR_MS = 60 * 60_000;
/** A time in Mexico City. */
const local = (text: string): number => Date.parse(`${text}-06:00`);

describe('the shop clock', () => {
  it.each([
    ['2026-11-20T08:59:59', false],
    ['2026-11-20T09:00:00', true],
    ['2026-11-20T19:59:59', true],
    ['2026-11-20T20:00:00', false],
    ['2026-11-21T03:00:00', false],
  ])('knows whether the shop is open at %s', (time, expected) => {
    expect(isOpen(local(time))).toBe(expected);
  });

  it('counts minutes within a day as they are', () => {
    expect(openTimeBefore(local('2026-11-20T15:00:00'), 2 * HOUR_MS)).toBe(local('2026-11-20T13:00:00'));
  });

  it('skips the night', () => {
    expect(openTimeBefore(local('2026-11-20T10:00:00'), 2 * HOUR_MS)).toBe(local('2026-11-19T19:00:00'));
  });

  it('counts from closing time while the shop is closed', () => {
    expect(openTimeBefore(local('2026-11-21T02:00:00'), HOUR_MS)).toBe(local('2026-11-20T19:00:00') - 1);
    expect(openTimeBefore(local('2026-11-20T23:00:00'), HOUR_MS)).toBe(local('2026-11-20T19:00:00') - 1);
  });

  it('makes a day of opening time a day of the calendar', () => {
    const at = local('2026-11-20T12:34:56');
    expect(openTimeBefore(at, OPEN_MS)).toBe(at - 24 * HOUR_MS);
  });
});
