import type { Conversation, OpenTicket } from '#contracts/collections/conversation.ts';
import { Refusal } from '../platform/refusal.ts';
import { isHeldByAssistant, releaseFromAssistant } from './assistant-hold.ts';
import type { Change } from './change-conversation.ts';
import { requireHold, type Actor } from './decide-send.ts';

/** Ends the current episode. Null: it has ended already. */
export function decideClose(conversation: Conversation, actor: Actor, at: number): Change | null {
  if (conversation.status === 'closed') return null;
  requireHold(conversation, actor);
  return closing(conversation, actor.uid, at);
}

/**
 * Ends the episode. What an assistant knows of it stays, so that the close can be taken back.
 * @param by null: a bot, an AI or the system
 */
export function closing(conversation: Conversation, by: string | null, at: number): Change {
  const { status, handler, waitingSince, ticket } = conversation;
  return {
    patch: {
      status: 'closed',
      handler: 'none',
      waitingSince: null,
      ticket: { ...ticket, closedAt: at, closedFrom: { status, handler, waitingSince } },
    },
    event: { type: 'closed', by, ticketNumber: ticket.number },
    closes: true,
  };
}

/**
 * Takes a close back as if it had not been. The customer may have written since: then there is nothing to take back.
 * Where an assistant still owed an answer, that work has ended with the close: people go on.
 * @throws Refusal `nothing-to-undo`
 */
export function decideUndoClose(conversation: Conversation, actor: Actor, ticketId: string): Change {
  const { closedFrom, ...ticket } = conversation.ticket;
  if (conversation.status !== 'closed' || ticket.id !== ticketId || closedFrom === undefined) {
    throw new Refusal('nothing-to-undo');
  }
  requireHold(conversation, actor);
  const before = { ...conversation, ...closedFrom };
  const isOwedByAssistant = isHeldByAssistant(before) && before.waitingSince !== null;
  return {
    patch: {
      ...closedFrom,
      ...(isOwedByAssistant
        ? { ...releaseFromAssistant(before), status: 'waiting', handler: 'none', assigneeId: null }
        : {}),
      ticket: { ...ticket, closedAt: null },
    },
    event: { type: 'reopened', by: actor.uid, ticketNumber: ticket.number },
    removesTicketId: ticket.id,
  };
}

/** Opens a closed conversation with a new episode, held by whoever opens it. Null: it is open. */
export function decideReopen(conversation: Conversation, actor: Actor, newTicket: OpenTicket): Change | null {
  if (conversation.status !== 'closed') return null;
  return {
    patch: {
      status: 'open',
      handler: 'human',
      assigneeId: actor.uid,
      waitingSince: null,
      automation: null,
      ticket: newTicket,
    },
    event: { type: 'reopened', by: actor.uid, ticketNumber: newTicket.number },
  };
}
