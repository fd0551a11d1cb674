import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar, Interval } from '../collections/calendar.ts';
import { decideHours } from './decide-hours.ts';

const HOUR_MS = 3_600_000;
const NINE_TO_SIX: Interval[] = [{ from: 540, to: 1080 }];
const WEEKDAYS = [[], NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, []];
const daily = (intervals: Interval[]) => Array.from({ length: 7 }, () => intervals);
const closed = (date: string, name = 'Holiday') => ({ date, name, intervals: [] });

interface Entered extends Partial<Omit<Calendar, 'week'>> {
  week?: Interval[][];
}

function calendar({ week = WEEKDAYS, ...change }: Entered = {}): Calendar {
  const days = week.map((intervals) => ({ intervals }));
  return { name: 'Hours', timeZone: 'UTC', week: days, exceptions: [], updatedAt: 1, ...change };
}

/** The answer with readable times. */
function at(time: string, change: Entered = {}) {
  const { isOpen, since, nextChangeAt, because } = decideHours(calendar(change), Date.parse(time));
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(0, 16));
  return { isOpen, since: iso(since), next: iso(nextChangeAt), because };
}

describe('opening hours', () => {
  it('open and close to the minute, and say until when', () => {
    const day = { type: 'week', day: 5 } as const;
    const opens = { isOpen: false, since: '2026-12-03T18:00', next: '2026-12-04T09:00', because: day };
    const closes = { isOpen: true, since: '2026-12-04T09:00', next: '2026-12-04T18:00', because: day };
    const weekend = { isOpen: false, since: '2026-12-04T18:00', next: '2026-12-07T09:00', because: day };
    expect(at('2026-12-04T08:59:59.999Z')).toEqual(opens);
    expect(at('2026-12-04T09:00Z')).toEqual(closes);
    expect(at('2026-12-04T17:59:59.999Z')).toEqual(closes);
    expect(at('2026-12-04T18:00Z')).toEqual(weekend);
  });

  it('that run past midnight belong to the day on which they begin', () => {
    const week = WEEKDAYS.map((intervals, day) => (day === 5 ? [{ from: 1320, to: 1800 }] : intervals));
    expect(at('2026-12-05T03:00Z', { week })).toEqual({
      isOpen: true,
      since: '2026-12-04T22:00',
      next: '2026-12-05T06:00',
      because: { type: 'week', day: 5 },
    });
    expect(at('2026-12-04T03:00Z', { week }).isOpen).toBe(false);
  });

  it('merge what touches or overlaps, also across midnight', () => {
    const week = daily([
      { from: 0, to: 600 },
      { from: 600, to: 720 },
      { from: 700, to: 800 },
      { from: 1200, to: 1440 },
    ]);
    expect(at('2026-12-04T11:00Z', { week })).toMatchObject({
      since: '2026-12-03T20:00',
      next: '2026-12-04T13:20',
    });
  });

  it('that never change have neither beginning nor end', () => {
    const always = daily([{ from: 0, to: 1440 }]);
    for (const [week, isOpen] of [
      [always, true],
      [daily([]), false],
    ] as const) {
      expect(at('2026-12-04T11:00Z', { week })).toMatchObject({ isOpen, since: null, next: null });
    }
  });

  it('are found a year away', () => {
    const exceptions = [
      { date: '2026-01-02', name: 'Sale', intervals: NINE_TO_SIX },
      { date: '2027-12-01', name: 'Sale', intervals: NINE_TO_SIX },
    ];
    expect(at('2026-12-04T11:00Z', { week: daily([]), exceptions })).toMatchObject({
      since: '2026-01-02T18:00',
      next: '2027-12-01T09:00',
    });
  });
});

describe('an exception', () => {
  const christmas = closed('2026-12-25', 'Christmas');

  it('replaces the hours of its date and gives its name', () => {
    expect(at('2026-12-25T14:00Z', { exceptions: [christmas] })).toEqual({
      isOpen: false,
      since: '2026-12-24T18:00',
      next: '2026-12-28T09:00',
      because: { type: 'exception', date: '2026-12-25', name: 'Christmas' },
    });
    const eve = { date: '2026-12-24', name: 'Eve', intervals: [{ from: 540, to: 780 }] };
    expect(at('2026-12-24T14:00Z', { exceptions: [eve] })).toMatchObject({
      isOpen: false,
      since: '2026-12-24T13:00',
    });
  });

  it('opens a date that is closed in the week', () => {
    const exceptions = [{ date: '2026-12-06', name: 'Sale', intervals: NINE_TO_SIX }];
    expect(at('2026-12-06T10:00Z', { exceptions })).toMatchObject({
      isOpen: true,
      because: { type: 'exception', name: 'Sale' },
    });
  });

  it('without hours ends at midnight what began on the day before, and for good', () => {
    const night = { week: daily([{ from: 1320, to: 1800 }]), exceptions: [christmas] };
    expect(at('2026-12-24T23:00Z', night)).toMatchObject({ isOpen: true, next: '2026-12-25T00:00' });
    expect(at('2026-12-25T01:00Z', night)).toMatchObject({ isOpen: false, next: '2026-12-26T22:00' });
    const always = { week: daily([{ from: 0, to: 2880 }]), exceptions: [christmas] };
    expect(at('2026-12-25T12:00Z', always)).toMatchObject({
      isOpen: false,
      since: '2026-12-25T00:00',
      next: '2026-12-26T00:00',
    });
  });

  it('with other hours lets run on what began on the day before', () => {
    const exceptions = [{ date: '2026-12-25', name: 'Short', intervals: [{ from: 720, to: 780 }] }];
    const night = { week: daily([{ from: 1320, to: 1800 }]), exceptions };
    expect(at('2026-12-25T01:00Z', night)).toMatchObject({
      isOpen: true,
      next: '2026-12-25T06:00',
      because: { type: 'week', day: 4 },
    });
  });

  it('falls on 29 February', () => {
    const exceptions = [closed('2028-02-29', 'Leap day')];
    expect(at('2028-02-29T10:00Z', { exceptions })).toMatchObject({
      isOpen: false,
      next: '2028-03-01T09:00',
      because: { name: 'Leap day' },
    });
  });
});

