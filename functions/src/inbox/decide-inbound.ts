import type { Consent } from '#contracts/collections/client.ts';
import type { Conversation, OpenTicket } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import type { AssistantType } from '#contracts/automation.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { handlerOf, isHeldByAssistant, releaseFromAssistant } from './assistant-hold.ts';
import { lastMessageAfter } from './message-store.ts';

/** What a customer's message changes, and what else has to be told. */
export interface InboundDecision {
  patch: Partial<Conversation>;
  /** The episode that the message belongs to. */
  ticket: OpenTicket;
  /** Set where a closed conversation opens again. `continued`: the old episode goes on. */
  reopened: 'new-ticket' | 'continued' | null;
  /** A bot or an AI has to answer this message. */
  isForAssistant: boolean;
}

/** The bot or AI that takes a conversation's new episodes. */
export interface TakingAssistant {
  id: string;
  type: AssistantType;
}

interface Facts {
  message: Pick<Message, 'text' | 'kind' | 'direction' | 'providerAt' | 'sentBy' | 'from'>;
  optOut: InboundMessage['optOut'];
  /** A customer who writes within this time after closing continues the same episode; 0: never. */
  reopenWithinMs: number;
  /** Whoever held a closed conversation cannot take it back: disabled, or gone. */
  hasAssigneeLeft: boolean;
  /** The channel's queue, for an episode that begins. */
  queueId: string | null;
  newTicket: OpenTicket;
  /** Who answers by itself on the channel at this moment; null: people do. */
  assistant: TakingAssistant | null;
}

/**
 *   waiting, open ──message──▶ unchanged; open, but nobody's ──▶ waiting
 *   snoozed ──message──▶ open (has an assignee) or waiting
 *   closed ──message, in time──▶ as before closing, same ticket; waiting where its member has left
 *   closed ──message, later──▶ new ticket: open with the channel's assistant, or waiting in the channel's queue
 *
 * No bot or AI answers a message that opts in or out: where one still owed an answer, people go on.
 */
export function decideInbound(conversation: Conversation, facts: Facts): InboundDecision {
  const { message } = facts;
  const at = message.providerAt;
  const patch: Partial<Conversation> = {
    lastMessage: lastMessageAfter(conversation.lastMessage, message),
    inboundCount: conversation.inboundCount + 1,
    waitingSince: conversation.waitingSince ?? at,
    windowEndsAt: windowAfter(conversation.channelType, conversation.windowEndsAt, at),
  };
  // A draft answers what was written before it.
  if (typeof conversation.draftRunId === 'string') patch.draftRunId = null;
  const consent = decideConsent(conversation.consent, facts.optOut);
  if (consent !== conversation.consent) patch.consent = consent;
  if (message.from !== null && message.from !== conversation.client.address) {
    patch.client = { ...conversation.client, address: message.from };
  }
  if (conversation.status === 'closed')
    return settle(conversation, facts, reopen(conversation, facts, patch));
  const { status, handler, assigneeId, ticket } = conversation;
  if (status === 'snoozed') patch.status = assigneeId === null ? 'waiting' : 'open';
  if (status === 'open' && handler === 'none' && assigneeId === null) patch.status = 'waiting';
  return settle(conversation, facts, { patch, ticket, reopened: null });
}

/** What follows from who holds the conversation now. */
function settle(
  before: Conversation,
  { optOut }: Facts,
  decision: Omit<InboundDecision, 'isForAssistant'>,
): InboundDecision {
  const { patch } = decision;
  const after = { ...before, ...patch };
  if (!isHeldByAssistant(after)) {
    patch.unread = after.inboundCount > after.readCount;
    return { ...decision, isForAssistant: false };
  }
  if (optOut === undefined) return { ...decision, isForAssistant: true };
  const isOwed = decision.reopened === null && before.waitingSince !== null;
  if (isOwed) Object.assign(patch, releaseFromAssistant(after), { status: 'waiting', handler: 'none' });
  else patch.waitingSince = null;
  return { ...decision, isForAssistant: false };
}

function reopen(
  conversation: Conversation,
  facts: Facts,
  patch: Partial<Conversation>,
): Omit<InboundDecision, 'isForAssistant'> {
  const at = facts.message.providerAt;
  const { closedFrom, ...ticket } = conversation.ticket;
  const closedAt = ticket.closedAt ?? 0;
  const given = giveTo(facts.assistant, conversation.inboundCount);
  if (facts.reopenWithinMs > 0 && at - closedAt <= facts.reopenWithinMs) {
    const continued = { ...ticket, closedAt: null };
    const holder = facts.hasAssigneeLeft
      ? { ...WAITING, assigneeId: null }
      : continuedHolder(conversation, closedFrom?.handler ?? 'none', given);
    return {
      patch: { ...patch, ...holder, waitingSince: at, ticket: continued },
      ticket: continued,
      reopened: 'continued',
    };
  }
  return {
    patch: {
      ...patch,
      ...(given ?? WAITING),
      queueId: facts.queueId,
      assigneeId: null,
      waitingSince: at,
      ticket: facts.newTicket,
    },
    ticket: facts.newTicket,
    reopened: 'new-ticket',
  };
}

type Holder = Required<Pick<Conversation, 'status' | 'handler' | 'automation'>>;

const WAITING: Holder = { status: 'waiting', handler: 'none', automation: null };

/** An episode that goes on is its member's; an assistant gets it back only if it held it. */
function continuedHolder(
  { assigneeId }: Conversation,
  handler: Conversation['handler'],
  given: Holder | null,
): Holder {
  if (assigneeId !== null) return { status: 'open', handler: 'human', automation: null };
  if (isHeldByAssistant({ handler })) return given ?? WAITING;
  return { ...WAITING, handler };
}

/**
 * The conversation in the hands of an assistant that begins; null: there is none.
 * @param answeredCount inbound messages that it does not owe an answer to
 */
export function giveTo(assistant: TakingAssistant | null, answeredCount: number): Holder | null {
  if (assistant === null) return null;
  return {
    status: 'open',
    handler: handlerOf(assistant.type),
    automation: { assistantId: assistant.id, turns: 0, failedTurns: 0, answeredCount, bot: null },
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
