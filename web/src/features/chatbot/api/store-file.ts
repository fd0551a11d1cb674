import { onAuthStateChanged } from 'firebase/auth';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { AppError, toAppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { firebaseAuth } from '../../../platform/firebase.ts';
import { useSession } from '../../../platform/session.ts';
import { uploadFile } from '../../../platform/upload-file.ts';
import { uploadTypeOf } from '../knowledge-model.ts';

export interface KnowledgeFile {
  companyId: string;
  uid: string;
  assistantId: string;
  documentId: string;
  isNew: boolean;
  file: File;
  /** Where an earlier attempt has uploaded it; undefined: nowhere. */
  uploadPath: string | undefined;
  signal: AbortSignal;
  /** Share that has arrived, 0 to 1. */
  onProgress: (share: number) => void;
  onUploaded: (path: string) => void;
}

/**
 * Uploads a file of knowledge, if an earlier attempt has not, and has it trained. It stops when the member signs out:
 * what follows would be done as somebody else.
 *
 * @throws AppError; its code is `canceled` after an abort or a sign-out.
 */
export async function storeKnowledgeFile({ companyId, uid, file, ...asked }: KnowledgeFile): Promise<void> {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  asked.signal.addEventListener('abort', stop);
  const stopWatching = onAuthStateChanged(firebaseAuth(), (user) => {
    if (user?.uid !== uid) stop();
  });
  const upload = async () => {
    const arrivedAt = await uploadFile({
      companyId,
      uid,
      blob: file,
      mimeType: uploadTypeOf(file),
      signal: stopped.signal,
      onProgress: (bytes) => asked.onProgress(bytes / Math.max(1, file.size)),
    });
    asked.onUploaded(arrivedAt);
    return arrivedAt;
  };
  try {
    const path = asked.uploadPath ?? (await upload());
    stopped.signal.throwIfAborted();
    await callCallable('saveKnowledge', {
      assistantId: asked.assistantId,
      documentId: asked.documentId,
      isNew: asked.isNew,
      name: file.name.slice(0, 120),
      source: { type: 'upload', path },
      questionId: null,
    });
  } catch (thrown) {
    throw stopped.signal.aborted ? new AppError('canceled', null, thrown) : toAppError(thrown);
  } finally {
    stopWatching();
    asked.signal.removeEventListener('abort', stop);
  }
}

/** Uploads a file that a rule bot sends and keeps it. */
export function useStoreBotMedia() {
  const { companyId, uid } = useSession();
  return async (file: File): Promise<CallableOutput<'storeBotMedia'>> => {
    const path = await uploadFile({ companyId, uid, blob: file, mimeType: file.type });
    return callCallable('storeBotMedia', { path, name: file.name.slice(0, 120) });
  };
}
