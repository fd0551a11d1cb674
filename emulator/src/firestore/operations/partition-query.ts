import { StatusError } from '../../shared/status.ts';
import { documentsRoot } from '../engine/paths.ts';
import type { Cursor, Query } from '../engine/types.ts';
import { meterReads, type RequestContext } from './context.ts';
import { createJudge } from './judge.ts';
import { patternOf } from './run-query.ts';

/**
 * Cuts a collection group into ranges of about the same size.
 * @param request.partitionCount the most cuts wanted, so one less than ranges
 * @returns the cuts as cursors over `__name__`, in order
 * @throws StatusError INVALID_ARGUMENT unless the query is a plain collection group by name
 */
export async function partitionQuery(
  context: RequestContext,
  request: { query: Query; partitionCount: number },
): Promise<Cursor[]> {
  const { query, partitionCount } = request;
  if (!query.allDescendants || query.collectionId === undefined || query.where || query.limit !== undefined) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      'Only a whole collection group, ordered by name, can be partitioned.',
    );
  }
  if (partitionCount < 1)
    throw new StatusError('INVALID_ARGUMENT', 'partition_count must be greater than zero.');
  createJudge(context)?.list(query);
  const { documents } = await context.database.runQuery(query);
  // Cuts come from an index of names, not from reading documents.
  meterReads(context, patternOf(query));
  const root = documentsRoot(context.database.projectId, context.database.databaseId);
  const cuts: Cursor[] = [];
  const step = documents.length / (partitionCount + 1);
  for (let cut = 1; cut <= partitionCount; cut++) {
    const document = documents[Math.floor(cut * step)];
    const previous = documents[Math.floor((cut - 1) * step)];
    // Fewer documents than ranges: some cuts would coincide, and one at the very beginning would be empty.
    if (!document || document === previous) continue;
    cuts.push({ values: [{ referenceValue: root + document.path }], before: true });
  }
  return cuts;
}
