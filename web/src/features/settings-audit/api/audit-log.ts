import { orderBy, where } from 'firebase/firestore';
import { auditActionsOf, auditEntrySchema, type AuditEntry } from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';
import { periodOf, type AuditFilter } from '../model.ts';

/** The entries that fit, newest first: the newest are listened to, older ones are read on demand. */
export function useAuditLog(filter: AuditFilter) {
  return usePagedList(auditList(useSession().companyId, filter));
}

/** Reads the page after the last entry that is known. */
export function useOlderEntries(filter: AuditFilter) {
  return useNextPage(auditList(useSession().companyId, filter));
}

function auditList(companyId: string, filter: AuditFilter): PagedList<AuditEntry> {
  const { what, who } = filter;
  const { from, until } = periodOf(filter);
  return {
    queryKey: ['audit', companyId, filter],
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
