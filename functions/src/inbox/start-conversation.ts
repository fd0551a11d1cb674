import type { Transaction } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { ConversationEvent } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel } from '../connections/channel-store.ts';
import { findRoute, routeIdOf, type KnownRoute } from '../connections/route-store.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { canonicalPhone, readPhone } from '../platform/phone.ts';
import { Refusal } from '../platform/refusal.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { decideAccept } from './decide-assignment.ts';
import type { Actor } from './decide-send.ts';
import { decideReopen } from './decide-ticket.ts';
import { findIdentity, identityIdOf } from './find-customer.ts';
import { eventMessage } from './message-store.ts';
import { introduce, writeNewcomer } from './new-conversation.ts';
import { newTicket } from './ticket.ts';

/** Runs after another delivery or member introduced the customer first. */
const MAX_RUNS = 3;

interface Start {
  companyId: string;
  channelId: string;
  route: KnownRoute;
  actor: Actor;
  address: string;
  phone: string | null;
  name: string | null;
  identityId: string;
}

/**
 * Opens the conversation with a number on a channel, or finds the one there is, and gives it to the caller.
 * @throws Refusal `phone-invalid`, `channel-not-configured`, `channel-disabled`, `conversation-taken`
 */
export async function startConversation(
  call: Call<'startConversation'>,
): Promise<{ conversationId: string }> {
  const start = await prepare(call);
  for (let run = 1; ; run += 1) {
    try {
      return await db().runTransaction((transaction) => open(transaction, start));
    } catch (error) {
      if (!isAlreadyExists(error) || run >= MAX_RUNS) throw error;
    }
  }
}

async function prepare({ companyId, uid, member, input }: Call<'startConversation'>): Promise<Start> {
  const channel = await findChannel(companyId, input.channelId);
  if (channel === null) throw new Refusal('channel-not-configured');
  if (channel.state === 'disabled') throw new Refusal('channel-disabled');
  const adapter = channelAdapters[channel.type];
  const route = await findRoute(routeIdOf(adapter.provider, channel.account, channel.address));
  if (route === null || route.companyId !== companyId) throw new Refusal('channel-not-configured');
  const e164 = readPhone(input.phone, route.country);
  if (e164 === null) throw new Refusal('phone-invalid', { field: 'phone' });
  const address = adapter.addressOf(e164);
  return {
    companyId,
    channelId: input.channelId,
    route,
    actor: { uid, role: member.role },
    address,
    phone: canonicalPhone(e164),
    name: input.name,
    identityId: identityIdOf(route.id, adapter.externalIdOf(address)),
  };
}

async function open(transaction: Transaction, start: Start): Promise<{ conversationId: string }> {
  const found = await findIdentity(transaction, start.companyId, [start.identityId]);
  if (found === null) return introduceAndOpen(transaction, start);
  const { conversationId } = found.identity;
  const ref = conversationRef(start.companyId, conversationId);
  const conversation = parseConversation(await transaction.get(ref));
  const at = now();
  const change =
    conversation.status === 'closed'
      ? decideReopen(conversation, start.actor, newTicket(at))
      : decideAccept(conversation, start.actor);
  if (change === null) return { conversationId };
  transaction.update(ref, { ...change.patch });
  const ticketId = (change.patch.ticket ?? conversation.ticket).id;
  writeEvent(transaction, start, { conversationId, ticketId, at }, change.event);
  return { conversationId };
}

async function introduceAndOpen(transaction: Transaction, start: Start): Promise<{ conversationId: string }> {
  const { companyId, channelId, route, actor, address, identityId } = start;
  const at = now();
  const newcomer = {
    companyId,
    channelId,
    identityIds: [identityId],
    address,
    phone: start.phone,
    name: start.name,
    consent: 'unknown' as const,
    at,
  };
  const introduction = await introduce(transaction, newcomer);
  const ticket = newTicket(at);
  const conversation: Conversation = {
    status: 'open',
    handler: 'human',
    queueId: route.queueId,
    assigneeId: actor.uid,
    kind: 'direct',
    clientId: introduction.clientId,
    client: { name: introduction.name, avatar: introduction.avatar, address },
    channelId,
    channelType: route.channelType,
    identityId,
    lastMessage: { text: '', kind: 'text', direction: 'event', at },
    inboundCount: 0,
    readCount: 0,
    unread: false,
    priority: 'medium',
    tags: [],
    windowEndsAt: null,
    waitingSince: null,
    ticket,
    consent: 'unknown',
    createdAt: at,
  };
  const conversationId = identityId;
  writeNewcomer(transaction, newcomer, introduction, { id: conversationId, data: conversation });
  writeEvent(
    transaction,
    start,
    { conversationId, ticketId: ticket.id, at },
    {
      type: 'started',
      by: actor.uid,
      ticketNumber: ticket.number,
    },
  );
  return { conversationId };
}

function writeEvent(
  transaction: Transaction,
  { companyId, actor }: Start,
  { conversationId, ticketId, at }: { conversationId: string; ticketId: string; at: number },
  event: ConversationEvent,
): void {
  const line = db().collection(paths.messages(companyId, conversationId)).doc();
  const placement = { companyId, conversationId, ticketId, receivedAt: at };
  transaction.create(line, eventMessage(placement, actor.uid, event));
}
