import { describe, expect, it } from 'vitest';
import {
  barsOf,
  changeInterval,
  findDateProblem,
  findOverlaps,
  isComplete,
  momentOfFields,
  nextInterval,
  toForm,
  toInput,
  toMinutes,
  toTime,
} from './model.ts';

const form = () => ({ ...toForm(null, 'UTC'), name: 'Shop' });
const exception = (key: number, date: string) => ({ key, date, name: 'Holiday', intervals: [] });

describe('times of the form', () => {
  it('are minutes of the day, also of the next one', () => {
    expect(toMinutes('09:05')).toBe(545);
    expect(toMinutes('')).toBeNull();
    expect(toTime(545)).toBe('09:05');
    expect(toTime(1440 + 120)).toBe('02:00');
  });

  it.each([
    [{ to: 1200 }, { from: 540, to: 1200 }],
    [{ to: 120 }, { from: 540, to: 1560 }],
    [{ from: 1200 }, { from: 1200, to: 1080 + 1440 }],
    [{ to: 0 }, { from: 540, to: 1440 }],
    [{ to: 540 }, { from: 540, to: 1980 }],
  ])('%o closes at the first such time after it opens', (change, expected) => {
    expect(changeInterval({ from: 540, to: 1080 }, change)).toEqual(expected);
  });

  it('that are added begin after the last', () => {
    expect(nextInterval([])).toEqual({ from: 540, to: 1080 });
    expect(nextInterval([{ from: 540, to: 780 }])).toEqual({ from: 840, to: 1080 });
    expect(nextInterval([{ from: 540, to: 1440 }])).toEqual({ from: 1380, to: 1440 });
  });
});

describe('the form', () => {
  it('finds hours that overlap, and lets them touch', () => {
    expect([
      ...findOverlaps([
        { from: 1, to: 5 },
        { from: 4, to: 6 },
        { from: 6, to: 7 },
      ]),
    ]).toEqual([0, 1]);
    expect(
      findOverlaps([
        { from: 1, to: 5 },
        { from: 5, to: 6 },
      ]).size,
    ).toBe(0);
  });

  it('finds dates that are missing or stand there twice', () => {
    const exceptions = [exception(1, '2026-12-25'), exception(2, '2026-12-25'), exception(3, '')];
    expect(exceptions.map(({ key }) => findDateProblem(exceptions, key))).toEqual([
      'twice',
      'twice',
      'missing',
    ]);
    expect(isComplete({ ...form(), exceptions })).toBe(false);
  });

  it('is complete with a name and sends what it holds', () => {
    expect(isComplete(form())).toBe(true);
    expect(isComplete({ ...form(), name: ' ' })).toBe(false);
    const input = toInput({ ...form(), exceptions: [exception(7, '2026-12-25')] });
    expect(input.exceptions).toEqual([{ date: '2026-12-25', name: 'Holiday', intervals: [] }]);
    expect(input).not.toHaveProperty('exceptions.0.key');
  });
});

it('a day’s bar shows what runs on from the day before, also from Saturday to Sunday', () => {
  const week = form().week.map(() => ({ intervals: [{ from: 1320, to: 1800 }] }));
  for (const day of [0, 3])
    expect(barsOf(week, day)).toEqual([
      { from: 0, to: 360, isCarried: true },
      { from: 1320, to: 1440, isCarried: false },
    ]);
});

it('a date and a time are a moment of the zone', () => {
  const moment = momentOfFields('America/Mexico_City', '2026-12-25', '14:00');
  expect(moment).toBe(Date.parse('2026-12-25T20:00:00Z'));
  expect(momentOfFields('UTC', '', '14:00')).toBeNull();
});
