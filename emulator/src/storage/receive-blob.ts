import type { StorageState, UploadTarget } from './storage-state.ts';
import type { StoredObject } from './stored-object.ts';

/** Takes an upload that comes in one request. If it breaks off, nothing is left of it. */
export async function receiveBlob(
  state: StorageState,
  target: UploadTarget,
  bytes: AsyncIterable<Buffer>,
): Promise<StoredObject> {
  const writer = await state.blobs.create();
  try {
    for await (const chunk of bytes) await writer.append(chunk);
  } catch (error) {
    await writer.discard();
    throw error;
  }
  return state.finishUpload(target, writer);
}
