/** The calendar day of a moment in a time zone, such as `2026-11-28`. */
export function localDay(at: number, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
