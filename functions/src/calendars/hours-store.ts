import { calendarSchema, type Calendar } from '#contracts/collections/calendar.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { CalendarFacts } from '../automation/calendar-facts.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';

/** How long an instance may go on with opening hours that were changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 2_000 };

const cache = new ExpiringCache<Map<string, Calendar>>(CACHE);

/**
 * What the company's opening hours say at this moment. Costs a read per calendar at most once a minute per instance.
 * @param channelCalendarId the channel's own hours; null where it has none, or where no channel is asked about
 */
export async function openHours(
  companyId: string,
  channelCalendarId: string | null | undefined,
): Promise<CalendarFacts> {
  const [company, calendars, { decideHours }] = await Promise.all([
    findCompany(companyId),
    findCalendars(companyId),
    import('#contracts/hours/decide-hours.ts'), // with its time zone library, which most cold starts do without
  ]);
  const usualId = channelCalendarId ?? company?.calendarId ?? null;
  const at = now();
  const decide: CalendarFacts['decide'] = (calendarId) => {
    // Hours may be deleted while an assistant that keeps them is put away.
    const calendar = calendars.get(calendarId ?? '') ?? calendars.get(usualId ?? '');
    return calendar === undefined ? null : decideHours(calendar, at);
  };
  return { decide, isOpen: (calendarId) => decide(calendarId)?.isOpen ?? true };
}

async function findCalendars(companyId: string): Promise<Map<string, Calendar>> {
  const cached = cache.get(companyId);
  if (cached !== undefined) return cached;
  const stored = await db().collection(paths.calendars(companyId)).limit(LIMITS.calendars).get();
  const calendars = new Map(
    stored.docs.map((snapshot) => [snapshot.id, calendarSchema.parse(snapshot.data())]),
  );
  cache.set(companyId, calendars);
  return calendars;
}

/** Makes this instance read the company's calendars again; others follow within a minute. */
export function forgetCalendars(companyId: string): void {
  cache.delete(companyId);
}
