import { describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { Interval } from '#contracts/collections/calendar.ts';
import { decideCalendar, requireSavable } from './decide-calendar.ts';

const NINE_TO_SIX = { from: 540, to: 1080 };

function input(change: Partial<CallableInput<'saveCalendar'>> = {}): CallableInput<'saveCalendar'> {
  const week = Array.from({ length: 7 }, () => ({ intervals: [NINE_TO_SIX] }));
  const id = { calendarId: 'a', isNew: false };
  return { ...id, name: 'Shop', timeZone: 'America/Mexico_City', week, exceptions: [], ...change };
}

function monday(...intervals: Interval[]) {
  return input({ week: input().week.map((day, index) => (index === 1 ? { intervals } : day)) });
}

const holiday = (date: string) => ({ date, name: 'Holiday', intervals: [] });

/** The field that is refused, or null. */
function refusedField(entered: CallableInput<'saveCalendar'>): string | null {
  try {
    decideCalendar(entered, 1);
    return null;
  } catch (error) {
    const details: unknown = Reflect.get(Object(error), 'details');
    expect(details).toMatchObject({ reason: 'invalid-input' });
    return String(Reflect.get(Object(details), 'field'));
  }
}

describe('hours that somebody enters', () => {
  it('are stored in order', () => {
    const afternoon = { from: 900, to: 1080 };
    const morning = { from: 540, to: 780 };
    expect(decideCalendar(monday(afternoon, morning), 1).week[1]).toEqual({
      intervals: [morning, afternoon],
    });
    const exceptions = [holiday('2026-12-25'), holiday('2026-01-01')];
    expect(decideCalendar(input({ exceptions }), 1).exceptions.map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-12-25',
    ]);
  });

  it.each([
    ['two that touch', monday({ from: 540, to: 600 }, { from: 600, to: 660 }), null],
    ['a night of two days', monday({ from: 1320, to: 2880 }), null],
    ['two that overlap', monday({ from: 540, to: 601 }, { from: 600, to: 660 }), 'week.1.intervals.1'],
    ['one within another', monday({ from: 550, to: 560 }, { from: 540, to: 600 }), 'week.1.intervals.0'],
    ['an end before the beginning', monday({ from: 600, to: 540 }), 'week.1.intervals.0'],
    ['an end at the beginning', monday({ from: 600, to: 600 }), 'week.1.intervals.0'],
    ['a zone that does not exist', input({ timeZone: 'America/Atlantis' }), 'timeZone'],
    ['an offset for a zone', input({ timeZone: '+02:00' }), 'timeZone'],
    ['29 February of a leap year', input({ exceptions: [holiday('2028-02-29')] }), null],
    ['29 February of another', input({ exceptions: [holiday('2027-02-29')] }), 'exceptions.0.date'],
    ['a thirteenth month', input({ exceptions: [holiday('2027-13-01')] }), 'exceptions.0.date'],
    [
      'a date twice',
      input({ exceptions: [holiday('2027-01-01'), holiday('2027-01-01')] }),
      'exceptions.1.date',
    ],
    [
      'other hours that overlap',
      input({ exceptions: [{ ...holiday('2027-01-01'), intervals: [NINE_TO_SIX, NINE_TO_SIX] }] }),
      'exceptions.0.intervals.1',
    ],
  ])('with %s', (_name, entered, field) => {
    expect(refusedField(entered)).toBe(field);
  });
});

describe('the name of a calendar', () => {
  const names = { a: 'Tienda', b: 'Soporte' };
  const wanted = { id: 'new', isNew: true, name: 'Nights' };
  const known = { ...wanted, id: 'a', isNew: false };

  it('is nobody else’s, whatever case and accents', () => {
    expect(() => requireSavable(names, wanted)).not.toThrow();
    expect(() => requireSavable(names, { ...known, name: 'TIENDA' })).not.toThrow();
    expect(() => requireSavable(names, { ...known, name: 'sopórte' })).toThrow('name-taken');
    expect(() => requireSavable(names, { ...known, id: 'c' })).toThrow('not-found');
  });

  it('is its own where the call that made it is repeated', () => {
    expect(() => requireSavable({ ...names, new: 'Nights' }, wanted)).not.toThrow();
    expect(() => requireSavable({ ...names, other: 'Nights' }, wanted)).toThrow('name-taken');
  });

  it('is one of at most fifty', () => {
    const full = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`c${index}`, `C ${index}`]));
    expect(() => requireSavable(full, wanted)).toThrow('limit-reached');
    expect(() => requireSavable(full, { ...known, id: 'c1' })).not.toThrow();
    expect(() => requireSavable(full, { ...wanted, id: 'c1' })).not.toThrow();
  });
});
