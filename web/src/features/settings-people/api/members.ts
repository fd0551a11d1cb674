import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  collection,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  type QueryConstraint,
} from 'firebase/firestore';
import { memberSchema, type Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';
import { compareMembers } from '../model.ts';

type MemberWindow = LiveWindow<Stored<Member>>;

/** The company's members by name: the first page is listened to, the others are read on demand. */
export function useMembers() {
  return useLive(membersUnit(useSession().companyId));
}

/** Reads the page after the last member that is known. */
export function useMoreMembers() {
  const { companyId } = useSession();
  const client = useQueryClient();
  return useMutation<void, AppError, MemberWindow>({
    mutationFn: async (window) => {
      const last = allRows(window).at(-1);
      if (last === undefined) return;
      try {
        const page = await getDocs(membersQuery(companyId, startAfter(last.name, last.id)));
        const more = readDocuments(page, memberSchema);
        client.setQueryData<MemberWindow>(
          membersUnit(companyId).queryKey,
          (present) => present && appendOlder(present, more, LIMITS.listPage),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function membersUnit(companyId: string): LiveUnit<MemberWindow> {
  return {
    queryKey: ['members', companyId],
    listen: ({ next, fail }) =>
      listenToQuery(
        membersQuery(companyId),
        memberSchema,
        (rows) =>
          next((previous) =>
            applySnapshot(previous, rows, { size: LIMITS.listPage, compare: compareMembers }),
          ),
        fail,
      ),
  };
}

function membersQuery(companyId: string, ...more: QueryConstraint[]) {
  return query(
    collection(firestore(), paths.members(companyId)),
    orderBy('name'),
    // Two people may have one name: the cursor needs what tells them apart.
    orderBy('__name__'),
    ...more,
    limit(LIMITS.listPage),
  );
}
