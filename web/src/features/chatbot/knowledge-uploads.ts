import { toAppError, type AppError } from '../../platform/app-error.ts';
import { createChosenIds } from '../../platform/chosen-ids.ts';
import type { KnowledgeFile } from './api/store-file.ts';
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

/** The knowledge of an assistant, before one member, who alone sees the own uploads. */
export type UploadPlace = Pick<KnowledgeFile, 'companyId' | 'uid' | 'assistantId'>;

interface Chosen {
  files: readonly File[];
  /** The document of which one file takes the place; null: each becomes a new one. */
  documentId: string | null;
  /** A file was refused while its list is not on the screen. */
  onFailedUnseen: (upload: Pick<KnowledgeUpload, 'name'>, error: AppError) => void;
}

const NONE: readonly KnowledgeUpload[] = [];

/**
 * Uploads that go on wherever the member is in the app. A finished one goes: the list of documents shows it. A file that
 * is chosen again after a failure goes on with the same document and, where it had arrived, the same upload: its answer
 * may have been lost.
 */
export function createKnowledgeUploads(store: (file: KnowledgeFile) => Promise<unknown>) {
  const lists = new Map<string, readonly KnowledgeUpload[]>();
  const running = new Map<string, AbortController>();
  const arrived = new Map<string, string>();
  const documentIds = createChosenIds();
  const watchers = new Map<string, Set<() => void>>();

  const list = (place: UploadPlace) => lists.get(keyOf(place)) ?? NONE;
  const change = (place: UploadPlace, next: readonly KnowledgeUpload[]) => {
    lists.set(keyOf(place), next);
    for (const [key, listeners] of watchers)
      if (keyOf(place).startsWith(key)) for (const tell of listeners) tell();
  };
  const patch = (place: UploadPlace, id: string, part: Partial<KnowledgeUpload>) =>
    change(
      place,
      list(place).map((upload) => (upload.id === id ? { ...upload, ...part } : upload)),
    );
  const without = (place: UploadPlace, id: string) => list(place).filter((upload) => upload.id !== id);
  const watch = (key: string, listener: () => void) => {
    const listeners = watchers.get(key) ?? new Set();
    watchers.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) watchers.delete(key);
    };
  };

  const run = async (place: UploadPlace, id: string, file: File, { documentId, onFailedUnseen }: Chosen) => {
    const key = `${keyOf(place)} ${id}`;
    const controller = new AbortController();
    const isCurrent = () => running.get(key) === controller;
    running.set(key, controller);
    try {
      await store({
        ...place,
        documentId: documentId ?? documentIds.of(key),
        isNew: documentId === null,
        file,
        uploadPath: arrived.get(key),
        signal: controller.signal,
        onProgress: (share) => {
          if (isCurrent()) patch(place, id, { share });
        },
        onUploaded: (path) => arrived.set(key, path),
      });
      documentIds.forget(key);
      arrived.delete(key);
      if (!isCurrent()) return;
      running.delete(key);
      change(place, without(place, id));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.reason === 'upload-missing') arrived.delete(key);
      // Such as one that somebody deleted meanwhile: the next attempt makes another.
      if (error.reason === 'not-found') documentIds.forget(key);
      if (!isCurrent()) return;
      running.delete(key);
      patch(place, id, { error });
      // Stopped by a sign-out: whoever is there now is told nothing.
      if (!watchers.has(keyOf(place)) && error.code !== 'canceled')
        onFailedUnseen({ name: file.name }, error);
    }
  };

  return {
    list,
    /** Whether any upload of the member is under way. */
    isRunning: (uid: string) => [...running.keys()].some((key) => key.startsWith(memberKey(uid))),
    /** Hears of every change to one list. Whoever watches is taken to show it. */
    watchList: (place: UploadPlace, listener: () => void) => watch(keyOf(place), listener),
    watchMember: (uid: string, listener: () => void) => watch(memberKey(uid), listener),
    /** Uploads files that are not on their way already. */
    add(place: UploadPlace, chosen: Chosen) {
      for (const file of chosen.files) {
        const id = `${chosen.documentId ?? 'new'} ${fileKey(file)}`;
        if (running.has(`${keyOf(place)} ${id}`)) continue;
        const problem = findFileProblem(file);
        if (problem === null) void run(place, id, file, chosen);
        change(place, [...without(place, id), { id, name: file.name, share: 0, problem, error: null }]);
      }
    },
    /** Stops one that is under way, and takes it off the list. */
    dismiss(place: UploadPlace, id: string) {
      const key = `${keyOf(place)} ${id}`;
      running.get(key)?.abort();
      running.delete(key);
      change(place, without(place, id));
    },
  };
}

function memberKey(uid: string): string {
  return `${uid}/`;
}

function keyOf({ uid, assistantId }: UploadPlace): string {
  return `${memberKey(uid)}${assistantId}`;
}
