import { StatusError } from '../../shared/status.ts';
import type { Write, WriteResult } from '../engine/types.ts';
import { commit, meterWrite } from './commit.ts';
import type { RequestContext } from './context.ts';
import { createJudge } from './judge.ts';

/**
 * Commits each write by itself, judged by itself; one refusal does not stop the others.
 * @returns per write its result or its failure
 */
export async function batchWrite(context: RequestContext, writes: Write[]): Promise<(WriteResult | Error)[]> {
  if (createJudge(context)) return Promise.all(writes.map((write) => commitAlone(context, write)));
  const results = await context.database.batchWrite(writes);
  writes.forEach((write, index) => {
    if (!(results[index] instanceof Error)) meterWrite(context, write);
  });
  return results;
}

async function commitAlone(context: RequestContext, write: Write): Promise<WriteResult | Error> {
  try {
    const { results, commitTime } = await commit(context, { writes: [write] });
    return results[0] ?? { updateTime: commitTime, transformResults: [] };
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
}
