import { collection, limit, orderBy, query, where } from 'firebase/firestore';
import { announcementSchema, type Announcement } from '#contracts/collections/announcement.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Role } from '#contracts/roles.ts';
import { LIMITS } from '#contracts/limits.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useCan, useSession } from '../../../platform/session.ts';

/** The newest posts: of the own role, or all for who manages them. */
export function useAnnouncements() {
  const { companyId, member } = useSession();
  const isManager = useCan('announcements.manage');
  return useLive(announcementsUnit(companyId, isManager ? null : member.role));
}

function announcementsUnit(companyId: string, role: Role | null): LiveUnit<Stored<Announcement>[]> {
  return {
    queryKey: ['announcements', companyId, role],
    listen: ({ next, fail }) => {
      const all = collection(firestore(), paths.announcements(companyId));
      const mine = role === null ? [] : [where('roles', 'array-contains', role)];
      return listenToQuery(
        query(all, ...mine, orderBy('from', 'desc'), limit(LIMITS.announcements)),
        announcementSchema,
        (posts) => next(() => posts),
        fail,
      );
    },
  };
}
