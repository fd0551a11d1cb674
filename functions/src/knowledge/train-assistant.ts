import type { DocumentReference, Transaction } from 'firebase-admin/firestore';
import * as z from 'zod/mini';
import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { decideTrainingBegin, writeTraining } from './assistant-training.ts';
import { findTrainable } from './save-knowledge.ts';
import { addTrainingEntry } from './training-entry.ts';

/** Without the text, which may be long. */
const stateSchema = z.pick(knowledgeDocumentSchema, { status: true, generation: true });

/** Trains every document of the assistant anew, but for those whose training runs. */
export async function trainAssistant({
  companyId,
  uid,
  member,
  input,
}: Call<'trainAssistant'>): Promise<void> {
  const { assistantId } = input;
  await db().runTransaction(async (transaction) => {
    const found = await findTrainable(transaction, companyId, assistantId);
    const documents = await readDocumentStates(transaction, companyId, assistantId);
    const resting = documents.filter(({ status }) => status !== 'training');
    if (resting.length === 0) return;
    const ids = beginTrainings(transaction, { companyId, assistantId }, resting);
    writeTraining(transaction, found, decideTrainingBegin(found.assistant, ids));
    writeAudit(transaction, {
      companyId,
      action: 'knowledge.saved',
      by: { uid, name: member.name },
      target: { id: assistantId, name: found.assistant.name },
      after: { trained: ids.length },
    });
  });
}

interface DocumentState extends z.infer<typeof stateSchema> {
  id: string;
  ref: DocumentReference;
}

/** Every document of an assistant. */
export async function readDocumentStates(
  transaction: Transaction,
  companyId: string,
  assistantId: string,
): Promise<DocumentState[]> {
  const documents = await transaction.get(
    db()
      .collection(paths.knowledgeDocuments(companyId, assistantId))
      .select('status', 'generation')
      .limit(LIMITS.knowledgeDocuments),
  );
  return documents.docs.map((snapshot) => ({
    id: snapshot.id,
    ref: snapshot.ref,
    ...stateSchema.parse(snapshot.data()),
  }));
}

/**
 * Has documents trained anew; a training of them that runs ends without effect. Writes only; the assistant is the
 * caller's. Returns their ids.
 */
export function beginTrainings(
  transaction: Transaction,
  { companyId, assistantId }: { companyId: string; assistantId: string },
  documents: DocumentState[],
): string[] {
  const at = now();
  return documents.map(({ id, ref, generation: before }) => {
    const generation = before + 1;
    const begun = { status: 'training', problem: null, generation, chunkCount: 0, trainedCount: 0 };
    transaction.update(ref, begun);
    addTrainingEntry(transaction, { companyId, assistantId, documentId: id, generation }, at);
    return id;
  });
}
