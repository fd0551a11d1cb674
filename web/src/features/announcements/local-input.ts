import { MINUTE_MS, momentOf, wallMinutes } from '#contracts/hours/wall-clock.ts';

/** Milliseconds as a `datetime-local` field shows them in a time zone. */
export function toLocalInput(ms: number, timeZone: string): string {
  return new Date(wallMinutes(timeZone, ms) * MINUTE_MS).toISOString().slice(0, 16);
}

/** What a `datetime-local` field says in a time zone, in milliseconds; null where it is empty. */
export function fromLocalInput(value: string, timeZone: string): number | null {
  const wallMs = Date.parse(`${value}Z`);
  return Number.isNaN(wallMs) ? null : momentOf(timeZone, wallMs / MINUTE_MS);
}
