import { addDays, fromLocalTime, type LocalTime, toLocalTime } from './calendar.ts';
import { parseCron } from './cron.ts';
import { parseEnglishSchedule } from './english-schedule.ts';

/** Which local days a job runs on, and at which minutes of the day (0 to 1439), rising. */
export interface Timetable {
  isDay(day: Pick<LocalTime, 'month' | 'day' | 'weekday'>): boolean;
  minutes: number[];
}

export interface Schedule {
  /** The first run after a moment, both in milliseconds since the epoch; null for never. */
  next(afterMs: number): number | null;
}

/** A day that exists in some year comes within eight years (29 February across a century's end). */
const HORIZON_DAYS = 8 * 366;

/**
 * Reads a schedule in either of the forms Cloud Scheduler takes: unix cron (`0 9 * * mon`) or App Engine's
 * (`every 5 minutes`, `every monday 09:00`).
 * @throws Error with a sentence that names the schedule
 */
export function parseSchedule(text: string, timeZone: string): Schedule {
  const timetable = parseCron(text) ?? parseEnglishSchedule(text);
  if (timetable === null) throw new Error(`'${text}' is no schedule that Cloud Scheduler understands.`);
  return { next: (afterMs) => nextRun(timetable, timeZone, afterMs) };
}

function nextRun(timetable: Timetable, timeZone: string, afterMs: number): number | null {
  const today = toLocalTime(afterMs, timeZone);
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    if (!timetable.isDay(day)) continue;
    for (const minuteOfDay of timetable.minutes) {
      const hour = Math.floor(minuteOfDay / 60);
      if (ahead === 0 && hour < today.hour - 1) continue; // long past, except around a clock change
      const timeMs = fromLocalTime({ ...day, hour, minute: minuteOfDay % 60 }, timeZone);
      if (timeMs !== null && timeMs > afterMs) return timeMs;
    }
  }
  return null;
}
