import { StatusError } from '../../shared/status.ts';
import { compareUnits } from './strings.ts';
import type { DocumentPath } from './types.ts';

/** Longest id in UTF-8 bytes. Source: https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
const MAX_ID_BYTES = 1500;
/** Longest relative name in bytes, and deepest nesting of collections. Source: the same page. */
const MAX_NAME_BYTES = 6 * 1024;
const MAX_DEPTH = 100;

const NUMERIC_ID = /^__id(-?(?:0|[1-9]\d*))__$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** Throws StatusError INVALID_ARGUMENT unless `path` is `collection/id[/collection/id...]` with valid ids. */
export function assertDocumentPath(path: DocumentPath): void {
  const segments = path.split('/');
  if (path === '' || segments.length % 2 !== 0) {
    throw new StatusError('INVALID_ARGUMENT', `Document name "${path}" lacks a document id at its end.`);
  }
  assertSegments(path, segments);
}

/** Throws StatusError INVALID_ARGUMENT unless `path` is `collection[/id/collection...]` with valid ids. */
export function assertCollectionPath(path: string): void {
  const segments = path.split('/');
  if (path === '' || segments.length % 2 !== 1) {
    throw new StatusError('INVALID_ARGUMENT', `Collection name "${path}" lacks a collection id at its end.`);
  }
  assertSegments(path, segments);
}

/** `path` without its last segment: the collection of a document, the document ('' at the root) of a collection. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The id: a document's within its collection, or a collection's. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Path of the collection that holds a document. */
export function collectionOf(documentPath: DocumentPath): string {
  return parentOf(documentPath);
}

/**
 * Name order, of relative paths and of full names alike: segment by segment, numeric ids (`__id7__`) first and by
 * number, the rest by UTF-8 bytes.
 */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  let index = 0;
  while (index < shared && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  const start = index === 0 ? 0 : a.lastIndexOf('/', index - 1) + 1;
  if (a.startsWith('__id', start) || b.startsWith('__id', start)) {
    const byNumber = compareIds(segmentAt(a, start), segmentAt(b, start));
    if (byNumber !== 0) return byNumber;
  }
  const aEnds = index === a.length || a[index] === '/';
  const bEnds = index === b.length || b[index] === '/';
  if (aEnds && bEnds) return a.length === index ? -1 : 1;
  if (aEnds || bEnds) return aEnds ? -1 : 1;
  return compareUnits(a.charCodeAt(index), b.charCodeAt(index));
}

/** `projects/P/databases/D/documents/`: what a relative path lacks of a full name, slash included. */
export function documentsRoot(projectId: string, databaseId: string): string {
  return `projects/${projectId}/databases/${databaseId}/documents/`;
}

function assertSegments(path: string, segments: string[]): void {
  if (segments.length > MAX_DEPTH * 2) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `Name "${path}" is nested deeper than ${MAX_DEPTH} collections.`,
    );
  }
  if (path.length * 3 > MAX_NAME_BYTES && Buffer.byteLength(path) > MAX_NAME_BYTES) {
    throw new StatusError('INVALID_ARGUMENT', `A name must be at most ${MAX_NAME_BYTES} bytes long.`);
  }
  for (const [index, id] of segments.entries()) assertId(path, id, index % 2 === 1);
}

function assertId(path: string, id: string, isDocumentId: boolean): void {
  if (id === '') {
    throw new StatusError('INVALID_ARGUMENT', `Name "${path}" contains an empty segment.`);
  }
  const isReserved =
    id === '.' || id === '..' || (id.length >= 4 && id.startsWith('__') && id.endsWith('__'));
  if (isReserved && !(isDocumentId && numericId(id) !== null)) {
    throw new StatusError('INVALID_ARGUMENT', `Resource id "${id}" is invalid because it is reserved.`);
  }
  if (id.length * 3 > MAX_ID_BYTES && Buffer.byteLength(id) > MAX_ID_BYTES) {
    throw new StatusError('INVALID_ARGUMENT', `Resource id is longer than ${MAX_ID_BYTES} bytes.`);
  }
}

function compareIds(a: string, b: string): number {
  const left = numericId(a);
  const right = numericId(b);
  if (left === null) return right === null ? 0 : 1;
  if (right === null) return -1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function numericId(id: string): bigint | null {
  const digits = NUMERIC_ID.exec(id)?.[1];
  if (digits === undefined || digits === '-0') return null;
  const value = BigInt(digits);
  return value >= MIN_INT64 && value <= MAX_INT64 ? value : null;
}

function segmentAt(path: string, start: number): string {
  const end = path.indexOf('/', start);
  return end < 0 ? path.slice(start) : path.slice(start, end);
}
