import { FieldValue, type Query, type Transaction } from 'firebase-admin/firestore';
import type { KnowledgeChunk } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { derivedId } from '../platform/ids.ts';

/** One training of one document. */
export interface Training {
  companyId: string;
  assistantId: string;
  documentId: string;
  generation: number;
}

/** Writes of one commit: far below what Firestore takes, vectors included. */
const BATCH = 200;

/** The field that the index of `firestore.indexes.json` is made for. */
export const EMBEDDING = 'embedding';

export function chunksOf(companyId: string, assistantId: string) {
  return db().collection(paths.knowledgeChunks(companyId, assistantId));
}

/** The same training and position give the same document: a repeat writes over what it wrote before. */
export function chunkRef(training: Training, position: number) {
  const { companyId, assistantId, documentId, generation } = training;
  return chunksOf(companyId, assistantId).doc(derivedId(documentId, String(generation), String(position)));
}

/** Stores passages with their vectors; nobody finds them before they are live. */
export function writeChunks(
  transaction: Transaction,
  training: Training,
  chunks: { position: number; text: string; vector: number[] }[],
  { documentName, provider }: Pick<KnowledgeChunk, 'documentName' | 'provider'>,
): void {
  const { documentId, generation } = training;
  for (const { position, text, vector } of chunks) {
    const common = { documentId, documentName, generation, provider };
    const chunk: KnowledgeChunk = { ...common, isLive: false, position, text };
    transaction.set(chunkRef(training, position), { ...chunk, [EMBEDDING]: FieldValue.vector(vector) });
  }
}

/**
 * Makes a training's passages live, batch by batch.
 * @param isCurrent asked in the transaction of each batch: whether the training still counts
 * @returns false where it does not any more
 */
export async function publishChunks(
  training: Training,
  count: number,
  isCurrent: (transaction: Transaction) => Promise<boolean>,
): Promise<boolean> {
  for (let from = 0; from < count; from += BATCH) {
    const isPublished = await db().runTransaction(async (transaction) => {
      if (!(await isCurrent(transaction))) return false;
      for (let position = from; position < Math.min(from + BATCH, count); position++) {
        transaction.update(chunkRef(training, position), { isLive: true });
      }
      return true;
    });
    if (!isPublished) return false;
  }
  return true;
}

/** Deletes what older trainings of the document left. */
export function deleteOlderChunks({
  companyId,
  assistantId,
  documentId,
  generation,
}: Training): Promise<void> {
  return deleteAll(
    chunksOf(companyId, assistantId)
      .where('documentId', '==', documentId)
      .where('generation', '<', generation),
  );
}

/** Deletes what a training stored that will not be finished. What is live stays: it may be all there is. */
export function deleteUnpublishedChunks(training: Training): Promise<void> {
  const { companyId, assistantId, documentId, generation } = training;
  return deleteAll(
    chunksOf(companyId, assistantId)
      .where('documentId', '==', documentId)
      .where('generation', '==', generation)
      .where('isLive', '==', false),
  );
}

/** Deletes every passage of a document. */
export function deleteAllChunks({ companyId, assistantId, documentId }: Training): Promise<void> {
  return deleteAll(chunksOf(companyId, assistantId).where('documentId', '==', documentId));
}

async function deleteAll(query: Query): Promise<void> {
  for (;;) {
    const found = await query.select().limit(BATCH).get();
    if (found.empty) return;
    const batch = db().batch();
    for (const { ref } of found.docs) batch.delete(ref);
    await batch.commit();
    if (found.size < BATCH) return;
  }
}
