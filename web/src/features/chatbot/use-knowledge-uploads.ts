import { useCallback, useEffect, useRef, useState } from 'react';
import { toAppError, type AppError } from '../../platform/app-error.ts';
import { randomId } from '../../platform/random-id.ts';
import { useStoreKnowledgeFile } from './api/store-file.ts';
import { findFileProblem } from './knowledge-model.ts';

/** A file on its way into the knowledge, or why it did not get there. */
export interface KnowledgeUpload {
  id: string;
  name: string;
  /** 0 to 1. */
  share: number;
  problem: ReturnType<typeof findFileProblem>;
  error: AppError | null;
}

/** The uploads of one assistant's page. A finished one goes: the list of documents shows it. */
export function useKnowledgeUploads(assistantId: string) {
  const { mutateAsync } = useStoreKnowledgeFile();
  const [uploads, setUploads] = useState<readonly KnowledgeUpload[]>([]);
  const running = useRef(new Map<string, AbortController>());

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
    setUploads((present) => present.filter((upload) => upload.id !== id));
  }, []);

  const store = useCallback(
    async (id: string, file: File, documentId: string | null) => {
      const controller = new AbortController();
      running.current.set(id, controller);
      try {
        await mutateAsync({
          assistantId,
          documentId,
          file,
          signal: controller.signal,
          onProgress: (share) => patch(id, { share }),
        });
        setUploads((present) => present.filter((upload) => upload.id !== id));
      } catch (thrown) {
        patch(id, { error: toAppError(thrown) });
      } finally {
        running.current.delete(id);
      }
    },
    [assistantId, mutateAsync, patch],
  );

  /** Uploads files; with `documentId` the one file takes the place of that document's. */
  const add = useCallback(
    (files: readonly File[], documentId: string | null) => {
      for (const file of files) {
        const id = randomId();
        const problem = findFileProblem(file);
        setUploads((present) => [...present, { id, name: file.name, share: 0, problem, error: null }]);
        if (problem === null) void store(id, file, documentId);
      }
    },
    [store],
  );

  return { uploads, add, dismiss };
}
