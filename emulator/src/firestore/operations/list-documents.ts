import type { Document, DocumentPath } from '../engine/types.ts';
import { meterReads, type RequestContext } from './context.ts';
import { createJudge } from './judge.ts';

interface ListDocumentsRequest {
  parent: DocumentPath;
  collectionId: string;
  pageSize: number;
  pageToken?: string;
  showMissing: boolean;
}

interface ListDocumentsResult {
  entries: { path: DocumentPath; document: Document | null }[];
  nextPageToken?: string;
}

/**
 * Lists a collection by name, judged as a `list`. Billed one read per entry and at least one.
 * @throws StatusError PERMISSION_DENIED and what the engine throws
 */
export async function listDocuments(
  context: RequestContext,
  request: ListDocumentsRequest,
): Promise<ListDocumentsResult> {
  const { parent, collectionId } = request;
  createJudge(context)?.list({ parent, collectionId, allDescendants: false, orderBy: [] });
  const result = await context.database.listDocuments(request);
  const collection = parent === '' ? collectionId : `${parent}/${collectionId}`;
  meterReads(context, `${collection}/*`, Math.max(1, result.entries.length));
  return result;
}