describe('a change of the clocks', () => {
  const newYork = { timeZone: 'America/New_York' };

  it('keeps what the wall clock shows at both ends of a night', () => {
    const night = { ...newYork, week: daily([{ from: 1320, to: 1800 }]) };
    // 22:00 to 06:00 is seven hours in the night of 8 March 2026, nine in that of 1 November
    expect(at('2026-03-08T06:30Z', night)).toMatchObject({
      since: '2026-03-08T03:00',
      next: '2026-03-08T10:00',
    });
    expect(at('2026-11-01T06:30Z', night)).toMatchObject({
      since: '2026-11-01T02:00',
      next: '2026-11-01T11:00',
    });
  });

  it('puts a time that does not exist later by what is skipped, and takes the first of two', () => {
    const gap = { ...newYork, week: daily([{ from: 150, to: 600 }]) };
    expect(at('2026-03-08T08:00Z', gap)).toMatchObject({ isOpen: true, since: '2026-03-08T07:30' });
    const swallowed = { ...newYork, week: daily([{ from: 120, to: 180 }]) };
    expect(at('2026-03-08T07:00Z', swallowed)).toMatchObject({ isOpen: false, next: '2026-03-09T06:00' });
    const twice = { ...newYork, week: daily([{ from: 0, to: 90 }]) };
    expect(at('2026-11-01T05:29Z', twice)).toMatchObject({ isOpen: true, next: '2026-11-01T05:30' });
    expect(at('2026-11-01T06:15Z', twice).isOpen).toBe(false);
  });

  it('is of half an hour on Lord Howe Island', () => {
    const lordHowe = { timeZone: 'Australia/Lord_Howe', week: daily([{ from: 0, to: 180 }]) };
    // Clocks go forward by half an hour at 02:00 on 4 October 2026: three hours of the wall are two and a half.
    expect(at('2026-10-03T14:00Z', lordHowe)).toMatchObject({
      since: '2026-10-03T13:30',
      next: '2026-10-03T16:00',
    });
  });
});

const ZONES = [
  'America/Sao_Paulo',
  'America/Mexico_City',
  'America/New_York',
  'America/Santiago',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
];

/**
 * An oracle without Temporal and without sorting: minutes of the wall clock are ticked off in a table, their runs are
 * turned into moments by the offsets that Intl knows, and a moment is open where a run holds it.
 */
function naive({ timeZone, week, exceptions }: Calendar, centre: number, days: number) {
  const firstDay = Math.floor(centre / DAY_MS) - days;
  const open = new Uint8Array((2 * days + 1) * 1440);
  const exceptionOn = (day: number) => {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    return exceptions.find((exception) => exception.date === date);
  };
  for (let day = firstDay - 2; day <= firstDay + 2 * days; day += 1) {
    const intervals =
      exceptionOn(day)?.intervals ?? week[new Date(day * DAY_MS).getUTCDay()]?.intervals ?? [];
    for (const { from, to } of intervals) {
      for (let minute = from; minute < to; minute += 1) {
        if (minute === 1440 && exceptionOn(day + 1)?.intervals.length === 0) break;
        const index = (day - firstDay) * 1440 + minute;
        if (index >= 0 && index < open.length) open[index] = 1;
      }
    }
  }
  const runs: { from: number; to: number }[] = [];
  for (let index = 0; index < open.length; index += 1) {
    if (open[index] !== 1) continue;
    const start = index;
    while (index < open.length && open[index] === 1) index += 1;
    const moment = (minute: number) => momentByIntl(timeZone, (firstDay * 1440 + minute) * 60_000);
    runs.push({ from: moment(start), to: moment(index) });
  }
  return (moment: number) => runs.some(({ from, to }) => from <= moment && moment < to);
}

const DAY_MS = 24 * HOUR_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the wall clock is ahead of UTC. */
function offsetByIntl(timeZone: string, moment: number): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - moment;
}

