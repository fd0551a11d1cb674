import { orderBy, where } from 'firebase/firestore';
import { auditActionsOf, auditEntrySchema, type AuditEntry } from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useTimeZone } from '../../../i18n/time-zone.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';
import { periodOf, type AuditFilter } from '../model.ts';

/** The entries that fit, newest first: the newest are listened to, older ones are read on demand. */
export function useAuditLog(filter: AuditFilter) {
  return usePagedList(useAuditList(filter));
}

/** Reads the page after the last entry that is known. */
export function useOlderEntries(filter: AuditFilter) {
  return useNextPage(useAuditList(filter));
}

function useAuditList(filter: AuditFilter): PagedList<AuditEntry> {
  const { companyId } = useSession();
  const { what, who } = filter;
  const { from, until } = periodOf(filter, useTimeZone());
  return {
    queryKey: ['audit', companyId, what, who, from, until],
    path: paths.audit(companyId),
    schema: auditEntrySchema,
    constraints: [
      ...(what === null ? [] : [where('action', 'in', auditActionsOf(what))]),
      ...(who === null ? [] : [where('by.uid', '==', who)]),
      ...(from === null ? [] : [where('at', '>=', from)]),
      ...(until === null ? [] : [where('at', '<', until)]),
      orderBy('at', 'desc'),
      orderBy('__name__', 'desc'),
    ],
    cursorOf: ({ at, id }) => [at, id],
    compare: (a, b) => b.at - a.at || (a.id < b.id ? 1 : -1),
    pageSize: LIMITS.listPage,
  };
}
