import { aggregate } from './aggregate.ts';
import type { QueryIndex } from './query-index.ts';
import type { NormalisedQuery } from './query.ts';
import type { Aggregation, Database, FieldPath } from './types.ts';

type AggregationAnswer = Awaited<ReturnType<Database['aggregate']>>;

/** Aggregates the query's result in the index. Counts alone are taken from index entries, up to what is asked for. */
export function runAggregation(
  index: QueryIndex,
  q: NormalisedQuery,
  aggregations: readonly Aggregation[],
): AggregationAnswer {
  const upTo = countLimit(aggregations);
  if (upTo === null) return aggregate(index.run(q).documents, aggregations);
  const count = index.count(q, upTo);
  const results: AggregationAnswer['results'] = {};
  for (const aggregation of aggregations) {
    const most = aggregation.kind === 'count' ? (aggregation.upTo ?? Infinity) : 0;
    results[aggregation.alias] = { integerValue: String(Math.min(count, most)) };
  }
  return { results, scanned: count };
}

/** The fields that sums and averages read. */
export function aggregatedFields(aggregations: readonly Aggregation[]): FieldPath[] {
  return aggregations.flatMap((aggregation) => (aggregation.kind === 'count' ? [] : [aggregation.field]));
}

/** How far to count at most, or null where more than counts are asked for. */
function countLimit(aggregations: readonly Aggregation[]): number | null {
  let limit = 0;
  for (const aggregation of aggregations) {
    if (aggregation.kind !== 'count') return null;
    limit = Math.max(limit, aggregation.upTo ?? Infinity);
  }
  return limit;
}
