import type { Transaction } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Route } from '#contracts/collections/channel.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { findQueue, firstInUse } from '../company/queue-in-use.ts';
import { findTaxonomy } from '../company/read-taxonomy.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { now } from '../platform/clock.ts';
import { derivedId } from '../platform/ids.ts';
import { decideClosedNotice, type ClosedNotice } from './decide-closed-notice.ts';
import { decideOpenQueue } from './decide-open-queue.ts';
import { openHours } from './hours-store.ts';

/**
 * The queue in which a new episode on this channel begins now; null: in none. Reads what this instance does not know yet.
 */
export async function findOpenQueue({ companyId, queueId }: Route): Promise<string | null> {
  if (queueId === null) return null;
  const { queues } = await findTaxonomy(companyId);
  const inUse = firstInUse(queues, [queueId]);
  // The usual case asks for no hours.
  if (inUse === null || (findQueue(queues, inUse)?.closedQueueId ?? null) === null) return inUse;
  const hours = await openHours(companyId, null);
  return decideOpenQueue(queues, queueId, hours.isOpen);
}

/** What the customer is told because the channel is closed; null: nothing. Reads calendars at most once a minute. */
export async function findClosedNotice(
  { companyId, calendarId, closedMessage }: Route,
  { before, after }: { before: Conversation | null; after: Conversation },
  optOut: InboundMessage['optOut'],
): Promise<ClosedNotice | null> {
  // STOP, START and HELP speak to the carrier, which answers them itself.
  if ((closedMessage ?? '') === '' || optOut !== undefined) return null;
  const hours = (await openHours(companyId, calendarId)).decide(null);
  return decideClosedNotice(after, { closedMessage, hours, before });
}

/** Notes that the customer is to be told, if there is anything to say, in the transaction that sets the conversation's `closedNoticeAt`. */
export function addClosedNotice(
  transaction: Transaction,
  companyId: string,
  conversationId: string,
  { text, closedSince }: ClosedNotice,
): void {
  if (text === null) return;
  addOutboxEntry(transaction, {
    companyId,
    id: closedMessageId(conversationId, closedSince),
    at: now(),
    job: { type: 'closed-message', conversationId, text, closedSince },
  });
}

/** Of the work and of its message: one for each conversation and closed period. */
export function closedMessageId(conversationId: string, closedSince: number): string {
  return derivedId('closed-message', conversationId, String(closedSince));
}
