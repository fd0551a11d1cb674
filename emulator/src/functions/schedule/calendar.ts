/** A moment as clocks on the wall of a time zone show it. `weekday` is 0 for Sunday; `month` counts from 1. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that the system does not know */
export function toLocalTime(timeMs: number, timeZone: string): LocalTime {
  const parts = new Map<string, number>();
  for (const { type, value } of formatterOf(timeZone).formatToParts(timeMs)) parts.set(type, Number(value));
  const [year = 0, month = 0, day = 0] = [parts.get('year'), parts.get('month'), parts.get('day')];
  const [hour = 0, minute = 0] = [parts.get('hour'), parts.get('minute')];
  return { year, month, day, weekday: weekdayOf(year, month, day), hour, minute };
}

/** The first moment that shows this local time; null where clocks skip it (daylight saving begins). */
export function fromLocalTime(local: Omit<LocalTime, 'weekday'>, timeZone: string): number | null {
  const asUtcMs = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
  // No zone is further than 14 h from UTC; of the offsets in force around, those that lead back are right.
  const candidates = [asUtcMs - DAY_MS, asUtcMs + DAY_MS].map(
    (nearMs) => asUtcMs - offsetMs(nearMs, timeZone),
  );
  const matching = candidates.filter((timeMs) => timeMs + offsetMs(timeMs, timeZone) === asUtcMs);
  return matching.length === 0 ? null : Math.min(...matching);
}

/** The calendar day after, or before with a negative number. */
export function addDays(
  { year, month, day }: Pick<LocalTime, 'year' | 'month' | 'day'>,
  days: number,
): Pick<LocalTime, 'year' | 'month' | 'day' | 'weekday'> {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function offsetMs(timeMs: number, timeZone: string): number {
  const { year, month, day, hour, minute } = toLocalTime(timeMs, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
