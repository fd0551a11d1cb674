import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { decideTrainingEnd, findAssistant, writeTraining } from './assistant-training.ts';
import { addTrainingEntry } from './training-entry.ts';

/**
 * Deletes a document. Its passages and its file follow in the job that the transaction notes: training a document that is
 * gone clears away what is left of it.
 */
export async function deleteKnowledge({
  companyId,
  uid,
  member,
  input,
}: Call<'deleteKnowledge'>): Promise<void> {
  const { assistantId, documentId } = input;
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(paths.knowledgeDocument(companyId, assistantId, documentId));
    const snapshot = await transaction.get(ref);
    const found = await findAssistant(transaction, companyId, assistantId);
    if (!snapshot.exists) throw new Refusal('not-found', { field: 'documentId' });
    const { name, generation } = knowledgeDocumentSchema.parse(snapshot.data());
    transaction.delete(ref);
    const cleared = { companyId, assistantId, documentId, generation: generation + 1 };
    addTrainingEntry(transaction, cleared, now());
    if (found !== null) writeTraining(transaction, found, decideTrainingEnd(found.assistant, documentId));
    writeAudit(transaction, {
      companyId,
      action: 'knowledge.deleted',
      by: { uid, name: member.name },
      target: { id: documentId, name },
    });
  });
}
