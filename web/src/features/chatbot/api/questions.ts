import { orderBy, where } from 'firebase/firestore';
import { unansweredSchema, type Unanswered } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { useNextPage, usePagedList, type PagedList } from '../../../platform/paged-list.ts';
import { useSession } from '../../../platform/session.ts';

/** Questions for which nothing was found and nobody has done anything about, newest first. */
export function useQuestions() {
  return usePagedList(questionList(useSession().companyId));
}

/** Reads the page before the oldest question that is known. */
export function useOlderQuestions() {
  return useNextPage(questionList(useSession().companyId));
}

function questionList(companyId: string): PagedList<Unanswered> {
  return {
    queryKey: ['unanswered', companyId],
    path: paths.unanswered(companyId),
    schema: unansweredSchema,
    constraints: [where('state', '==', 'open'), orderBy('at', 'desc')],
    cursorOf: ({ at }) => [at],
    compare: (a, b) => b.at - a.at,
    pageSize: 20,
  };
}
