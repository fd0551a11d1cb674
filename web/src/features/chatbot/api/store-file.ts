import { useMutation } from '@tanstack/react-query';
import type { CallableOutput } from '#contracts/callables/index.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { callCallable } from '../../../platform/call-callable.ts';
import { useSession } from '../../../platform/session.ts';
import { uploadFile } from '../../../platform/upload-file.ts';
import { uploadTypeOf } from '../knowledge-model.ts';

interface KnowledgeFile {
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

/** Uploads a file of knowledge, if an earlier attempt has not, and has it trained. */
export function useStoreKnowledgeFile() {
  const { companyId, uid } = useSession();
  return useMutation<CallableOutput<'saveKnowledge'>, AppError, KnowledgeFile>({
    mutationFn: async ({ assistantId, documentId, isNew, file, uploadPath, ...attempt }) => {
      const upload = async () => {
        const arrivedAt = await uploadFile({
          companyId,
          uid,
          blob: file,
          mimeType: uploadTypeOf(file),
          signal: attempt.signal,
          onProgress: (bytes) => attempt.onProgress(bytes / Math.max(1, file.size)),
        });
        attempt.onUploaded(arrivedAt);
        return arrivedAt;
      };
      const path = uploadPath ?? (await upload());
      return callCallable('saveKnowledge', {
        assistantId,
        documentId,
        isNew,
        name: file.name.slice(0, 120),
        source: { type: 'upload', path },
        questionId: null,
      });
    },
  });
}

/** Uploads a file that a rule bot sends and keeps it. */
export function useStoreBotMedia() {
  const { companyId, uid } = useSession();
  return async (file: File): Promise<CallableOutput<'storeBotMedia'>> => {
    const path = await uploadFile({ companyId, uid, blob: file, mimeType: file.type });
    return callCallable('storeBotMedia', { path, name: file.name.slice(0, 120) });
  };
}
