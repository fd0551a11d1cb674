import { StatusError } from '../../shared/status.ts';
import { assertCollectionPath, comparePaths, lastSegment } from './paths.ts';
import type { QueryIndex } from './query-index.ts';
import type { Database, Document } from './types.ts';

/** Page size where none is asked for. */
const DEFAULT_PAGE_SIZE = 300;

type ListOptions = Parameters<Database['listDocuments']>[0];
type ListPage = Awaited<ReturnType<Database['listDocuments']>>;
type Entry = ListPage['entries'][number];

/**
 * One page of a collection in name order. A page token holds the last id of the page before.
 * Throws StatusError INVALID_ARGUMENT for an invalid collection, page size or token.
 */
export function listDocuments(index: QueryIndex, options: ListOptions): ListPage {
  const { parent, collectionId, pageToken, showMissing } = options;
  if (options.pageSize < 0) throw new StatusError('INVALID_ARGUMENT', 'page_size is negative');
  const pageSize = options.pageSize === 0 ? DEFAULT_PAGE_SIZE : options.pageSize;
  const collectionPath = parent === '' ? collectionId : `${parent}/${collectionId}`;
  assertCollectionPath(collectionPath);
  const after = pageToken === undefined || pageToken === '' ? undefined : decodeToken(pageToken);
  const candidates = showMissing
    ? withMissing(index, collectionPath, after)
    : existing(index.listCollection(collectionPath, after));
  const entries: Entry[] = [];
  for (const entry of candidates) {
    const last = entries.at(-1);
    if (last && entries.length === pageSize) return { entries, nextPageToken: encodeToken(last) };
    entries.push(entry);
  }
  return { entries };
}

function* existing(documents: Iterable<Document>): Iterable<Entry> {
  for (const document of documents) yield { path: document.path, document };
}

function* withMissing(index: QueryIndex, collectionPath: string, after: string | undefined): Iterable<Entry> {
  for (const id of index.childIds(collectionPath)) {
    if (after !== undefined && comparePaths(id, after) <= 0) continue;
    const path = `${collectionPath}/${id}`;
    yield { path, document: index.get(path) ?? null };
  }
}

function encodeToken({ path }: Entry): string {
  return Buffer.from(lastSegment(path)).toString('base64url');
}

function decodeToken(token: string): string {
  const id = Buffer.from(token, 'base64url').toString();
  if (id === '' || id.includes('/')) throw new StatusError('INVALID_ARGUMENT', 'page_token is invalid');
  return id;
}
