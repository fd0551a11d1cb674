import { collection, limit, query } from 'firebase/firestore';
import { knowledgeDocumentSchema, type KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { listenToQuery, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { useSession } from '../../../platform/session.ts';

/** What an AI agent answers from, by name, with how far its training is. */
export function useKnowledge(assistantId: string) {
  return useLive(knowledgeUnit(useSession().companyId, assistantId));
}

function knowledgeUnit(companyId: string, assistantId: string): LiveUnit<Stored<KnowledgeDocument>[]> {
  return {
    queryKey: ['knowledge', companyId, assistantId],
    listen: ({ next, fail }) =>
      listenToQuery(
        query(
          collection(firestore(), paths.knowledgeDocuments(companyId, assistantId)),
          limit(LIMITS.knowledgeDocuments),
        ),
        knowledgeDocumentSchema,
        (documents) => {
          const byName = documents.toSorted((a, b) => a.name.localeCompare(b.name));
          next(() => byName);
        },
        fail,
      ),
  };
}
