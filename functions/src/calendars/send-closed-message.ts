import type { Conversation } from '#contracts/collections/conversation.ts';
import type { HoursState } from '#contracts/hours/decide-hours.ts';
import { isHeldByAssistant } from '../inbox/assistant-hold.ts';
import { composeMessage } from '../inbox/compose-message.ts';
import { findObstacle } from '../inbox/decide-send.ts';
import {
  dispatchMessage,
  findOpenChannel,
  type OpenChannel,
  type QueuedMessage,
} from '../inbox/dispatch-message.ts';
import { lastMessageAfter } from '../inbox/message-store.ts';
import {
  commitMessages,
  readConversation,
  whileStale,
  type ReadConversation,
} from '../inbox/queue-messages.ts';
import type { DueEntry, JobOutcome } from '../outbox/job.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { log } from '../platform/log.ts';
import { openHours } from './hours-store.ts';
import { closedMessageId } from './inbound-hours.ts';

type DueMessage = DueEntry<'closed-message'>;

/**
 * Tells a customer that the company is closed. The message is stored as queued together with the entry's mark, so that
 * it is handed to the provider once; from there on it is settled like every message. Where it is no longer true or may
 * not be sent any more, nothing is.
 */
export async function sendClosedMessage(entry: DueMessage): Promise<JobOutcome> {
  const queued = await queue(entry);
  if (queued !== null) await dispatchMessage(queued.message, queued.channel);
  return { outcome: 'done' };
}

/** An entry with the conversation as it was read. */
interface Due {
  entry: DueMessage;
  read: ReadConversation;
}

async function queue(entry: DueMessage): Promise<{ message: QueuedMessage; channel: OpenChannel } | null> {
  const { companyId, job } = entry;
  const { conversationId } = job;
  const first = await readConversation(companyId, conversationId);
  const channel = await findOpenChannel(companyId, first.conversation.channelId);
  if (channel === null) return drop(entry, 'channel unusable');
  const hours = (await openHours(companyId, channel.channel.calendarId)).decide(null);
  if (isOver(hours, job.closedSince)) return drop(entry, 'period is over');
  try {
    const message = await whileStale(
      first,
      () => readConversation(companyId, conversationId),
      (read) => write({ entry, read }, channel),
    );
    return message === null ? null : { message, channel };
  } catch (error) {
    if (isAlreadyExists(error)) return drop(entry, 'sent by another run');
    throw error;
  }
}

async function write({ entry, read }: Due, { channel }: OpenChannel): Promise<QueuedMessage | null> {
  const { companyId, job } = entry;
  const { conversationId, text } = job;
  const { conversation } = read;
  const hindrance = findHindrance(conversation, now());
  if (hindrance !== null) return drop(entry, hindrance);
  const at = Math.max(now(), conversation.lastMessage.at);
  const words = { text, media: [], replyTo: null, sentBy: null };
  const message = composeMessage({ companyId, conversationId, conversation, at, ...words }, channel.address);
  const batch = db().batch();
  batch.update(db().doc(entry.path), { state: 'done', lastError: null });
  const [queued] = await commitMessages(batch, read, {
    // The customer still waits, and nobody has answered: only the row's last line changes.
    patch: { lastMessage: lastMessageAfter(conversation.lastMessage, message) },
    messages: [{ id: closedMessageId(conversationId, job.closedSince), message }],
  });
  return queued ?? null;
}

/**
 * Whether something has changed since the period began. That it is still open proves nothing: this instance's clock or
 * hours may be a little behind those of the one that took the customer's message.
 */
function isOver(hours: HoursState | null, closedSince: number): boolean {
  if (hours === null) return true;
  return hours.since === null ? hours.isOpen : hours.since > closedSince;
}

/** Why it is not sent after all; null: it is. */
function findHindrance(conversation: Conversation, at: number): string | null {
  const { status, waitingSince } = conversation;
  if (status === 'closed' || waitingSince === null) return 'answered meanwhile';
  if (isHeldByAssistant(conversation)) return 'answered by an assistant';
  return findObstacle(conversation, at)?.details.reason ?? null;
}

async function drop({ path, companyId, job }: DueMessage, reason: string): Promise<null> {
  const { conversationId } = job;
  log.info('closed message not sent', { companyId, conversationId, reason });
  await db().doc(path).update({ state: 'done', lastError: null });
  return null;
}
