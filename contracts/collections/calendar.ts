import * as z from 'zod/mini';
import { revisionSchema } from '../revision.ts';

/** Minutes of a local day: `from` 0-1439, `to` above `from` and up to 2880; above 1440 it runs past midnight. */
export const intervalSchema = z.object({ from: z.number(), to: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/** One local date that differs from the week: a holiday (no interval) or other hours. */
export const calendarExceptionSchema = z.object({
  /** `2026-12-25`. */
  date: z.string(),
  name: z.string(),
  intervals: z.array(intervalSchema),
});

/** `calendars/{id}`: opening hours. */
export const calendarSchema = z.object({
  name: z.string(),
  /** IANA name. */
  timeZone: z.string(),
  /** Seven days from Sunday, as JavaScript counts them. Each is a map, because Firestore stores no list of lists. */
  week: z.array(z.object({ intervals: z.array(intervalSchema) })),
  exceptions: z.array(calendarExceptionSchema),
  revision: revisionSchema,
  updatedAt: z.number(),
});
export type Calendar = z.infer<typeof calendarSchema>;