function momentByIntl(timeZone: string, wall: number): number {
  const before = offsetByIntl(timeZone, wall - 1.5 * DAY_MS);
  const after = offsetByIntl(timeZone, wall + 1.5 * DAY_MS);
  const fitting = [before, after]
    .map((offset) => wall - offset)
    .filter((moment) => offsetByIntl(timeZone, moment) === wall - moment);
  return fitting.length > 0 ? Math.min(...fitting) : wall - before;
}

/** Moments at which something is odd: clocks change, a year or February ends, a day is skipped. */
const ODD_MOMENTS = [
  '2018-11-04T03:00Z',
  '2019-02-17T02:00Z',
  '2022-04-03T08:00Z',
  '2022-10-30T07:00Z',
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-04-05T03:00Z',
  '2026-09-06T04:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-10-03T15:30Z',
  '2026-04-04T15:00Z',
  '2011-12-30T10:00Z',
  '2028-02-29T00:00Z',
  '2028-03-01T00:00Z',
  '2027-01-01T00:00Z',
].map((text) => Date.parse(text));

const interval = fc
  .tuple(
    fc.integer({ min: 0, max: 1439 }),
    fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 2880 })),
  )
  .map(([from, length]) => ({ from, to: Math.min(from + length, 2880) }));
/** What people enter: whole hours, whole days, and anything. */
const plainInterval = fc.constantFrom(
  { from: 0, to: 1440 },
  { from: 540, to: 1080 },
  { from: 120, to: 180 },
  { from: 1320, to: 1800 },
);
const intervals = fc.array(fc.oneof(plainInterval, interval), { maxLength: 3 });
const moment = fc.oneof(
  fc
    .tuple(fc.constantFrom(...ODD_MOMENTS), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([odd, minutes]) => odd + minutes * 60_000),
  fc
    .integer({ min: Date.parse('2010-01-01') / 60_000, max: Date.parse('2030-01-01') / 60_000 })
    .map((minutes) => minutes * 60_000),
);
const situation = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    week: fc.array(intervals, { minLength: 7, maxLength: 7 }),
    at: moment,
    exceptions: fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), intervals), {
      maxLength: 3,
      selector: ([day]) => day,
    }),
  })
  .map(({ timeZone, week, at: atMs, exceptions }) => ({
    atMs,
    calendar: calendar({
      timeZone,
      week,
      exceptions: exceptions.map(([day, hours]) => ({
        date: new Date(atMs + day * DAY_MS).toISOString().slice(0, 10),
        name: `Day ${day}`,
        intervals: hours,
      })),
    }),
  }));

describe('whatever the calendar, the zone and the moment', () => {
  it('a scan of every minute of two days before and after says the same', () => {
    const SCANNED_MS = 2 * DAY_MS;
    fc.assert(
      fc.property(situation, ({ calendar: hours, atMs }) => {
        const isOpen = naive(hours, atMs, 8);
        const decided = decideHours(hours, atMs);
        expect(decided.isOpen).toBe(isOpen(atMs));
        const { since, nextChangeAt } = decided;
        const end = Math.min(nextChangeAt ?? Number.POSITIVE_INFINITY, atMs + SCANNED_MS);
        const start = Math.max(since ?? Number.NEGATIVE_INFINITY, atMs - SCANNED_MS);
        for (let scanned = start; scanned < end; scanned += 60_000)
          if (isOpen(scanned) !== decided.isOpen)
            throw new Error(`not so at ${new Date(scanned).toISOString()}`);
        if (nextChangeAt === end) expect(isOpen(end)).toBe(!decided.isOpen);
        if (since === start) expect(isOpen(start - 60_000)).toBe(!decided.isOpen);
      }),
      { numRuns: 1500, seed: 25 },
    );
  });

  it('since <= at < next change, and both are where it really changes', () => {
    fc.assert(
      fc.property(situation, ({ calendar: hours, atMs }) => {
        const { isOpen, since, nextChangeAt } = decideHours(hours, atMs);
        if (nextChangeAt !== null) {
          expect(nextChangeAt).toBeGreaterThan(atMs);
          const next = decideHours(hours, nextChangeAt);
          expect(next).toMatchObject({ isOpen: !isOpen, since: nextChangeAt });
          expect(decideHours(hours, nextChangeAt - 1)).toMatchObject({ isOpen, since, nextChangeAt });
        }
        if (since !== null) {
          expect(since).toBeLessThanOrEqual(atMs);
          expect(decideHours(hours, since)).toMatchObject({ isOpen, since, nextChangeAt });
          expect(decideHours(hours, since - 1)).toMatchObject({ isOpen: !isOpen, nextChangeAt: since });
        }
      }),
      { numRuns: 1500, seed: 2512 },
    );
  });

  it('the answer takes a few milliseconds at most, also where nothing ever changes', () => {
    const calendars = [
      calendar(),
      calendar({ week: daily([{ from: 0, to: 1440 }]), timeZone: 'America/Santiago' }),
      calendar({ week: daily([]) }),
    ];
    for (const hours of calendars) {
      decideHours(hours, 0);
      const startedAt = performance.now();
      for (let day = 0; day < 100; day += 1) decideHours(hours, day * DAY_MS);
      expect((performance.now() - startedAt) / 100).toBeLessThan(20);
    }
  });
});
