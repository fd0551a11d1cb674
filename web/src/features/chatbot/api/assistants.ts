import { collection, limit, query } from 'firebase/firestore';
import { assistantSchema, type Assistant } from '#contracts/collections/assistant.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit, listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** The rules answer lists only in pages; a company has at most 50 assistants that are not archived. */
const AT_MOST = 100;

/** Every assistant of the company with what it says, by name. */
export function useAssistants() {
  return useLive(assistantsUnit(useSession().companyId));
}

/** One assistant; null where there is none of this id. */
export function useAssistant(assistantId: string) {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.assistant(companyId, assistantId), assistantSchema));
}

function assistantsUnit(companyId: string): LiveUnit<Stored<Assistant>[]> {
  return {
    queryKey: ['assistants', companyId],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(collection(firestore(), paths.assistants(companyId)), limit(AT_MOST)),
        assistantSchema,
        (assistants) => {
          const byName = assistants.toSorted((a, b) => a.name.localeCompare(b.name));
          next(() => byName);
        },
        fail,
      ),
  };
}
