import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  collection,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  where,
  type QueryConstraint,
} from 'firebase/firestore';
import { auditActionsOf, auditEntrySchema, type AuditEntry } from '#contracts/collections/audit.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';
import { periodOf, type AuditFilter } from '../model.ts';

type AuditWindow = LiveWindow<Stored<AuditEntry>>;

/** The entries that fit, newest first: the newest are listened to, older ones are read on demand. */
export function useAuditLog(filter: AuditFilter) {
  return useLive(auditUnit(useSession().companyId, filter));
}

/** Reads the page after the last entry that is known. */
export function useOlderEntries(filter: AuditFilter) {
  const { companyId } = useSession();
  const client = useQueryClient();
  return useMutation<void, AppError, AuditWindow>({
    mutationFn: async (window) => {
      const last = allRows(window).at(-1);
      if (last === undefined) return;
      try {
        const page = await getDocs(auditQuery(companyId, filter, startAfter(last.at, last.id)));
        const older = readDocuments(page, auditEntrySchema);
        client.setQueryData<AuditWindow>(
          auditUnit(companyId, filter).queryKey,
          (present) => present && appendOlder(present, older, LIMITS.listPage),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function auditUnit(companyId: string, filter: AuditFilter): LiveUnit<AuditWindow> {
  return {
    queryKey: ['audit', companyId, filter],
    listen: ({ next, fail }) =>
      listenToQuery(
        auditQuery(companyId, filter),
        auditEntrySchema,
        (rows) =>
          next((previous) =>
            applySnapshot(previous, rows, { size: LIMITS.listPage, compare: compareEntries }),
          ),
        fail,
      ),
  };
}

function compareEntries(a: Stored<AuditEntry>, b: Stored<AuditEntry>): number {
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}

function auditQuery(companyId: string, filter: AuditFilter, ...more: QueryConstraint[]) {
  const { what, who } = filter;
  const { from, until } = periodOf(filter);
  return query(
    collection(firestore(), paths.audit(companyId)),
    ...(what === null ? [] : [where('action', 'in', auditActionsOf(what))]),
    ...(who === null ? [] : [where('by.uid', '==', who)]),
    ...(from === null ? [] : [where('at', '>=', from)]),
    ...(until === null ? [] : [where('at', '<', until)]),
    orderBy('at', 'desc'),
    orderBy('__name__', 'desc'),
    ...more,
    limit(LIMITS.listPage),
  );
}
