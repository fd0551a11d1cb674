import type { Document, DocumentPath, Timestamp, TransactionId } from '../engine/types.ts';
import { type Consistency, readWithin } from './consistency.ts';
import { meterReads, type RequestContext } from './context.ts';
import { createJudge } from './judge.ts';

interface BatchGetResult {
  entries: { path: DocumentPath; document: Document | null }[];
  readTime: Timestamp;
  began?: TransactionId;
}

/**
 * Reads documents by path, each judged as a `get` and billed one read, missing ones too.
 * @throws StatusError PERMISSION_DENIED, ABORTED (lost a lock) and what the engine throws
 */
export async function batchGetDocuments(
  context: RequestContext,
  request: { paths: DocumentPath[]; consistency: Consistency },
): Promise<BatchGetResult> {
  const judge = createJudge(context);
  const { result, began } = await readWithin(context, request.consistency, async (transaction) => {
    const entries: BatchGetResult['entries'] = [];
    // A document asked for twice is answered and billed once.
    for (const path of new Set(request.paths)) {
      const document = await context.database.get(path, transaction);
      judge?.get(path, document);
      entries.push({ path, document });
    }
    return entries;
  });
  for (const { path } of result) meterReads(context, path);
  return { entries: result, readTime: context.database.readTime(), ...(began !== undefined && { began }) };
}
