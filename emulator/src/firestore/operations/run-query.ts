import type { Document, Query, Timestamp, TransactionId } from '../engine/types.ts';
import { type Consistency, readWithin } from './consistency.ts';
import { meterReads, type RequestContext } from './context.ts';
import { collectionPathOf, createJudge } from './judge.ts';

interface QueryResult {
  documents: Document[];
  skipped: number;
  readTime: Timestamp;
  began?: TransactionId;
}

/** Entries of a vector index. Source: https://firebase.google.com/docs/firestore/pricing#index-reads */
const VECTORS_PER_READ = 100;

/**
 * Runs a query, judged once as a `list`. Billed one read per document, skipped ones too, and at least one;
 * a vector search also for the vectors that it compares.
 * @throws StatusError PERMISSION_DENIED, FAILED_PRECONDITION (missing index) and what the engine throws
 */
export async function runQuery(
  context: RequestContext,
  request: { query: Query; consistency: Consistency },
): Promise<QueryResult> {
  const { query, consistency } = request;
  createJudge(context)?.list(query);
  const { result, began } = await readWithin(context, consistency, (transaction) =>
    context.database.runQuery(query, transaction),
  );
  const { documents, skipped, compared } = result;
  if (compared > 0) meterReads(context, patternOf(query), Math.ceil(compared / VECTORS_PER_READ));
  if (compared === 0 || documents.length > 0) meterQuery(context, query, documents, skipped);
  return { documents, skipped, readTime: context.database.readTime(), ...(began !== undefined && { began }) };
}

/** Bills a query's documents, or one read where nothing was found. */
export function meterQuery(
  context: RequestContext,
  query: Query,
  documents: readonly Document[],
  skipped: number,
): void {
  if (query.allDescendants && documents.length > 0) {
    for (const { path } of documents) meterReads(context, path);
    if (skipped > 0) meterReads(context, patternOf(query), skipped);
  } else {
    meterReads(context, patternOf(query), Math.max(1, documents.length + skipped));
  }
}

/** The path under which the meter counts what a query reads: of any document of its collection. */
export function patternOf(query: Query): string {
  return `${collectionPathOf(query)}/*`;
}
