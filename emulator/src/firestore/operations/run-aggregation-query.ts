import type { Aggregation, Query, Timestamp, TransactionId, Value } from '../engine/types.ts';
import { type Consistency, readWithin } from './consistency.ts';
import { meterReads, type RequestContext } from './context.ts';
import { createJudge } from './judge.ts';
import { patternOf } from './run-query.ts';

interface AggregationQueryResult {
  results: { [alias: string]: Value };
  readTime: Timestamp;
  began?: TransactionId;
}

/** Source: https://firebase.google.com/docs/firestore/pricing#aggregation_queries */
const INDEX_ENTRIES_PER_READ = 1000;

/**
 * Counts, sums or averages a query's result, judged once as a `list`.
 * @throws StatusError PERMISSION_DENIED and what the engine throws
 */
export async function runAggregationQuery(
  context: RequestContext,
  request: { query: Query; aggregations: Aggregation[]; consistency: Consistency },
): Promise<AggregationQueryResult> {
  const { query, aggregations, consistency } = request;
  createJudge(context)?.list(query);
  const { result, began } = await readWithin(context, consistency, (transaction) =>
    context.database.aggregate(query, aggregations, transaction),
  );
  const reads = Math.max(1, Math.ceil(result.scanned / INDEX_ENTRIES_PER_READ));
  meterReads(context, patternOf(query), reads);
  return {
    results: result.results,
    readTime: context.database.readTime(),
    ...(began !== undefined && { began }),
  };
}
