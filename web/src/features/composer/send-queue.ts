import { AppError, isTransient, toAppError } from '../../platform/app-error.ts';
import { uploadFile } from '../../platform/upload-file.ts';
import { sendMessage } from './api/send-message.ts';
import { dropQueued, keepQueued, readQueued } from './api/queue-store.ts';
import { findSendable, nextDueAt, reduceQueue, type QueueAction, type QueuedMessage } from './queue-model.ts';

/** The messages of one signed-in member that are on their way, for all conversations. */
export interface SendQueue {
  /** The present items; a new array after every change. */
  read: () => readonly QueuedMessage[];
  subscribe: (onChange: () => void) => () => void;
  add: (item: QueuedMessage) => void;
  retry: (clientMessageId: string) => void;
  /** Takes a message back that the server has not stored, and stops its upload. */
  withdraw: (clientMessageId: string) => void;
  /** Forgets messages that the conversation's listener now shows. */
  settle: (clientMessageIds: readonly string[]) => void;
  /** Takes up what an earlier page left in IndexedDB and begins to send. */
  start: () => void;
  stop: () => void;
}

/**
 * The queue sends whatever can be sent, in order, again after pauses and as soon as the network is back. Two tabs do not send the same message at once (Web Locks); if they
 * ever did, its id makes the server store it once.
 */
export function createSendQueue(companyId: string, uid: string): SendQueue {
  let items: readonly QueuedMessage[] = [];
  let isStopped = true;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const watchers = new Set<() => void>();
  const uploads = new Map<string, AbortController>();

  const apply = (action: QueueAction) => {
    items = reduceQueue(items, action);
    for (const watcher of watchers) watcher();
  };

  const persist = (id: string) => {
    const item = find(id);
    // Without IndexedDB, as in some private windows, the queue works until the page closes.
    if (item !== undefined) keepQueued(item).catch(reportError);
  };

  const find = (id: string) => items.find((item) => item.clientMessageId === id);

  const pump = () => {
    if (isStopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!navigator.onLine) return;
    for (const item of findSendable(items, Date.now())) {
      apply({ type: 'start', id: item.clientMessageId });
      void attempt(item.clientMessageId).finally(pump);
    }
    const dueAt = nextDueAt(items);
    if (dueAt !== null && dueAt > Date.now()) timer = setTimeout(pump, dueAt - Date.now());
  };

  const attempt = async (id: string) => {
    try {
      await navigator.locks.request(`colibri-send-${id}`, async () => {
        await uploadFiles(id);
        const item = find(id);
        if (item === undefined) return;
        await sendMessage(item);
        await dropQueued(id);
        apply({ type: 'sent', id });
      });
    } catch (thrown) {
      const error = toAppError(thrown);
      const failure = { code: error.code, reason: error.reason };
      const isRepeatable = isTransient(error) || !navigator.onLine;
      apply(
        isRepeatable ? { type: 'postpone', id, failure, nowMs: Date.now() } : { type: 'fail', id, failure },
      );
      persist(id);
    }
  };

  const uploadFiles = async (id: string) => {
    const item = find(id);
    if (item === undefined) return;
    const totalBytes = item.files.reduce((sum, file) => sum + file.size, 0);
    let doneBytes = 0;
    for (const [fileIndex, file] of item.files.entries()) {
      if (file.path === null) {
        const abort = new AbortController();
        uploads.set(id, abort);
        const path = await uploadFile({
          companyId,
          uid,
          blob: file.blob,
          mimeType: file.mimeType,
          signal: abort.signal,
          onProgress: (bytes) =>
            apply({ type: 'progress', id, progress: (doneBytes + bytes) / Math.max(1, totalBytes) }),
        }).finally(() => uploads.delete(id));
        if (find(id) === undefined) throw new AppError('canceled', null);
        apply({ type: 'uploaded', id, fileIndex, path });
        persist(id);
      }
      doneBytes += file.size;
    }
  };

  const remove = (ids: readonly string[]) => {
    apply({ type: 'remove', ids });
    for (const id of ids) dropQueued(id).catch(reportError);
  };

  const restore = async () => {
    const stored = await readQueued(companyId, uid);
    const { held = [] } = await navigator.locks.query();
    const elsewhere = new Set(held.map((lock) => lock.name));
    const own = stored.filter((item) => !elsewhere.has(`colibri-send-${item.clientMessageId}`));
    if (own.length > 0) apply({ type: 'restore', items: own });
    pump();
  };

  return {
    read: () => items,
    subscribe: (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    add: (item) => {
      apply({ type: 'add', item });
      persist(item.clientMessageId);
      pump();
    },
    retry: (id) => {
      apply({ type: 'retry', id });
      persist(id);
      pump();
    },
    withdraw: (id) => {
      uploads.get(id)?.abort();
      remove([id]);
    },
    settle: remove,
    start: () => {
      isStopped = false;
      addEventListener('online', pump);
      restore().catch(reportError);
    },
    stop: () => {
      isStopped = true;
      removeEventListener('online', pump);
      if (timer !== null) clearTimeout(timer);
      for (const upload of uploads.values()) upload.abort();
    },
  };
}
