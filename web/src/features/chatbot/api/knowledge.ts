import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useLive } from '../../../platform/live-query.ts';
import { namedListUnit } from '../../../platform/named-list.ts';
import { useSession } from '../../../platform/session.ts';

/** What an AI agent answers from, by name, with how far its training is. */
export function useKnowledge(assistantId: string) {
  const { companyId } = useSession();
  return useLive(
    namedListUnit({
      queryKey: ['knowledge', companyId, assistantId],
      path: paths.knowledgeDocuments(companyId, assistantId),
      schema: knowledgeDocumentSchema,
      atMost: LIMITS.knowledgeDocuments,
    }),
  );
}
