const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The shop is open every day from 9:00 to 20:00 in Mexico City, which has had no summer time since 2022: UTC-6. */
const OPENS_AT_MS = (9 + 6) * 60 * MINUTE_MS;
export const OPEN_MS = 11 * 60 * MINUTE_MS;

/** Whether the shop is open at a time, in milliseconds since the epoch. */
export function isOpen(at: number): boolean {
  return sinceOpening(at) < OPEN_MS;
}

/**
 * The moment that lies so many milliseconds of opening time before another: nights do not count, so that a morning's
 * answer may follow an evening's question by minutes of work.
 */
export function openTimeBefore(at: number, gapMs: number): number {
  const day = Math.floor((at - OPENS_AT_MS) / DAY_MS);
  const worked = day * OPEN_MS + Math.min(sinceOpening(at), OPEN_MS - 1) - gapMs;
  const workedDay = Math.floor(worked / OPEN_MS);
  return OPENS_AT_MS + workedDay * DAY_MS + (worked - workedDay * OPEN_MS);
}

/** Milliseconds since the last opening. */
function sinceOpening(at: number): number {
  const shifted = (at - OPENS_AT_MS) % DAY_MS;
  return shifted < 0 ? shifted + DAY_MS : shifted;
}
