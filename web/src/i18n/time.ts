const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The words that Intl has no form for. */
interface TimeWords {
  now: string;
  today: string;
  yesterday: string;
}

/** For whom times are written. */
export interface Reader {
  /** Language for Intl, such as `es`. */
  locale: string;
  /** Such as `America/Lima`. */
  timeZone: string;
}

/** The date of an instant in a time zone, as `2026-11-28`. */
export function dayIn(atMs: number, timeZone: string): string {
  return format(atMs, { locale: 'en-CA', timeZone }, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** Days between the calendar days of two instants in a time zone: 0 for the same day, 1 for the day after. */
export function calendarDaysBetween(fromMs: number, toMs: number, timeZone: string): number {
  return (Date.parse(dayIn(toMs, timeZone)) - Date.parse(dayIn(fromMs, timeZone))) / DAY_MS;
}

/** When something happened, as short as a row allows: `now`, `5 min`, `14:32`, `Yesterday`, `Tue`, `3 Nov`, `3/11/24`. */
export function shortTime(atMs: number, nowMs: number, reader: Reader, words: TimeWords): string {
  const ageMs = nowMs - atMs;
  if (ageMs < MINUTE_MS && ageMs > -MINUTE_MS) return words.now;
  if (ageMs >= 0 && ageMs < 60 * MINUTE_MS) return minutes(Math.floor(ageMs / MINUTE_MS), reader.locale);
  const days = calendarDaysBetween(atMs, nowMs, reader.timeZone);
  if (days === 0) return clockTime(atMs, reader);
  if (days === 1) return words.yesterday;
  if (days > 1 && days < 7) return format(atMs, reader, { weekday: 'short' });
  return isSameYear(atMs, nowMs, reader)
    ? format(atMs, reader, { day: 'numeric', month: 'short' })
    : format(atMs, reader, { dateStyle: 'short' });
}

/** The name of a day above its messages: `Today`, `Yesterday`, `Tuesday 3 November`. */
export function dayName(atMs: number, nowMs: number, reader: Reader, words: TimeWords): string {
  const days = calendarDaysBetween(atMs, nowMs, reader.timeZone);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  return format(atMs, reader, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isSameYear(atMs, nowMs, reader) ? {} : { year: 'numeric' as const }),
  });
}

/** Hour and minute, as the reader's language writes them. */
export function clockTime(atMs: number, reader: Reader): string {
  return format(atMs, reader, { hour: 'numeric', minute: '2-digit' });
}

/** Date and time in full, for hovering. */
export function exactTime(atMs: number, reader: Reader): string {
  return format(atMs, reader, { dateStyle: 'medium', timeStyle: 'short' });
}

export function shortDate(atMs: number, reader: Reader): string {
  return format(atMs, reader, { dateStyle: 'medium' });
}

/** A file's size, such as `340 kB` or `2.1 MB`. */
export function bytesText(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1024 * 1024
      ? ([bytes / 1024, 'kilobyte'] as const)
      : ([bytes / 1024 / 1024, 'megabyte'] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }).format(unit === 'kilobyte' ? Math.max(1, value) : value);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter is slow and a list needs hundreds of times. */
function format(atMs: number, { locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, known);
  return known.format(atMs);
}

function minutes(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(count);
}

function isSameYear(aMs: number, bMs: number, { timeZone }: Reader): boolean {
  return dayIn(aMs, timeZone).slice(0, 4) === dayIn(bMs, timeZone).slice(0, 4);
}
