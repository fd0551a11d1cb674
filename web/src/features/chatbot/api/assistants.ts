import { assistantSchema } from '#contracts/collections/assistant.ts';
import { paths } from '#contracts/collections/paths.ts';
import { documentUnit } from '../../../platform/documents.ts';
import { useLive } from '../../../platform/live-query.ts';
import { namedListUnit } from '../../../platform/named-list.ts';
import { useSession } from '../../../platform/session.ts';

/** The rules answer lists only in pages; a company has at most 50 assistants that are not archived. */
const AT_MOST = 100;

/** Every assistant of the company with what it says, by name. */
export function useAssistants() {
  const { companyId } = useSession();
  return useLive(
    namedListUnit({
      queryKey: ['assistants', companyId],
      path: paths.assistants(companyId),
      schema: assistantSchema,
      atMost: AT_MOST,
    }),
  );
}

/** One assistant; null where there is none of this id. */
export function useAssistant(assistantId: string) {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.assistant(companyId, assistantId), assistantSchema));
}
