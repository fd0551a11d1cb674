import type { Conversation, OpenTicket } from '#contracts/collections/conversation.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Change } from './change-conversation.ts';
import { requireHold, type Actor } from './decide-send.ts';

/** Ends the current episode. Null: it has ended already. */
export function decideClose(conversation: Conversation, actor: Actor, at: number): Change | null {
  const { status, handler, waitingSince, ticket } = conversation;
  if (status === 'closed') return null;
  requireHold(conversation, actor);
  return {
    patch: {
      status: 'closed',
      handler: 'none',
      waitingSince: null,
      ticket: { ...ticket, closedAt: at, closedFrom: { status, handler, waitingSince } },
    },
    event: { type: 'closed', by: actor.uid, ticketNumber: ticket.number },
    closes: true,
  };
}

/**
 * Takes a close back as if it had not been. The customer may have written since: then there is nothing to take back.
 * @throws Refusal `nothing-to-undo`
 */
export function decideUndoClose(conversation: Conversation, actor: Actor, ticketId: string): Change {
  const { closedFrom, ...ticket } = conversation.ticket;
  if (conversation.status !== 'closed' || ticket.id !== ticketId || closedFrom === undefined) {
    throw new Refusal('nothing-to-undo');
  }
  requireHold(conversation, actor);
  return {
    patch: { ...closedFrom, ticket: { ...ticket, closedAt: null } },
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
      ticket: newTicket,
    },
    event: { type: 'reopened', by: actor.uid, ticketNumber: newTicket.number },
  };
}
