import type { CallableInput } from '#contracts/callables/index.ts';
import type { Calendar, Interval } from '#contracts/collections/calendar.ts';
import { LIMITS } from '#contracts/limits.ts';
import { foldForSearch } from '#contracts/search-tokens.ts';
import { Refusal } from '../platform/refusal.ts';
import { isTimeZone } from '../platform/time-zone.ts';

type Input = CallableInput<'saveCalendar'>;

/**
 * What is stored of hours that somebody entered: intervals and exceptions in order.
 * @throws Refusal `invalid-input` with the field that is wrong: an unknown time zone, an interval that ends before it
 *   begins or overlaps another of its day (`week.1.intervals.0`), a date that does not exist or stands there twice
 */
export function decideCalendar(input: Input, at: number): Calendar {
  const { name, timeZone } = input;
  if (!isTimeZone(timeZone)) throw new Refusal('invalid-input', { field: 'timeZone' });
  const dates = new Set<string>();
  for (const [index, { date }] of input.exceptions.entries()) {
    if (!isDate(date) || dates.has(date)) {
      throw new Refusal('invalid-input', { field: `exceptions.${index}.date` });
    }
    dates.add(date);
  }
  return {
    name,
    timeZone,
    week: input.week.map(({ intervals }, day) => ({
      intervals: inOrder(intervals, `week.${day}.intervals`),
    })),
    exceptions: input.exceptions
      .map((exception, index) => ({
        ...exception,
        name: exception.name.trim(),
        intervals: inOrder(exception.intervals, `exceptions.${index}.intervals`),
      }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    updatedAt: at,
  };
}

/** Intervals of one day; where two touch, both are kept as entered. */
function inOrder(intervals: Interval[], field: string): Interval[] {
  const ordered = [...intervals.entries()].toSorted(([, a], [, b]) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const [index, { from, to }] of ordered) {
    if (to <= from || from < end) throw new Refusal('invalid-input', { field: `${field}.${index}` });
    end = to;
  }
  return ordered.map(([, interval]) => interval);
}

function isDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/**
 * Whether a calendar may be saved. Names are unique whatever their case and accents.
 * @throws Refusal `not-found`, `name-taken` or `limit-reached`
 */
export function requireSavable(
  names: Record<string, string>,
  { id, isNew, name }: { id: string; isNew: boolean; name: string },
): void {
  const isThere = Object.hasOwn(names, id);
  if (!isThere && !isNew) throw new Refusal('not-found', { field: 'calendarId' });
  const limit = LIMITS.calendars;
  if (!isThere && Object.keys(names).length >= limit)
    throw new Refusal('limit-reached', { values: { limit } });
  const folded = foldForSearch(name);
  const isTaken = Object.entries(names).some(
    ([otherId, other]) => otherId !== id && foldForSearch(other) === folded,
  );
  if (isTaken) throw new Refusal('name-taken', { field: 'name' });
}
