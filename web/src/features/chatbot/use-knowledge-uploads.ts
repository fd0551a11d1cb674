import { useCallback, useEffect, useRef, useState } from 'react';
import { toAppError, type AppError } from '../../platform/app-error.ts';
import { createChosenIds } from '../../platform/chosen-ids.ts';
import { useStoreKnowledgeFile } from './api/store-file.ts';
import { fileKey } from './file-key.ts';
import { findFileProblem } from './knowledge-model.ts';

/** A file on its way into the knowledge, or why it did not get there. */
export interface KnowledgeUpload {
  /** The same for the same file in the same place, so that choosing it again is another attempt. */
  id: string;
  name: string;
  /** 0 to 1. */
  share: number;
  problem: ReturnType<typeof findFileProblem>;
  error: AppError | null;
}

/**
 * The uploads of one assistant's page. A finished one goes: the list of documents shows it. A file that is chosen again
 * after a failure goes on with the same document and, where it had arrived, the same upload: its answer may have been lost.
 */
export function useKnowledgeUploads(assistantId: string) {
  const { mutateAsync } = useStoreKnowledgeFile();
  const [uploads, setUploads] = useState<readonly KnowledgeUpload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const arrived = useRef(new Map<string, string>());
  const [documentIds] = useState(createChosenIds);

  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const patch = useCallback((id: string, part: Partial<KnowledgeUpload>) => {
    setUploads((present) => present.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
  }, []);

  const dismiss = useCallback((id: string) => {
    running.current.get(id)?.abort();
    running.current.delete(id);
    setUploads((present) => present.filter((upload) => upload.id !== id));
  }, []);

  const store = useCallback(
    async (id: string, file: File, replacedId: string | null) => {
      const controller = new AbortController();
      const isCurrent = () => running.current.get(id) === controller;
      running.current.set(id, controller);
      try {
        await mutateAsync({
          assistantId,
          documentId: replacedId ?? documentIds.of(id),
          isNew: replacedId === null,
          file,
          uploadPath: arrived.current.get(id),
          signal: controller.signal,
          onProgress: (share) => {
            if (isCurrent()) patch(id, { share });
          },
          onUploaded: (path) => arrived.current.set(id, path),
        });
        documentIds.forget(id);
        arrived.current.delete(id);
        if (isCurrent()) setUploads((present) => present.filter((upload) => upload.id !== id));
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.reason === 'upload-missing') arrived.current.delete(id);
        // Such as one that somebody deleted meanwhile: the next attempt makes another.
        if (error.reason === 'not-found') documentIds.forget(id);
        if (isCurrent()) patch(id, { error });
      } finally {
        if (isCurrent()) running.current.delete(id);
      }
    },
    [assistantId, documentIds, mutateAsync, patch],
  );

  /** Uploads files that are not on their way already; with `documentId` one takes the place of that document's. */
  const add = useCallback(
    (files: readonly File[], documentId: string | null) => {
      for (const file of files) {
        const id = `${documentId ?? 'new'} ${fileKey(file)}`;
        if (running.current.has(id)) continue;
        const problem = findFileProblem(file);
        setUploads((present) => [
          ...present.filter((upload) => upload.id !== id),
          { id, name: file.name, share: 0, problem, error: null },
        ]);
        if (problem === null) void store(id, file, documentId);
      }
    },
    [store],
  );

  return { uploads, add, dismiss };
}
