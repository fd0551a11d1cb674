import type { Timetable } from './schedule.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th'];
const ORDINAL_WORDS = ['first', 'second', 'third', 'fourth', 'fifth'];
const DAY_MINUTES = 24 * 60;

/**
 * Reads App Engine's form of a schedule; null where the text is something else:
 * - `every 5 minutes`, `every 2 hours from 08:00 to 20:00`, `every 12 hours synchronized`
 * - `every day 00:00`, `every mon,thu 09:30`, `every monday of sep,oct 17:00`
 * - `2nd,third mon,wed of march 17:00`, `1,15 of month 04:00`
 *
 * Intervals are counted from midnight, which production promises with `synchronized` only.
 * Source: App Engine, "Scheduling jobs with cron.yaml", schedule format.
 */
export function parseEnglishSchedule(text: string): Timetable | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/\s*,\s*/g, ',')
    .split(/\s+/);
  return parseInterval(words) ?? parseDays(words);
}

function parseInterval(words: string[]): Timetable | null {
  const [every, countText, unit, ...rest] = words;
  const count = Number(countText);
  if (every !== 'every' || !Number.isInteger(count) || count < 1 || unit === undefined) return null;
  const unitMinutes = /^(minutes?|mins?)$/.test(unit) ? 1 : /^hours?$/.test(unit) ? 60 : null;
  const range = parseRange(rest);
  if (unitMinutes === null || range === null) return null;
  const minutes: number[] = [];
  for (let minute = range.from; minute <= range.to; minute += count * unitMinutes)
    minutes.push(minute % DAY_MINUTES);
  return { isDay: () => true, minutes: minutes.sort((left, right) => left - right) };
}

/** Minutes of the day; `to` is beyond 1439 for a range across midnight. */
function parseRange(words: string[]): { from: number; to: number } | null {
  const [from, fromTime, to, toTime] = words;
  if (words.length === 0 || (words.length === 1 && from === 'synchronized'))
    return { from: 0, to: DAY_MINUTES - 1 };
  const [start, end] = [parseTime(fromTime), parseTime(toTime)];
  if (words.length !== 4 || from !== 'from' || to !== 'to' || start === null || end === null) return null;
  return { from: start, to: end < start ? end + DAY_MINUTES : end };
}

function parseDays(words: string[]): Timetable | null {
  const time = parseTime(words.at(-1));
  if (time === null) return null;
  const specification = words.slice(0, -1);
  const ofIndex = specification.indexOf('of');
  const dayWords = ofIndex === -1 ? specification : specification.slice(0, ofIndex);
  const monthWords = ofIndex === -1 ? [] : specification.slice(ofIndex + 1);
  const months = parseMonths(monthWords);
  const isOnDay = parseDayWords(dayWords);
  if (months === null || isOnDay === null) return null;
  return { isDay: (date) => months.has(date.month) && isOnDay(date), minutes: [time] };
}

function parseMonths(words: string[]): Set<number> | null {
  const [list] = words;
  if (list === undefined || list === 'month') return new Set(MONTHS.map((_name, index) => index + 1));
  if (words.length > 1) return null;
  const months = list.split(',').map((name) => indexByName(MONTHS, name) + 1);
  return months.includes(0) ? null : new Set(months);
}

function parseDayWords(words: string[]): Timetable['isDay'] | null {
  const [first, second] = words;
  if (first === undefined || words.length > 2) return null;
  const monthDays = first.split(',').map(Number);
  if (second === undefined) {
    return monthDays.every((day) => Number.isInteger(day) && day >= 1 && day <= 31)
      ? ({ day }) => monthDays.includes(day)
      : null;
  }
  const weekdays =
    second === 'day' ? WEEKDAYS.map((_name, index) => index) : second.split(',').map(weekdayIndex);
  if (weekdays.includes(-1)) return null;
  if (first === 'every') return ({ weekday }) => weekdays.includes(weekday);
  const weeks = first.split(',').map((word) => Math.max(ORDINALS.indexOf(word), ORDINAL_WORDS.indexOf(word)));
  if (weeks.includes(-1)) return null;
  return ({ day, weekday }) => weekdays.includes(weekday) && weeks.includes(Math.floor((day - 1) / 7));
}

function weekdayIndex(name: string): number {
  return indexByName(WEEKDAYS, name);
}

/** Full names and abbreviations of at least three letters. */
function indexByName(names: string[], text: string): number {
  return text.length < 3 ? -1 : names.findIndex((name) => name.startsWith(text));
}

/** `09:30` -> 570. */
function parseTime(text: string | undefined): number | null {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text ?? '') ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return Number(hour) * 60 + Number(minute);
}
