import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMicros, normaliseTimestamp, toMicros, toSecondsAndNanos } from './timestamps.ts';

describe('normaliseTimestamp', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000000Z'],
    ['2026-01-02T03:04:05.1Z', '2026-01-02T03:04:05.100000Z'],
    ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123456Z'],
    ['2026-01-02T03:04:05.5+02:00', '2026-01-02T01:04:05.500000Z'],
    ['0001-01-01t00:00:00z', '0001-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('writes %s as %s', (text, expected) => {
    expect(normaliseTimestamp(text)).toBe(expected);
  });

  it.each([
    [{ seconds: 0, nanos: 1999 }, '1970-01-01T00:00:00.000001Z'],
    [{ seconds: -1, nanos: 500_000_000 }, '1969-12-31T23:59:59.500000Z'],
    [{ seconds: -62_135_596_800, nanos: 0 }, '0001-01-01T00:00:00.000000Z'],
  ])('writes %o as %s', (time, expected) => {
    expect(normaliseTimestamp(time)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-01-02',
    '2026-13-02T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-02T03:04:05',
    '2026-01-02T03:04:05.1234567890Z',
    '0001-01-01T00:00:00+01:00',
    { seconds: 0, nanos: 1_000_000_000 },
    { seconds: 0, nanos: -1 },
    { seconds: 0.5, nanos: 0 },
    { seconds: 253_402_300_800, nanos: 0 },
  ])('refuses %j', (time) => {
    expect(() => normaliseTimestamp(time)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  });

  it('round-trips, and orders as strings do', () => {
    const micros = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n });
    fc.assert(
      fc.property(micros, micros, (a, b) => {
        expect(toMicros(fromMicros(a))).toBe(a);
        expect(normaliseTimestamp(toSecondsAndNanos(fromMicros(a)))).toBe(fromMicros(a));
        expect(fromMicros(a) < fromMicros(b)).toBe(a < b);
      }),
    );
  });
});
