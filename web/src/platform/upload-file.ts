import type { UploadTask } from 'firebase/storage';
import { toAppError } from './app-error.ts';
import { firebaseStorage } from './firebase.ts';
import { randomId } from './random-id.ts';

interface Upload {
  companyId: string;
  uid: string;
  blob: Blob;
  mimeType: string;
  signal?: AbortSignal;
  /** Bytes that have arrived so far. */
  onProgress?: (bytes: number) => void;
}

/**
 * Puts a file where the callables look for it. The place is new at every attempt: uploads may be created, never
 * overwritten, so an attempt that arrived without our hearing of it must not block the next.
 *
 * @returns the object's path.
 * @throws AppError; its code is `canceled` after an abort.
 */
export async function uploadFile({
  companyId,
  uid,
  blob,
  mimeType,
  signal,
  onProgress,
}: Upload): Promise<string> {
  const path = `uploads/${companyId}/${uid}/${randomId()}`;
  try {
    const [storage, { ref, uploadBytesResumable }] = await Promise.all([
      firebaseStorage(),
      import('firebase/storage'),
    ]);
    signal?.throwIfAborted();
    const task = uploadBytesResumable(ref(storage, path), blob, { contentType: mimeType });
    await follow(task, signal, onProgress);
    return path;
  } catch (thrown) {
    throw toAppError(thrown);
  }
}

async function follow(
  task: UploadTask,
  signal: AbortSignal | undefined,
  onProgress: Upload['onProgress'],
): Promise<void> {
  const handleAbort = () => task.cancel();
  signal?.addEventListener('abort', handleAbort);
  const stop = task.on('state_changed', (snapshot) => onProgress?.(snapshot.bytesTransferred));
  try {
    await task;
  } finally {
    stop();
    signal?.removeEventListener('abort', handleAbort);
  }
}
