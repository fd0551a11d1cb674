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
import { runSchema, type Run } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';

export type Outcome = Run['outcome'];
type RunWindow = LiveWindow<Stored<Run>>;

const PAGE = 30;

/** The newest runs, listened to, and the older pages that were read so far; newest first. `outcome` null: all. */
export function useRuns(outcome: Outcome | null) {
  const { companyId } = useSession();
  return useLive(runsUnit(companyId, outcome));
}

/** Reads the page before the oldest run that is known. */
export function useOlderRuns(outcome: Outcome | null) {
  const { companyId } = useSession();
  const client = useQueryClient();
  const { queryKey } = runsUnit(companyId, outcome);
  return useMutation<void, AppError, RunWindow>({
    mutationFn: async (window) => {
      const oldest = allRows(window).at(-1);
      if (oldest === undefined) return;
      try {
        const page = await getDocs(runsQuery(companyId, outcome, startAfter(oldest.at)));
        const older = readDocuments(page, runSchema);
        client.setQueryData<RunWindow>(queryKey, (present) => present && appendOlder(present, older, PAGE));
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function runsUnit(companyId: string, outcome: Outcome | null): LiveUnit<RunWindow> {
  return {
    queryKey: ['runs', companyId, outcome],
    listen: ({ next, fail }) =>
      listenToQuery(
        runsQuery(companyId, outcome),
        runSchema,
        (runs) =>
          next((previous) => applySnapshot(previous, runs, { size: PAGE, compare: (a, b) => b.at - a.at })),
        fail,
      ),
  };
}

function runsQuery(companyId: string, outcome: Outcome | null, ...cursor: QueryConstraint[]) {
  return query(
    collection(firestore(), paths.runs(companyId)),
    ...(outcome === null ? [] : [where('outcome', '==', outcome)]),
    orderBy('at', 'desc'),
    ...cursor,
    limit(PAGE),
  );
}
