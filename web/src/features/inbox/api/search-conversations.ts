import { useQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, orderBy, query, where } from 'firebase/firestore';
import { clientSchema, type Client } from '#contracts/collections/client.ts';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';
import { longestTerm, matchesTerms, searchTerms } from '../search-terms.ts';

interface SearchResult {
  clients: Stored<Client>[];
  conversations: Stored<Conversation>[];
}

const CLIENTS_AT_MOST = 20;
/** Clients whose conversations are looked up with one query. */
const CLIENTS_PER_LOOKUP = 10;

/** Clients whose name or number matches, and their conversations, newest first. */
export function useSearch(input: string) {
  const { companyId } = useSession();
  const terms = searchTerms(input);
  return useQuery<SearchResult, AppError>({
    queryKey: ['search', companyId, terms],
    queryFn: () => search(companyId, terms),
    enabled: terms.length > 0,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });
}

async function search(companyId: string, terms: string[]): Promise<SearchResult> {
  try {
    const found = await getDocs(
      query(
        collection(firestore(), paths.clients(companyId)),
        where('searchTokens', 'array-contains', longestTerm(terms)),
        limit(CLIENTS_AT_MOST),
      ),
    );
    const clients = readDocuments(found, clientSchema).filter((client) => matchesTerms(client, terms));
    if (clients.length === 0) return { clients, conversations: [] };
    const theirs = await getDocs(
      query(
        collection(firestore(), paths.conversations(companyId)),
        where(
          'clientId',
          'in',
          clients.slice(0, CLIENTS_PER_LOOKUP).map(({ id }) => id),
        ),
        orderBy('lastMessage.at', 'desc'),
        limit(LIMITS.inboxPage),
      ),
    );
    return { clients, conversations: readDocuments(theirs, conversationSchema) };
  } catch (thrown) {
    throw toAppError(thrown);
  }
}
