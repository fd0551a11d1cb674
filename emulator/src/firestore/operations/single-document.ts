import { randomBytes } from 'node:crypto';

import { StatusError } from '../../shared/status.ts';
import { documentsRoot } from '../engine/paths.ts';
import type { Document, DocumentPath, FieldPath, Fields, Precondition, Write } from '../engine/types.ts';
import { batchGetDocuments } from './batch-get-documents.ts';
import { commit } from './commit.ts';
import type { Consistency } from './consistency.ts';
import type { RequestContext } from './context.ts';

/** Reads one document. @throws StatusError NOT_FOUND and as `batchGetDocuments` */
export async function getDocument(
  context: RequestContext,
  request: { path: DocumentPath; consistency: Consistency },
): Promise<Document> {
  const { path, consistency } = request;
  const { entries } = await batchGetDocuments(context, { paths: [path], consistency });
  const document = entries[0]?.document;
  if (document) return document;
  const name = documentsRoot(context.database.projectId, context.database.databaseId) + path;
  throw new StatusError('NOT_FOUND', `Document "${name}" not found.`);
}

/**
 * Creates a document that must not exist, under a random id where none is given.
 * @throws StatusError ALREADY_EXISTS and as `commit`
 */
export function createDocument(
  context: RequestContext,
  request: { collectionPath: string; documentId: string; fields: Fields },
): Promise<Document> {
  const path = `${request.collectionPath}/${request.documentId || randomId()}`;
  const { fields } = request;
  return commitOne(context, { kind: 'set', path, fields, transforms: [], precondition: { exists: false } });
}

/** Replaces a document or, with a mask, some of its fields; creates it where it is missing. @throws as `commit` */
export function updateDocument(
  context: RequestContext,
  request: { path: DocumentPath; fields: Fields; mask?: FieldPath[]; precondition?: Precondition },
): Promise<Document> {
  const { path, fields, mask, precondition } = request;
  const common = { path, fields, transforms: [], ...(precondition && { precondition }) };
  return commitOne(context, mask ? { ...common, kind: 'update', mask } : { ...common, kind: 'set' });
}

/** Deletes a document, existing or not. @throws as `commit` */
export async function deleteDocument(
  context: RequestContext,
  request: { path: DocumentPath; precondition?: Precondition },
): Promise<void> {
  await commit(context, { writes: [{ kind: 'delete', ...request }] });
}

async function commitOne(context: RequestContext, write: Write): Promise<Document> {
  await commit(context, { writes: [write] });
  const stored = context.database.peek(write.path);
  if (stored) return stored;
  // Another client deleted it between the commit and this line.
  throw new StatusError('ABORTED', 'The document was deleted while it was written.');
}

/** Twenty characters of 62, as every Firestore client makes them. */
function randomId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let id = '';
  while (id.length < 20) {
    for (const byte of randomBytes(40)) {
      // 248 is the largest multiple of 62 in a byte: above it the first letters would be more likely.
      if (byte < 248 && id.length < 20) id += alphabet[byte % 62] ?? '';
    }
  }
  return id;
}
