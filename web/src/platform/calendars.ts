import { calendarSchema } from '#contracts/collections/calendar.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useLive } from './live-query.ts';
import { namedListUnit } from './named-list.ts';
import { useSession } from './session.ts';

/** The company's opening hours, by name. */
export function useCalendars() {
  const { companyId } = useSession();
  return useLive(
    namedListUnit({
      queryKey: ['calendars', companyId],
      path: paths.calendars(companyId),
      schema: calendarSchema,
      atMost: LIMITS.calendars,
    }),
  );
}
