import type { Message } from '#contracts/collections/message.ts';
import type { Reason } from '#contracts/errors.ts';
import { dayIn } from '../../i18n/time.ts';
import type { Stored } from '../../platform/documents.ts';

/** A message of this device that the server has not shown yet. The composer's queue has this shape. */
export interface PendingMessage {
  clientMessageId: string;
  mode: 'message' | 'note';
  text: string;
  files: readonly { name: string; mimeType: string; size: number; blob: Blob }[];
  createdAt: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  progress: number;
  failure: { code: string; reason: Reason | null } | null;
}

type Bubble =
  | { type: 'message'; id: string; at: number; message: Stored<Message> }
  | { type: 'pending'; id: string; at: number; pending: PendingMessage };

/** A line of the log. `isFirst` and `isLast` say where a bubble stands among those of one sender. */
export type TimelineRow =
  | { type: 'day'; id: string; at: number }
  | { type: 'unread'; id: string }
  | { type: 'event'; id: string; message: Stored<Message> }
  | { type: 'bubble'; id: string; bubble: Bubble; isFirst: boolean; isLast: boolean };

/** Messages of one sender join when they follow each other within this time. */
const JOIN_WITHIN_MS = 5 * 60_000;

interface TimelineInput {
  /** Oldest first. */
  messages: readonly Stored<Message>[];
  pending: readonly PendingMessage[];
  /** Id of the first message that the reader had not seen when the conversation was opened. */
  firstUnreadId: string | null;
  /** Whose days are shown. */
  timeZone: string;
}

/**
 * Lays messages out for reading: a line before each day, the unread line, events by themselves, and bubbles of which
 * consecutive ones of a sender join. What waits to be sent stands last.
 */
export function buildTimeline({ messages, pending, firstUnreadId, timeZone }: TimelineInput): TimelineRow[] {
  const stored = new Set(messages.map((message) => message.id));
  const bubbles: Bubble[] = [
    ...messages.map((message): Bubble => ({
      type: 'message',
      id: message.id,
      at: message.providerAt,
      message,
    })),
    ...pending
      .filter(({ clientMessageId }) => !stored.has(clientMessageId))
      .map((item): Bubble => ({
        type: 'pending',
        id: item.clientMessageId,
        at: item.createdAt,
        pending: item,
      })),
  ];
  const rows: TimelineRow[] = [];
  let previousDay: string | null = null;
  for (const bubble of bubbles) {
    const day = dayIn(bubble.at, timeZone);
    // The id is the same however many older messages of the day come in above.
    if (day !== previousDay) rows.push({ type: 'day', id: `day ${day}`, at: bubble.at });
    if (bubble.id === firstUnreadId) rows.push({ type: 'unread', id: 'unread' });
    if (bubble.type === 'message' && bubble.message.direction === 'event') {
      rows.push({ type: 'event', id: bubble.id, message: bubble.message });
    } else {
      rows.push({ type: 'bubble', id: bubble.id, bubble, isFirst: true, isLast: true });
    }
    previousDay = day;
  }
  return joinBubbles(rows);
}

/** Cuts rows into days; each begins with its date. */
export function groupByDay(rows: readonly TimelineRow[]): TimelineRow[][] {
  const days: TimelineRow[][] = [];
  for (const row of rows) {
    if (row.type === 'day') days.push([row]);
    else days.at(-1)?.push(row);
  }
  return days;
}

function joinBubbles(rows: readonly TimelineRow[]): TimelineRow[] {
  return rows.map((row, index) => {
    if (row.type !== 'bubble') return row;
    return { ...row, isFirst: !joins(rows[index - 1], row), isLast: !joins(row, rows[index + 1]) };
  });
}

function joins(upper: TimelineRow | undefined, lower: TimelineRow | undefined): boolean {
  if (upper?.type !== 'bubble' || lower?.type !== 'bubble') return false;
  const isNear = lower.bubble.at - upper.bubble.at < JOIN_WITHIN_MS;
  return isNear && senderOf(upper.bubble) === senderOf(lower.bubble);
}

/** Own pending messages join with each other, not with stored ones: their author is known to the server alone. */
function senderOf(bubble: Bubble): string {
  if (bubble.type === 'pending') return `pending ${bubble.pending.mode}`;
  const { direction, sentBy, from, assistant, draft } = bubble.message;
  // A draft is a card of its own, and what an assistant wrote does not join what a person wrote.
  if (draft !== undefined) return `draft ${bubble.id}`;
  return `${direction} ${assistant?.id ?? ''} ${sentBy ?? from ?? ''}`;
}

export type Tick = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** The tick of an outbound message; null for everything that carries none. */
export function findTick(bubble: Bubble): Tick | null {
  if (bubble.type === 'pending') return bubble.pending.state === 'failed' ? 'failed' : 'sending';
  const { direction, status, outcome } = bubble.message;
  if (direction !== 'outbound' || status === null) return null;
  if (outcome === 'unknown') return 'failed';
  return status === 'queued' ? 'sending' : status;
}

/**
 * The first of the inbound messages that the reader has not seen, counted from the newest.
 *
 * @param unreadCount inbound messages that nobody has read.
 * @returns its id, or null when nothing is unread or it lies before what has been loaded.
 */
export function findFirstUnread(messages: readonly Stored<Message>[], unreadCount: number): string | null {
  if (unreadCount <= 0) return null;
  const inbound = messages.filter(({ direction }) => direction === 'inbound');
  return inbound.at(-unreadCount)?.id ?? null;
}

/** A provider that has not answered by then is slow enough to speak of it. */
const SLOW_ANSWER_MS = 10_000;

/** When the provider's silence about a message becomes worth a sentence, in milliseconds; null when none is awaited. */
export function findSlowAt({
  direction,
  status,
  pendingSince,
}: Pick<Message, 'direction' | 'status' | 'pendingSince'>): number | null {
  if (direction !== 'outbound' || status !== 'queued' || pendingSince === undefined) return null;
  return pendingSince + SLOW_ANSWER_MS;
}

/** Reasons that stay true however often the same message is sent. */
const FINAL_REASONS = new Set<Reason | null>([
  'upload-type-refused',
  'upload-too-large',
  'empty-message',
  'too-long',
  'reply-target-missing',
]);

/** Whether sending a message of this device again can help; otherwise it can only be withdrawn. */
export function canRetryPending({ failure }: Pick<PendingMessage, 'failure'>): boolean {
  return failure === null || !FINAL_REASONS.has(failure.reason);
}

/** Newest first, as the query orders them: by the provider's time, then by ours. */
export function compareNewestFirst(a: Stored<Message>, b: Stored<Message>): number {
  return b.providerAt - a.providerAt || b.receivedAt - a.receivedAt;
}
