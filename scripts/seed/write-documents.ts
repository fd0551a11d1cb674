import { db } from '../../functions/src/platform/admin.ts';
import type { DemoDocument } from './demo/generate-demo.ts';

const BATCH_SIZE = 400;
const BATCHES_AT_ONCE = 4;

/** Writes documents in batches; what is there under the same path is replaced. `onWritten` hears how many were written. */
export async function writeDocuments(
  documents: DemoDocument[],
  onWritten: (count: number) => void,
): Promise<void> {
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next < documents.length) {
      const chunk = documents.slice(next, next + BATCH_SIZE);
      next += chunk.length;
      const batch = db().batch();
      for (const { path, data } of chunk) batch.set(db().doc(path), data);
      await batch.commit();
      onWritten(chunk.length);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writer));
}
