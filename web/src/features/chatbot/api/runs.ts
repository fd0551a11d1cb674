import { orderBy, where } from 'firebase/firestore';
import { runSchema, type Run } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';

export type Outcome = Run['outcome'];

/** The newest runs, listened to, and the older pages that were read so far; newest first. `outcome` null: all. */
export function useRuns(outcome: Outcome | null) {
  return usePagedList(runList(useSession().companyId, outcome));
}

/** Reads the page before the oldest run that is known. */
export function useOlderRuns(outcome: Outcome | null) {
  return useNextPage(runList(useSession().companyId, outcome));
}

function runList(companyId: string, outcome: Outcome | null): PagedList<Run> {
  return {
    queryKey: ['runs', companyId, outcome],
    path: paths.runs(companyId),
    schema: runSchema,
    constraints: [...(outcome === null ? [] : [where('outcome', '==', outcome)]), orderBy('at', 'desc')],
    cursorOf: ({ at }) => [at],
    compare: (a, b) => b.at - a.at,
    pageSize: 30,
  };
}
