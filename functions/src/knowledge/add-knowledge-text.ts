import type { Transaction } from 'firebase-admin/firestore';
import type { KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { addTrainingEntry } from './training-entry.ts';

const TEXT_BYTES = 900_000;

/** A text is part of its document, which Firestore keeps below 1 MiB: letters of some scripts take three bytes. */
export function fitsDocument(text: string): boolean {
  return Buffer.byteLength(text) <= TEXT_BYTES;
}

/**
 * Adds a typed text to an assistant and has it trained. Writes only, so that it fits behind any other write of its
 * transaction; the assistant itself may be created in it. Its training shows in the assistant's status once it begins.
 * @returns the id of the document
 */
export function addKnowledgeText(
  transaction: Transaction,
  added: { companyId: string; assistantId: string; name: string; text: string; by: string; at: number },
): string {
  const { companyId, assistantId, name, text, by, at } = added;
  const documentId = randomId();
  const document = untrained({ name, source: { type: 'text', text }, generation: 1, by, at });
  transaction.create(db().doc(paths.knowledgeDocument(companyId, assistantId, documentId)), document);
  addTrainingEntry(transaction, { companyId, assistantId, documentId, generation: 1 }, at);
  return documentId;
}

/** A document whose training is about to begin. */
export function untrained(document: {
  name: string;
  source: KnowledgeDocument['source'];
  generation: number;
  by: string;
  at: number;
}): KnowledgeDocument {
  const { name, source, generation, by, at } = document;
  return {
    name,
    source,
    status: 'training',
    problem: null,
    generation,
    chunkCount: 0,
    trainedCount: 0,
    updatedAt: at,
    updatedBy: by,
  };
}
