import type { Calendar, Interval } from '../collections/calendar.ts';
import { DAY_MINUTES, MINUTE_MS, momentOf, wallMinutes } from './wall-clock.ts';

/** What opening hours say about one moment. Times are milliseconds since the Unix epoch. */
export interface HoursState {
  isOpen: boolean;
  /** Since when it has been so; null where nothing changed within 400 days before. */
  since: number | null;
  /** Until when it stays so; null where nothing changes within 400 days. */
  nextChangeAt: number | null;
  /** The rule behind it: the day of the week (0 is Sunday), or the exception of a date. */
  because: HoursRule;
}

export type HoursRule = { type: 'week'; day: number } | { type: 'exception'; date: string; name: string };

const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** Days looked at in both directions, one try after the other: nearly every calendar changes within the first. */
const REACHES = [8, 40, 403];
/**
 * Days at the ends of a reach whose changes prove nothing: an interval lasts up to two days, and a zone that moves over
 * the date line skips one.
 */
const MARGIN_DAYS = 3;

/**
 * Whether a calendar is open at a moment, since when and until when, and why. The same answer on the server and in the
 * app. It costs a few dozen calculations whatever the calendar, and reads no clock.
 *
 * - An interval belongs to the local day on which it begins, and may run on into the next one.
 * - Intervals that touch or overlap are one, also across midnight.
 * - An exception replaces the intervals that begin on its date. What began on the day before runs on into a date with
 *   other hours, and ends at midnight before a date that is closed.
 * - Times are what the wall clock shows. Where a time does not exist because clocks go forward, it is later by what they
 *   skip; where it comes twice, the first one counts.
 */
export function decideHours(calendar: Calendar, atMs: number): HoursState {
  const rules = rulesOf(calendar);
  const today = localDay(calendar.timeZone, atMs);
  const because = ruleBehind(rules, calendar.timeZone, atMs, today);
  let found: Omit<HoursState, 'because'> = { isOpen: false, since: null, nextChangeAt: null };
  for (const reach of REACHES) {
    found = look(spansAround(rules, calendar.timeZone, today, reach), atMs);
    const trusted = (reach - MARGIN_DAYS) * DAY_MS;
    if (found.since !== null && atMs - found.since > trusted) found.since = null;
    if (found.nextChangeAt !== null && found.nextChangeAt - atMs > trusted) found.nextChangeAt = null;
    if (found.since !== null && found.nextChangeAt !== null) break;
  }
  return { ...found, because };
}

/** Days are counted from 1970-01-01, whatever the zone. */
interface DayRule {
  intervals: Interval[];
  rule: HoursRule;
}
type Rules = (day: number) => DayRule;

function rulesOf({ week, exceptions }: Calendar): Rules {
  const byDay = new Map(exceptions.map((exception) => [dayOfDate(exception.date), exception]));
  return (day) => {
    const exception = byDay.get(day);
    if (exception !== undefined) {
      const { intervals, date, name } = exception;
      return { intervals, rule: { type: 'exception', date, name } };
    }
    const weekday = weekdayOf(day);
    return { intervals: week[weekday]?.intervals ?? [], rule: { type: 'week', day: weekday } };
  };
}

/** The day of the week of a day, 0 is Sunday. */
function weekdayOf(day: number): number {
  const THURSDAY = 4; // 1970-01-01
  return (((day + THURSDAY) % 7) + 7) % 7;
}

function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function localDay(timeZone: string, atMs: number): number {
  return Math.floor(wallMinutes(timeZone, atMs) / DAY_MINUTES);
}

interface Span {
  from: number;
  to: number;
}

/** The intervals that begin on a day, in minutes of the wall clock, cut off by a closed day that follows. */
function intervalsOf(rules: Rules, day: number): Span[] {
  const next = rules(day + 1);
  const endsAtMidnight = next.rule.type === 'exception' && next.intervals.length === 0;
  return rules(day).intervals.map(({ from, to }) => ({
    from: day * DAY_MINUTES + from,
    to: day * DAY_MINUTES + (endsAtMidnight ? Math.min(to, DAY_MINUTES) : to),
  }));
}

/** When it is open around a day, in milliseconds, in order and apart from each other. */
function spansAround(rules: Rules, timeZone: string, today: number, reach: number): Span[] {
  const onTheWall: Span[] = [];
  for (let day = today - reach; day <= today + reach; day += 1) onTheWall.push(...intervalsOf(rules, day));
  // Merged as people write them first: what touches on the wall touches, whatever the clocks do in between.
  const spans = merge(onTheWall).map(({ from, to }) => ({
    from: momentOf(timeZone, from),
    to: momentOf(timeZone, to),
  }));
  // A change of the clocks can swallow an interval, or push one into the next.
  return merge(spans.filter(({ from, to }) => from < to));
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

function look(spans: Span[], atMs: number): Omit<HoursState, 'because'> {
  const current = spans.find(({ from, to }) => from <= atMs && atMs < to);
  if (current !== undefined) return { isOpen: true, since: current.from, nextChangeAt: current.to };
  return {
    isOpen: false,
    since: spans.findLast(({ to }) => to <= atMs)?.to ?? null,
    nextChangeAt: spans.find(({ from }) => from > atMs)?.from ?? null,
  };
}

/** The day whose interval runs at the moment: today's, or one that runs on from yesterday; without one, today's rule. */
function ruleBehind(rules: Rules, timeZone: string, atMs: number, today: number): HoursRule {
  const wall = wallMinutes(timeZone, atMs);
  const runs = (day: number) => intervalsOf(rules, day).some(({ from, to }) => from <= wall && wall < to);
  return !runs(today) && runs(today - 1) ? rules(today - 1).rule : rules(today).rule;
}
