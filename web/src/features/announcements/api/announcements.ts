import { collection, limit, orderBy, query, where } from 'firebase/firestore';
import { announcementSchema, type Announcement } from '#contracts/collections/announcement.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Role } from '#contracts/roles.ts';
import { LIMITS } from '#contracts/limits.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useCan, useSession } from '../../../platform/session.ts';
import { useNow } from '../../../platform/use-now.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { newestBegun } from '../model.ts';

/** Which posts a member may read: those for a role that have begun by then, in milliseconds. */
interface Readable {
  role: Role;
  until: number;
}

/**
 * The newest posts: of the own role that have begun, or all for who manages them. The rules ask the query for a time that
 * is over; the heads in the company's document tell the newest one, so that a post which begins is asked for then.
 */
export function useAnnouncements() {
  const { companyId, member } = useSession();
  const isManager = useCan('announcements.manage');
  const company = useCompanyQuery().data;
  const until = newestBegun(company?.notices ?? [], member.role, useNow());
  const unit = announcementsUnit(companyId, isManager ? null : { role: member.role, until });
  return useLive(unit, { enabled: isManager || company !== undefined });
}

function announcementsUnit(companyId: string, readable: Readable | null): LiveUnit<Stored<Announcement>[]> {
  return {
    queryKey: ['announcements', companyId, readable],
    listen: ({ next, fail }) => {
      const all = collection(firestore(), paths.announcements(companyId));
      const mine =
        readable === null
          ? []
          : [where('roles', 'array-contains', readable.role), where('from', '<=', readable.until)];
      return listenToQuery(
        query(all, ...mine, orderBy('from', 'desc'), limit(LIMITS.announcements)),
        announcementSchema,
        (posts) => next(() => posts),
        fail,
      );
    },
  };
}
