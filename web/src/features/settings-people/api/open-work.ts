import { useQuery } from '@tanstack/react-query';
import { collection, getCountFromServer, limit, query, where } from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';

/** How many conversations that are not closed a member holds, counted up to the limit; anew for each dialog. */
export function useOpenWork(memberId: string) {
  const { companyId } = useSession();
  return useQuery<number, AppError>({
    queryKey: ['open-work', companyId, memberId],
    queryFn: async () => {
      try {
        const counted = await getCountFromServer(
          query(
            collection(firestore(), paths.conversations(companyId)),
            where('assigneeId', '==', memberId),
            where('status', 'in', ['waiting', 'open', 'snoozed']),
            limit(LIMITS.countUpTo),
          ),
        );
        return counted.data().count;
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** A count for a sentence: from the limit on it is only a lower bound. */
export function shownCount(count: number): string {
  return count >= LIMITS.countUpTo ? `${LIMITS.countUpTo}+` : String(count);
}
