import type { Consent } from '#contracts/collections/client.ts';
import type { Conversation, OpenTicket } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { lastMessageAfter } from './message-store.ts';

/** What a customer's message changes, and what else has to be told. */
export interface InboundDecision {
  patch: Partial<Conversation>;
  /** The episode that the message belongs to. */
  ticket: OpenTicket;
  /** Set where a closed conversation opens again. `continued`: the old episode goes on. */
  reopened: 'new-ticket' | 'continued' | null;
}

interface Facts {
  message: Pick<Message, 'text' | 'kind' | 'direction' | 'providerAt' | 'from'>;
  optOut: InboundMessage['optOut'];
  /** A customer who writes within this time after closing continues the same episode; 0: never. */
  reopenWithinMs: number;
  /** The channel's queue, for an episode that begins. */
  queueId: string | null;
  newTicket: OpenTicket;
}

/**
 *   waiting, open ──message──▶ unchanged
 *   snoozed ──message──▶ open (has an assignee) or waiting
 *   closed ──message, in time──▶ as before closing, same ticket
 *   closed ──message, later──▶ waiting in the channel's queue, new ticket
 */
export function decideInbound(conversation: Conversation, facts: Facts): InboundDecision {
  const { message } = facts;
  const at = message.providerAt;
  const inboundCount = conversation.inboundCount + 1;
  const patch: Partial<Conversation> = {
    lastMessage: lastMessageAfter(conversation.lastMessage, message),
    inboundCount,
    unread: inboundCount > conversation.readCount,
    waitingSince: conversation.waitingSince ?? at,
    windowEndsAt: windowAfter(conversation.channelType, conversation.windowEndsAt, at),
  };
  const consent = decideConsent(conversation.consent, facts.optOut);
  if (consent !== conversation.consent) patch.consent = consent;
  if (message.from !== null && message.from !== conversation.client.address) {
    patch.client = { ...conversation.client, address: message.from };
  }
  if (conversation.status === 'snoozed') patch.status = conversation.assigneeId === null ? 'waiting' : 'open';
  if (conversation.status !== 'closed') return { patch, ticket: conversation.ticket, reopened: null };
  return reopen(conversation, facts, patch);
}

function reopen(conversation: Conversation, facts: Facts, patch: Partial<Conversation>): InboundDecision {
  const at = facts.message.providerAt;
  const { closedFrom, ...ticket } = conversation.ticket;
  const closedAt = ticket.closedAt ?? 0;
  if (facts.reopenWithinMs > 0 && at - closedAt <= facts.reopenWithinMs) {
    const continued = { ...ticket, closedAt: null };
    const isAssigned = conversation.assigneeId !== null;
    return {
      patch: {
        ...patch,
        status: isAssigned ? 'open' : 'waiting',
        handler: isAssigned ? 'human' : (closedFrom?.handler ?? 'none'),
        waitingSince: at,
        ticket: continued,
      },
      ticket: continued,
      reopened: 'continued',
    };
  }
  return {
    patch: {
      ...patch,
      status: 'waiting',
      handler: 'none',
      queueId: facts.queueId,
      assigneeId: null,
      waitingSince: at,
      ticket: facts.newTicket,
    },
    ticket: facts.newTicket,
    reopened: 'new-ticket',
  };
}

/** Help and ordinary messages change nothing. */
export function decideConsent(current: Consent, optOut: InboundMessage['optOut']): Consent {
  if (optOut === 'stop') return 'opted_out';
  if (optOut === 'start') return 'opted_in';
  return current;
}

/** When the service window closes after a customer's message; a late delivery never shortens it. */
export function windowAfter(
  channelType: Conversation['channelType'],
  current: number | null,
  at: number,
): number | null {
  const { serviceWindowMs } = CAPABILITIES[channelType];
  return serviceWindowMs === null ? null : Math.max(current ?? 0, at + serviceWindowMs);
}
