import type { CommitResult, TransactionId, Write } from '../engine/types.ts';
import { beginTransaction } from './consistency.ts';
import { meterSource, type RequestContext } from './context.ts';
import { createJudge, type Judge } from './judge.ts';

interface CommitRequest {
  writes: Write[];
  transaction?: TransactionId;
}

/**
 * Commits writes atomically. Every document written is judged with its state before and after the whole commit.
 * Billed only where it succeeds.
 * @throws StatusError PERMISSION_DENIED, ABORTED, a failed precondition, and what the engine throws
 */
export async function commit(context: RequestContext, request: CommitRequest): Promise<CommitResult> {
  const judge = createJudge(context);
  const { writes, transaction } = request;
  const result = judge
    ? await commitJudged(context, judge, request)
    : await context.database.commit(writes, transaction);
  for (const write of writes) meterWrite(context, write);
  return result;
}

/**
 * A commit can wait for locks, and the documents may be others by then than those that were judged. So the locks are
 * taken first, in the order in which the engine takes them, and the verdict falls on what cannot change any more.
 */
async function commitJudged(
  context: RequestContext,
  judge: Judge,
  { writes, transaction }: CommitRequest,
): Promise<CommitResult> {
  const { database } = context;
  const holder = transaction ?? beginTransaction(context, { readOnly: false });
  try {
    for (const path of [...new Set(writes.map((write) => write.path))].sort()) {
      await database.get(path, holder);
    }
    judge.writes(writes);
    return await database.commit(writes, holder);
  } catch (error) {
    if (transaction === undefined) database.rollback(holder);
    throw error;
  }
}

/** Bills one successful write. Checking a precondition costs what reading the document would. */
export function meterWrite(context: RequestContext, write: Write): void {
  const kind = write.kind === 'delete' ? 'delete' : write.kind === 'verify' ? 'read' : 'write';
  context.state.meter.add(kind, meterSource(context.caller), write.path);
}
