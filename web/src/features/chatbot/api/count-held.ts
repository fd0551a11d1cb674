import { useQuery } from '@tanstack/react-query';
import { collection, getCountFromServer, limit, query, where } from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';
import type { Handler } from '../model.ts';

/** How many conversations bot or AI hold now, up to the counting limit. Counted anew whenever somebody asks. */
export function useHeldCount(handler: Handler | null) {
  const { companyId } = useSession();
  return useQuery<number, AppError>({
    queryKey: ['held-count', companyId, handler],
    queryFn: async () => {
      try {
        const counted = await getCountFromServer(
          query(
            collection(firestore(), paths.conversations(companyId)),
            where('handler', '==', handler),
            limit(LIMITS.countUpTo),
          ),
        );
        return counted.data().count;
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    enabled: handler !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
