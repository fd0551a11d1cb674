import { StatusError } from '../../shared/status.ts';
import { applyWrite } from './transforms.ts';
import type { Document, DocumentChange, DocumentPath, Timestamp, Write, WriteResult } from './types.ts';

interface PreparedCommit {
  /** One per document that ends up different, in the order of first writing. */
  changes: DocumentChange[];
  /** One per write. */
  results: WriteResult[];
}

interface Touched {
  before: Document | null;
  after: Document | null;
  changed: boolean;
  deleted: boolean;
}

/**
 * Plays `writes` one after the other, each seeing what those before it left, and changes nothing.
 * `root` (`projects/P/databases/D/documents/`) serves messages.
 * Throws what `applyWrite` throws, and INVALID_ARGUMENT for a write that needs a document which an earlier write of
 * the same commit deletes.
 */
export function prepareCommit(
  writes: readonly Write[],
  read: (path: DocumentPath) => Document | null,
  commitTime: Timestamp,
  root: string,
): PreparedCommit {
  const touched = new Map<DocumentPath, Touched>();
  const results: WriteResult[] = [];
  for (const write of writes) {
    let entry = touched.get(write.path);
    if (!entry) {
      const before = read(write.path);
      entry = { before, after: before, changed: false, deleted: false };
      touched.set(write.path, entry);
    }
    if (entry.deleted && entry.after === null && mustExist(write)) {
      throw new StatusError(
        'INVALID_ARGUMENT',
        `Document ${root}${write.path} is deleted and then updated in the same commit.`,
      );
    }
    const { after, transformResults, changed } = applyWrite(entry.after, write, commitTime, root);
    entry.after = after;
    entry.changed ||= changed;
    entry.deleted ||= write.kind === 'delete';
    results.push({ updateTime: changed || !after ? commitTime : after.updateTime, transformResults });
  }
  return { changes: changesOf(touched), results };
}

function mustExist(write: Write): boolean {
  return (
    write.kind === 'update' &&
    write.precondition !== undefined &&
    'exists' in write.precondition &&
    write.precondition.exists
  );
}

function changesOf(touched: Map<DocumentPath, Touched>): DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (const [path, { before, after, changed }] of touched) {
    // A document made and deleted in one commit was never there.
    if (changed && (before || after)) changes.push({ path, before, after });
  }
  return changes;
}
