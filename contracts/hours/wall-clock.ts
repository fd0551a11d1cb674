import { Temporal } from 'temporal-polyfill';

export const DAY_MINUTES = 1440;
export const MINUTE_MS = 60_000;

/** What the wall clock shows, as minutes since 1970-01-01 00:00 of that clock. */
export function wallMinutes(timeZone: string, atMs: number): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return (atMs + zoned.offsetNanoseconds / 1_000_000) / MINUTE_MS;
}

/**
 * The moment at which the wall clock shows a time, in milliseconds. One that does not exist because clocks go forward is
 * later by what they skip; of one that comes twice it is the first.
 * @param minutes since 1970-01-01 00:00 of that clock
 */
export function momentOf(timeZone: string, minutes: number): number {
  const shown = new Date(minutes * MINUTE_MS);
  const wall = new Temporal.PlainDateTime(
    shown.getUTCFullYear(),
    shown.getUTCMonth() + 1,
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
  );
  return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}
