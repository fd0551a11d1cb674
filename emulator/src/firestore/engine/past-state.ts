import { StatusError } from '../../shared/status.ts';
import type { ChangeLog } from './change-log.ts';
import type { QueryIndex } from './query-index.ts';
import { compareDocuments, matches, type NormalisedQuery } from './query.ts';
import type { Document, DocumentPath } from './types.ts';

/** The backend's text for a read at a time that it no longer keeps. */
const TOO_OLD_TEXT = 'The requested snapshot version is too old.';

/**
 * The document as it was at `version`.
 * Throws StatusError FAILED_PRECONDITION if the change log no longer reaches back that far.
 */
export function documentAt(
  index: QueryIndex,
  log: ChangeLog,
  path: DocumentPath,
  version: number,
): Document | null {
  assertReach(log, version);
  for (const commit of log.after(version)) {
    const change = commit.changes.find((candidate) => candidate.path === path);
    if (change) return change.before;
  }
  return index.get(path) ?? null;
}

/** The result of a query as it was at `version`; exact, also with offset and limit. Throws as `documentAt` does. */
export function resultAt(
  index: QueryIndex,
  log: ChangeLog,
  q: NormalisedQuery,
  version: number,
): { documents: Document[]; skipped: number } {
  assertReach(log, version);
  const past = log.documentsAt(version);
  if (past.size === 0) return index.run(q);
  // However the changed documents stood in it, the old result lies within this many of today's and the changed ones.
  const limit = q.limit === undefined ? undefined : q.offset + q.limit + past.size;
  const documents = index.run({ ...q, offset: 0, limit }).documents.filter(({ path }) => !past.has(path));
  for (const document of past.values()) {
    if (document && matches(q, document)) documents.push(document);
  }
  documents.sort((a, b) => compareDocuments(q, a, b));
  const skipped = Math.min(q.offset, documents.length);
  return {
    documents: documents.slice(skipped, q.limit === undefined ? undefined : skipped + q.limit),
    skipped,
  };
}

function assertReach(log: ChangeLog, version: number): void {
  if (!log.reaches(version)) throw new StatusError('FAILED_PRECONDITION', TOO_OLD_TEXT);
}
