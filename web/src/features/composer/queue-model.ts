import type { Reason } from '#contracts/errors.ts';
import type { ComposerMode } from './model.ts';

/** A file on its way: `path` is set once it lies in Storage. */
interface QueuedFile {
  name: string;
  mimeType: string;
  size: number;
  blob: Blob;
  path: string | null;
}

/** What went wrong at the last attempt. */
interface SendFailure {
  code: string;
  reason: Reason | null;
}

/**
 * A message that a person has sent and the server has not confirmed.
 *
 *     waiting ──▶ sending ──▶ sent        (the listener brings the stored message; the item goes)
 *        ▲          │  └────▶ failed ──▶ waiting (Retry)
 *        └──────────┘ no network          └────▶ gone (Withdraw)
 */
export interface QueuedMessage {
  /** The message's id on the server too: sending it twice stores it once. */
  clientMessageId: string;
  companyId: string;
  uid: string;
  conversationId: string;
  mode: ComposerMode;
  text: string;
  files: QueuedFile[];
  replyToMessageId: string | null;
  createdAt: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** Share of the files that has been uploaded, 0 to 1. */
  progress: number;
  attempts: number;
  /** Not before this instant, in milliseconds. */
  nextAttemptAt: number;
  failure: SendFailure | null;
}

export type QueueAction =
  | { type: 'restore'; items: readonly QueuedMessage[] }
  | { type: 'add'; item: QueuedMessage }
  | { type: 'start'; id: string }
  | { type: 'progress'; id: string; progress: number }
  | { type: 'uploaded'; id: string; fileIndex: number; path: string }
  | { type: 'sent'; id: string }
  /** The attempt can be repeated by itself, such as after a lost connection. */
  | { type: 'postpone'; id: string; failure: SendFailure; nowMs: number }
  | { type: 'fail'; id: string; failure: SendFailure }
  | { type: 'retry'; id: string }
  | { type: 'remove'; ids: readonly string[] };

/** The queue after an action. Unknown ids change nothing: a message may be withdrawn while it is sent. */
export function reduceQueue(items: readonly QueuedMessage[], action: QueueAction): readonly QueuedMessage[] {
  switch (action.type) {
    case 'restore': {
      const known = new Set(items.map((item) => item.clientMessageId));
      const restored = action.items.filter((item) => !known.has(item.clientMessageId));
      // What was under way when the page closed has no owner any more.
      const idle = restored.map((item) =>
        item.state === 'sending' ? { ...item, state: 'waiting' as const } : item,
      );
      return [...idle, ...items].toSorted((a, b) => a.createdAt - b.createdAt);
    }
    case 'add':
      return [...items, action.item];
    case 'start':
      return change(items, action.id, (item) => ({
        ...item,
        state: 'sending',
        attempts: item.attempts + 1,
        failure: null,
      }));
    case 'progress':
      return change(items, action.id, (item) => ({ ...item, progress: action.progress }));
    case 'uploaded':
      return change(items, action.id, (item) => ({
        ...item,
        files: item.files.map((file, index) =>
          index === action.fileIndex ? { ...file, path: action.path } : file,
        ),
      }));
    case 'sent':
      return change(items, action.id, (item) => ({ ...item, state: 'sent', progress: 1 }));
    case 'postpone':
      return change(items, action.id, (item) => ({
        ...item,
        state: 'waiting',
        failure: action.failure,
        nextAttemptAt: action.nowMs + retryDelayMs(item.attempts),
      }));
    case 'fail':
      return change(items, action.id, (item) => ({ ...item, state: 'failed', failure: action.failure }));
    case 'retry':
      return change(items, action.id, (item) =>
        item.state === 'failed' || item.state === 'waiting'
          ? { ...item, state: 'waiting', attempts: 0, nextAttemptAt: 0, failure: null }
          : item,
      );
    case 'remove':
      return items.filter((item) => !action.ids.includes(item.clientMessageId));
  }
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

/** Pause after so many attempts: doubling from one second to one minute. */
export function retryDelayMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1));
}

/**
 * What can be sent now: of each conversation the oldest unfinished message, so that a later one never overtakes it. A
 * failed one stands aside and lets the others pass.
 */
export function findSendable(items: readonly QueuedMessage[], nowMs: number): QueuedMessage[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (item.state !== 'waiting' && item.state !== 'sending') return false;
    if (seen.has(item.conversationId)) return false;
    seen.add(item.conversationId);
    return item.state === 'waiting' && item.nextAttemptAt <= nowMs;
  });
}

/** When the next postponed message is due, in milliseconds; null when nothing waits. */
export function nextDueAt(items: readonly QueuedMessage[]): number | null {
  const due = items.filter((item) => item.state === 'waiting').map((item) => item.nextAttemptAt);
  return due.length === 0 ? null : Math.min(...due);
}

function change(
  items: readonly QueuedMessage[],
  id: string,
  update: (item: QueuedMessage) => QueuedMessage,
): readonly QueuedMessage[] {
  return items.map((item) => (item.clientMessageId === id ? update(item) : item));
}
