import { useQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, orderBy, query, where } from 'firebase/firestore';
import { ticketSchema, type Ticket } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';

const AT_MOST = 20;

/** The latest closed tickets of a client. Read only when somebody asks for them: opening a conversation stays cheap. */
export function usePastTickets(clientId: string, isWanted: boolean) {
  const { companyId } = useSession();
  return useQuery<Stored<Ticket>[], AppError>({
    queryKey: ['past-tickets', companyId, clientId],
    queryFn: async () => {
      try {
        const found = await getDocs(
          query(
            collection(firestore(), paths.tickets(companyId)),
            where('clientId', '==', clientId),
            orderBy('closedAt', 'desc'),
            limit(AT_MOST),
          ),
        );
        return readDocuments(found, ticketSchema);
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
    enabled: isWanted,
    retry: false,
  });
}
