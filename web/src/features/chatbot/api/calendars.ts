import { collection, limit, query } from 'firebase/firestore';
import { calendarSchema, type Calendar } from '#contracts/collections/calendar.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** The company's opening hours to choose from, by name. */
export function useCalendars() {
  return useLive(calendarsUnit(useSession().companyId));
}

function calendarsUnit(companyId: string): LiveUnit<Stored<Calendar>[]> {
  return {
    queryKey: ['calendars', companyId],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(collection(firestore(), paths.calendars(companyId)), limit(LIMITS.calendars)),
        calendarSchema,
        (calendars) => {
          const byName = calendars.toSorted((a, b) => a.name.localeCompare(b.name));
          next(() => byName);
        },
        fail,
      ),
  };
}
