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
import { unansweredSchema, type Unanswered } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';

type QuestionWindow = LiveWindow<Stored<Unanswered>>;

const PAGE = 20;

/** Questions for which nothing was found and nobody has done anything about, newest first. */
export function useQuestions() {
  return useLive(questionsUnit(useSession().companyId));
}

/** Reads the page before the oldest question that is known. */
export function useOlderQuestions() {
  const { companyId } = useSession();
  const client = useQueryClient();
  const { queryKey } = questionsUnit(companyId);
  return useMutation<void, AppError, QuestionWindow>({
    mutationFn: async (window) => {
      const oldest = allRows(window).at(-1);
      if (oldest === undefined) return;
      try {
        const page = await getDocs(questionsQuery(companyId, startAfter(oldest.at)));
        const older = readDocuments(page, unansweredSchema);
        client.setQueryData<QuestionWindow>(
          queryKey,
          (present) => present && appendOlder(present, older, PAGE),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function questionsUnit(companyId: string): LiveUnit<QuestionWindow> {
  return {
    queryKey: ['unanswered', companyId],
    listen: ({ next, fail }) =>
      listenToQuery(
        questionsQuery(companyId),
        unansweredSchema,
        (questions) =>
          next((previous) =>
            applySnapshot(previous, questions, { size: PAGE, compare: (a, b) => b.at - a.at }),
          ),
        fail,
      ),
  };
}

function questionsQuery(companyId: string, ...cursor: QueryConstraint[]) {
  return query(
    collection(firestore(), paths.unanswered(companyId)),
    where('state', '==', 'open'),
    orderBy('at', 'desc'),
    ...cursor,
    limit(PAGE),
  );
}
