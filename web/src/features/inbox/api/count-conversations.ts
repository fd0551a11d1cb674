import { useQuery } from '@tanstack/react-query';
import { collection, getCountFromServer, limit, orderBy, query } from 'firebase/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';
import type { Tab } from '../model.ts';
import { tabConditions } from './conversation-list.ts';

/**
 * How many conversations a tab holds, up to the counting limit. Counted again when `changeMark` changes; the figure
 * before stays on the screen meanwhile; nothing is counted while it is null.
 *
 * @param isNeeded false when the figure is known otherwise.
 */
export function useConversationCount(tab: Tab, changeMark: string | null, isNeeded: boolean): number | null {
  const { companyId, uid } = useSession();
  const count = useQuery<number, AppError>({
    queryKey: ['conversation-count', companyId, uid, tab, changeMark],
    queryFn: async () => {
      try {
        const counted = await getCountFromServer(
          query(
            collection(firestore(), paths.conversations(companyId)),
            ...tabConditions(tab, uid),
            orderBy('lastMessage.at', 'desc'),
            limit(LIMITS.countUpTo),
          ),
        );
        return counted.data().count;
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    enabled: isNeeded && changeMark !== null,
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return count.data ?? null;
}
