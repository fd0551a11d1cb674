import { describe, expect, it } from 'vitest';
import { parseSchedule } from './schedule.ts';

/** The next runs after a moment, as ISO times to the minute. */
function runs(text: string, timeZone: string, after: string, count: number): string[] {
  const schedule = parseSchedule(text, timeZone);
  const times: string[] = [];
  for (let afterMs = Date.parse(after); times.length < count;) {
    const next = schedule.next(afterMs);
    if (next === null) return times;
    times.push(new Date(next).toISOString().slice(0, 16));
    afterMs = next;
  }
  return times;
}

describe('unix cron', () => {
  it.each([
    ['*/15 * * * *', '2026-11-21T10:07:00Z', ['2026-11-21T10:15', '2026-11-21T10:30']],
    ['0 9 * * mon-fri', '2026-11-20T09:00:00Z', ['2026-11-23T09:00', '2026-11-24T09:00']],
    [
      '30 8-10/2 1,15 * *',
      '2026-11-21T00:00:00Z',
      ['2026-12-01T08:30', '2026-12-01T10:30', '2026-12-15T08:30'],
    ],
    ['0 0 29 2 *', '2026-11-21T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['5 4 * jan sun', '2026-11-21T00:00:00Z', ['2027-01-03T04:05']],
    ['0 12 13 * 5', '2026-11-01T00:00:00Z', ['2026-11-06T12:00', '2026-11-13T12:00']], // either day is enough
    ['0 0 * * 7', '2026-11-21T00:00:00Z', ['2026-11-22T00:00']],
    ['50/5 23 * * *', '2026-11-21T00:00:00Z', ['2026-11-21T23:50', '2026-11-21T23:55', '2026-11-22T23:50']],
  ])('%s', (text, after, expected) => {
    expect(runs(text, 'UTC', after, expected.length)).toEqual(expected);
  });

  it('never runs on a date that does not exist', () => {
    expect(runs('0 0 30 2 *', 'UTC', '2026-11-21T00:00:00Z', 1)).toEqual([]);
  });
});

describe("App Engine's form", () => {
  it.each([
    ['every 5 minutes', '2026-11-21T10:07:00Z', ['2026-11-21T10:10', '2026-11-21T10:15']],
    ['every 1 hours', '2026-11-21T10:07:00Z', ['2026-11-21T11:00', '2026-11-21T12:00']],
    ['every 12 hours synchronized', '2026-11-21T10:07:00Z', ['2026-11-21T12:00', '2026-11-22T00:00']],
    ['every 2 hours from 08:00 to 11:59', '2026-11-21T10:07:00Z', ['2026-11-22T08:00', '2026-11-22T10:00']],
    [
      'every 2 hours from 22:00 to 02:00',
      '2026-11-21T10:07:00Z',
      ['2026-11-21T22:00', '2026-11-22T00:00', '2026-11-22T02:00'],
    ],
    ['every day 00:00', '2026-11-21T10:07:00Z', ['2026-11-22T00:00']],
    ['every mon,thu 9:30', '2026-11-21T10:07:00Z', ['2026-11-23T09:30', '2026-11-26T09:30']],
    ['every monday of sep,oct 17:00', '2026-11-21T10:07:00Z', ['2027-09-06T17:00']],
    ['2nd,third mon of march 17:00', '2026-11-21T10:07:00Z', ['2027-03-08T17:00', '2027-03-15T17:00']],
    ['1,15 of month 04:00', '2026-11-21T10:07:00Z', ['2026-12-01T04:00', '2026-12-15T04:00']],
    ['first sunday of month 00:00', '2026-11-21T10:07:00Z', ['2026-12-06T00:00']],
  ])('%s', (text, after, expected) => {
    expect(runs(text, 'UTC', after, expected.length)).toEqual(expected);
  });
});

describe('a time zone', () => {
  it('is where the hours of a schedule are', () => {
    expect(runs('30 2 * * *', 'America/Sao_Paulo', '2026-11-21T05:30:00Z', 1)).toEqual(['2026-11-22T05:30']);
    expect(runs('0 0 * * *', 'Asia/Kathmandu', '2026-11-21T00:00:00Z', 1)).toEqual(['2026-11-21T18:15']);
  });

  it('skips an hour that daylight saving leaves out', () => {
    // New York springs from 02:00 to 03:00 on 14 March 2027.
    expect(runs('30 2 * * *', 'America/New_York', '2027-03-13T12:00:00Z', 1)).toEqual(['2027-03-15T06:30']);
  });

  it('runs once in an hour that daylight saving repeats', () => {
    // New York falls back from 02:00 to 01:00 on 7 November 2027.
    expect(runs('30 1 * * *', 'America/New_York', '2027-11-06T12:00:00Z', 2)).toEqual([
      '2027-11-07T05:30',
      '2027-11-08T06:30',
    ]);
  });
});

describe('what is no schedule', () => {
  it.each([
    '',
    'every',
    '* * * *',
    '60 * * * *',
    '* * 0 * *',
    '5-1 * * * *',
    'every 0 minutes',
    'every funday 10:00',
    'every day 25:00',
  ])("'%s' is refused", (text) => {
    expect(() => parseSchedule(text, 'UTC')).toThrow(/no schedule/);
  });
});
