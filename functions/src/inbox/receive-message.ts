import type { DocumentReference, Transaction } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import type { OutboxEntry } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import type { KnownRoute } from '../connections/route-store.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { decideConsent, decideInbound, windowAfter } from './decide-inbound.ts';
import { findIdentity, identityIdOf, type FoundIdentity } from './find-customer.ts';
import {
  eventMessage,
  inboundMessage,
  inboundMessageId,
  lastMessageAfter,
  messageRef,
} from './message-store.ts';
import { introduce, writeNewcomer } from './new-conversation.ts';
import { newTicket } from './ticket.ts';

/** Runs after a lost race; each loser sees what the winner wrote, so that a few are plenty. */
const MAX_RUNS = 5;
/** A hot conversation makes its messages queue up; none of them may be lost to impatience. */
const TRANSACTION = { maxAttempts: 20 };

/**
 * Stores one message of a customer, exactly once, in one transaction. A known conversation costs 2 reads and 2 writes, a
 * new customer at most 4 reads and 5 writes (1 more per alias), a redelivery no write. One write more where a closed
 * conversation opens again, consent changes, files have to be fetched, or an unknown payload is kept.
 * @returns `redelivered` where the message was there already
 */
export async function receiveMessage(
  route: KnownRoute,
  event: InboundMessage,
): Promise<'stored' | 'redelivered'> {
  for (let run = 0; run < MAX_RUNS; run += 1) {
    try {
      // Only the message itself proves a redelivery. Creating it needs no read; after a conflict, a look tells whether
      // it was the message that existed or a customer whom another delivery introduced in the meantime.
      const looksFirst = run > 0;
      return await db().runTransaction(
        (transaction) => store(transaction, route, event, looksFirst),
        TRANSACTION,
      );
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
  }
  throw new Error(`inbound message lost ${MAX_RUNS} races in a row`);
}

async function store(
  transaction: Transaction,
  route: KnownRoute,
  event: InboundMessage,
  looksFirst: boolean,
): Promise<'stored' | 'redelivered'> {
  const messageId = inboundMessageId(route.id, event.providerMessageId);
  const identityIds = [event.primaryId, ...event.aliases].map((id) => identityIdOf(route.id, id));
  const found = await findIdentity(transaction, route.companyId, identityIds);
  if (found === null) {
    await storeFirst(transaction, { route, event, messageId, identityIds });
    return 'stored';
  }
  const { conversationId } = found.identity;
  if (looksFirst) {
    const existing = await transaction.get(messageRef(route.companyId, conversationId, messageId));
    if (existing.exists) return 'redelivered';
  }
  await storeNext(transaction, { route, event, messageId, found });
  return 'stored';
}

/** A message of a customer who has a conversation. */
async function storeNext(
  transaction: Transaction,
  {
    route,
    event,
    messageId,
    found,
  }: { route: KnownRoute; event: InboundMessage; messageId: string; found: FoundIdentity },
): Promise<void> {
  const { companyId } = route;
  const { conversationId } = found.identity;
  const ref = conversationRef(companyId, conversationId);
  const conversation = parseConversation(await transaction.get(ref));
  const receivedAt = now();
  const message = inboundMessage(
    { companyId, conversationId, ticketId: conversation.ticket.id, receivedAt },
    event,
  );
  const decision = decideInbound(conversation, {
    message,
    optOut: event.optOut,
    reopenWithinMs: route.reopenWithinMs,
    queueId: route.queueId,
    newTicket: newTicket(message.providerAt),
  });
  message.ticketId = decision.ticket.id;
  writeMessage(transaction, { route, messageId, event }, message);
  transaction.update(ref, { ...decision.patch });
  writeReopening(transaction, decision, conversation, message);
  writeIdentityChanges(transaction, companyId, found, event, receivedAt);
}

function writeReopening(
  transaction: Transaction,
  decision: ReturnType<typeof decideInbound>,
  conversation: Conversation,
  { companyId, conversationId, providerAt }: Message,
): void {
  if (decision.reopened === null) return;
  const placement = { companyId, conversationId, ticketId: decision.ticket.id, receivedAt: providerAt - 1 };
  const line = eventMessage(placement, null, {
    type: decision.reopened === 'continued' ? 'reopened' : 'started',
    by: null,
    ticketNumber: decision.ticket.number,
  });
  transaction.create(newMessageRef(companyId, conversationId), line);
  // The episode goes on, so that its record of having ended goes away until it ends again.
  if (decision.reopened === 'continued') {
    transaction.delete(db().doc(paths.ticket(companyId, conversation.ticket.id)));
  }
}

function newMessageRef(companyId: string, conversationId: string): DocumentReference {
  return db().collection(paths.messages(companyId, conversationId)).doc();
}

/** A stronger id that was not known yet, another spelling of the address, and consent. */
function writeIdentityChanges(
  transaction: Transaction,
  companyId: string,
  { id, identity, missingIds }: FoundIdentity,
  event: InboundMessage,
  at: number,
): void {
  const consent = decideConsent(identity.consent, event.optOut);
  const isChanged = consent !== identity.consent || event.from !== identity.address;
  const current = {
    ...identity,
    address: event.from,
    consent,
    consentAt: consent === identity.consent ? identity.consentAt : at,
  };
  if (isChanged) transaction.set(db().doc(paths.identity(companyId, id)), current);
  for (const missingId of missingIds) {
    transaction.create(db().doc(paths.identity(companyId, missingId)), current);
  }
}

/** The first message of a customer on this account. */
async function storeFirst(
  transaction: Transaction,
  {
    route,
    event,
    messageId,
    identityIds,
  }: { route: KnownRoute; event: InboundMessage; messageId: string; identityIds: string[] },
): Promise<void> {
  const { companyId, channelId } = route;
  const receivedAt = now();
  const consent = decideConsent('unknown', event.optOut);
  const newcomer = {
    companyId,
    channelId,
    identityIds,
    address: event.from,
    phone: event.phone,
    name: event.fromName,
    consent,
    at: receivedAt,
  };
  const introduction = await introduce(transaction, newcomer);
  const [identityId = ''] = identityIds;
  const conversationId = identityId;
  const ticket = newTicket(event.providerAt ?? receivedAt);
  const message = inboundMessage({ companyId, conversationId, ticketId: ticket.id, receivedAt }, event);
  const conversation: Conversation = {
    status: 'waiting',
    handler: 'none',
    queueId: route.queueId,
    assigneeId: null,
    kind: 'direct',
    clientId: introduction.clientId,
    client: { name: introduction.name, avatar: introduction.avatar, address: event.from },
    channelId,
    channelType: route.channelType,
    identityId,
    lastMessage: lastMessageAfter(null, message),
    inboundCount: 1,
    readCount: 0,
    unread: true,
    priority: 'medium',
    tags: [],
    windowEndsAt: windowAfter(route.channelType, null, message.providerAt),
    waitingSince: message.providerAt,
    ticket,
    consent,
    createdAt: receivedAt,
  };
  writeNewcomer(transaction, newcomer, introduction, { id: conversationId, data: conversation });
  writeMessage(transaction, { route, messageId, event }, message);
}

/** The message, and with it what has to follow: files to fetch, and the payload of what we do not understand. */
function writeMessage(
  transaction: Transaction,
  { route, messageId, event }: { route: KnownRoute; messageId: string; event: InboundMessage },
  message: Message,
): void {
  const { companyId, channelId } = route;
  transaction.create(messageRef(companyId, message.conversationId, messageId), message);
  if (event.raw !== undefined) {
    transaction.create(db().doc(paths.rawPayload(companyId, messageId)), {
      raw: event.raw,
      at: message.receivedAt,
    });
  }
  if (event.media.length === 0) return;
  const entry: OutboxEntry = {
    companyId,
    job: {
      type: 'copy-media',
      channelId,
      conversationId: message.conversationId,
      messageId,
      media: event.media,
    },
    state: 'pending',
    attempts: 0,
    nextAttemptAt: message.receivedAt,
    lastError: null,
    createdAt: message.receivedAt,
  };
  transaction.create(db().doc(paths.outboxEntry(companyId, messageId)), entry);
}
