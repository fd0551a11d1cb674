import { useQuery } from '@tanstack/react-query';
import { collection, getCountFromServer, limit, orderBy, query, where } from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import { useNow } from '../../../platform/use-now.ts';
import { startOfDayIn } from '../budget.ts';
import type { Outcome } from './runs.ts';

/** Runs of an outcome since the company's midnight, up to the counting limit; counted when the page opens and each minute. */
export function useRunsToday(outcome: Outcome) {
  const { companyId } = useSession();
  const company = useCompanyQuery();
  const timeZone = company.data?.timeZone;
  const since = startOfDayIn(useNow(), timeZone ?? 'UTC');
  return useQuery<number, AppError>({
    queryKey: ['runs-today', companyId, outcome, since],
    queryFn: async () => {
      try {
        const counted = await getCountFromServer(
          query(
            collection(firestore(), paths.runs(companyId)),
            where('outcome', '==', outcome),
            where('at', '>=', since),
            orderBy('at', 'desc'),
            limit(LIMITS.countUpTo),
          ),
        );
        return counted.data().count;
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    enabled: timeZone !== undefined,
    refetchInterval: 60_000,
    retry: false,
  });
}
