import type { Timetable } from './schedule.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads `minute hour day-of-month month day-of-week`; null where the text is something else. */
export function parseCron(text: string): Timetable | null {
  const fields = text.trim().toLowerCase().split(/\s+/);
  const [minuteField, hourField, dayField, monthField, weekdayField] = fields;
  if (fields.length !== 5 || minuteField === undefined || hourField === undefined) return null;
  if (dayField === undefined || monthField === undefined || weekdayField === undefined) return null;
  const minutes = parseField(minuteField, 0, 59, []);
  const hours = parseField(hourField, 0, 23, []);
  const days = parseField(dayField, 1, 31, []);
  const months = parseField(monthField, 1, 12, MONTHS);
  const weekdays = parseField(weekdayField, 0, 7, WEEKDAYS);
  if (minutes === null || hours === null || days === null || months === null || weekdays === null)
    return null;
  if (weekdays.has(7)) weekdays.add(0); // both are Sunday
  // With both days restricted, either is enough (crontab(5)); `*/2` counts as unrestricted there.
  const isEither = !dayField.startsWith('*') && !weekdayField.startsWith('*');
  return {
    isDay: ({ day, month, weekday }) => {
      if (!months.has(month)) return false;
      return isEither ? days.has(day) || weekdays.has(weekday) : days.has(day) && weekdays.has(weekday);
    },
    minutes: [...hours]
      .flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute))
      .sort((left, right) => left - right),
  };
}

// Lists, ranges, names and steps such as `10-30/5` or `*/10`; null for anything else.
function parseField(field: string, least: number, most: number, names: string[]): Set<number> | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) return null;
    const [, first = '', last, stepText] = match;
    const from = first === '*' ? least : parseValue(first, least, names);
    const step = Number(stepText ?? 1);
    // `5/15` is from 5 to the end, as crons agree.
    const isOpen = first === '*' || (last === undefined && stepText !== undefined);
    const to = last !== undefined ? parseValue(last, least, names) : isOpen ? most : from;
    if (from < least || to > most || from > to || step < 1) return null;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** -1, which is below every field's least value, for what is neither a number nor a name. */
function parseValue(text: string, least: number, names: string[]): number {
  const index = names.indexOf(text);
  if (index !== -1) return index + least;
  return /^\d+$/.test(text) ? Number(text) : -1;
}
