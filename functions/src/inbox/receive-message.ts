import type { DocumentReference, Transaction } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { findLiveAssistant } from '../automation/find-live.ts';
import { addClosedNotice, findClosedNotice, findOpenQueue } from '../calendars/inbound-hours.ts';
import type { KnownRoute } from '../connections/route-store.ts';
import { readMember } from '../people/member-store.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { addAnswerEntry } from '../outbox/add-answer-entry.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { decideConsent, decideInbound, giveTo, windowAfter, type TakingAssistant } from './decide-inbound.ts';
import { findIdentity, identityIdOf, type FoundIdentity } from './find-customer.ts';
import {
  eventMessage,
  inboundMessage,
  inboundMessageId,
  lastMessageAfter,
  messageRef,
} from './message-store.ts';
import { introduce, writeNewcomer } from './new-conversation.ts';
import { overtakeDraft } from './overtake-draft.ts';
import { newTicket } from './ticket.ts';

/** Runs after a lost race; each loser sees what the winner wrote, so that a few are plenty. */
const MAX_RUNS = 5;
/** A hot conversation makes its messages queue up; none of them may be lost to impatience. */
const TRANSACTION = { maxAttempts: 20 };

/**
 * Stores one message of a customer, exactly once, in one transaction. A known conversation costs 2 reads and 2 writes, a
 * new customer at most 4 reads and 5 writes (1 more per alias), a redelivery no write. One write more where a closed
 * conversation opens again, consent changes, files have to be fetched, a bot or an AI answers, an unknown payload is
 * kept, a draft is overtaken, or the customer is told that the company is closed. One read more where the closed
 * conversation was a member's.
 * @returns `redelivered` where the message was there already
 */
export async function receiveMessage(
  route: KnownRoute,
  event: InboundMessage,
): Promise<'stored' | 'redelivered'> {
  const assistant = await findLiveAssistant(route.companyId, route);
  const delivery = { route, event, assistant };
  for (let run = 0; run < MAX_RUNS; run += 1) {
    try {
      // Only the message itself proves a redelivery. Creating it needs no read; after a conflict, a look tells whether
      // it was the message that existed or a customer whom another delivery introduced in the meantime.
      const looksFirst = run > 0;
      return await db().runTransaction(
        (transaction) => store(transaction, delivery, looksFirst),
        TRANSACTION,
      );
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
  }
  throw new Error(`inbound message lost ${MAX_RUNS} races in a row`);
}

/** A customer's message on its way in. */
interface Delivery {
  route: KnownRoute;
  event: InboundMessage;
  /** Who answers by itself on the channel at this moment. */
  assistant: TakingAssistant | null;
}

async function store(
  transaction: Transaction,
  delivery: Delivery,
  looksFirst: boolean,
): Promise<'stored' | 'redelivered'> {
  const { route, event } = delivery;
  const messageId = inboundMessageId(route.id, event.providerMessageId);
  const identityIds = [event.primaryId, ...event.aliases].map((id) => identityIdOf(route.id, id));
  const found = await findIdentity(transaction, route.companyId, identityIds);
  if (found === null) {
    await storeFirst(transaction, { ...delivery, messageId, identityIds });
    return 'stored';
  }
  const { conversationId } = found.identity;
  if (looksFirst) {
    const existing = await transaction.get(messageRef(route.companyId, conversationId, messageId));
    if (existing.exists) return 'redelivered';
  }
  await storeNext(transaction, { ...delivery, messageId, found });
  return 'stored';
}

/** A message of a customer who has a conversation. */
async function storeNext(
  transaction: Transaction,
  { route, event, assistant, messageId, found }: Delivery & { messageId: string; found: FoundIdentity },
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
    hasAssigneeLeft: await hasAssigneeLeft(route, conversation),
    queueId: conversation.status === 'closed' ? await findOpenQueue(route) : route.queueId,
    newTicket: newTicket(message.providerAt),
    assistant,
  });
  message.ticketId = decision.ticket.id;
  const answers = decision.isForAssistant ? { inboundCount: conversation.inboundCount + 1 } : null;
  const after = { ...conversation, ...decision.patch };
  const notice = await findClosedNotice(route, { before: conversation, after }, event.optOut);
  if (notice !== null) {
    decision.patch.closedNoticeAt = notice.closedSince;
    addClosedNotice(transaction, companyId, conversationId, notice);
  }
  writeMessage(transaction, { route, messageId, event, answers }, message);
  overtakeDraft(transaction, companyId, conversation);
  transaction.update(ref, { ...decision.patch });
  writeReopening(transaction, decision, conversation, message);
  writeIdentityChanges(transaction, companyId, found, event, receivedAt);
}

async function hasAssigneeLeft(
  { companyId, reopenWithinMs }: KnownRoute,
  { status, assigneeId }: Conversation,
): Promise<boolean> {
  if (status !== 'closed' || reopenWithinMs === 0 || assigneeId === null) return false;
  return (await readMember(companyId, assigneeId))?.active !== true;
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
    assistant,
    messageId,
    identityIds,
  }: Delivery & { messageId: string; identityIds: string[] },
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
  const isForAssistant = assistant !== null && event.optOut === undefined;
  const conversation: Conversation = {
    status: 'waiting',
    handler: 'none',
    ...giveTo(assistant, isForAssistant ? 0 : 1),
    queueId: await findOpenQueue(route),
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
    unread: assistant === null,
    priority: 'medium',
    tags: [],
    windowEndsAt: windowAfter(route.channelType, null, message.providerAt),
    waitingSince: assistant === null || isForAssistant ? message.providerAt : null,
    ticket,
    consent,
    createdAt: receivedAt,
  };
  const notice = await findClosedNotice(route, { before: null, after: conversation }, event.optOut);
  if (notice !== null) {
    conversation.closedNoticeAt = notice.closedSince;
    addClosedNotice(transaction, companyId, conversationId, notice);
  }
  writeNewcomer(transaction, newcomer, introduction, { id: conversationId, data: conversation });
  const answers = isForAssistant ? { inboundCount: 1 } : null;
  writeMessage(transaction, { route, messageId, event, answers }, message);
}

interface Arrival extends Pick<Delivery, 'route' | 'event'> {
  messageId: string;
  /** Set where a bot or an AI has to answer. */
  answers: { inboundCount: number } | null;
}

/** The message, and with it what has to follow: files to fetch, an answer, the payload of what we do not understand. */
function writeMessage(transaction: Transaction, arrival: Arrival, message: Message): void {
  const { route, messageId, event, answers } = arrival;
  const { companyId, channelId } = route;
  const { conversationId, receivedAt: at } = message;
  transaction.create(messageRef(companyId, conversationId, messageId), message);
  if (event.raw !== undefined) {
    transaction.create(db().doc(paths.rawPayload(companyId, messageId)), { raw: event.raw, at });
  }
  if (event.media.length > 0) {
    const files = { channelId, conversationId, messageId, media: event.media };
    addOutboxEntry(transaction, {
      companyId,
      id: messageId,
      at,
      job: { type: 'copy-media', ...files, answers },
    });
  } else if (answers !== null) {
    addAnswerEntry(transaction, { companyId, conversationId, messageId, at, ...answers });
  }
}
