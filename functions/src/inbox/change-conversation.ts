import type { Conversation } from '#contracts/collections/conversation.ts';
import type { ConversationEvent } from '#contracts/collections/message.ts';
import type { OutboxJob } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { randomId } from '../platform/ids.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { eventMessage } from './message-store.ts';
import { closedTicket } from './ticket.ts';

/** What an action changes, and the line that tells of it. */
export interface Change {
  patch: Partial<Conversation>;
  event: ConversationEvent;
  /** Keeps the record of the episode that ends with this change. */
  closes?: boolean;
  /** Drops the record of an episode that has not ended after all. */
  removesTicketId?: string;
  /** Work that follows. */
  follows?: OutboxJob;
}

/**
 * Applies a decision to a conversation in one transaction: one read, then the conversation, the line that tells of it,
 * and the ticket's record where an episode ends. Null from `decide` changes nothing.
 * @param action.by the member who acts; null: the system
 * @returns the conversation as it is afterwards
 * @throws Refusal `not-found`, or what `decide` throws
 */
export function changeConversation(
  action: { companyId: string; conversationId: string; by: string | null },
  decide: (conversation: Conversation, at: number) => Change | null,
): Promise<Conversation> {
  const { companyId, conversationId, by } = action;
  const ref = conversationRef(companyId, conversationId);
  return db().runTransaction(async (transaction) => {
    const conversation = parseConversation(await transaction.get(ref));
    const at = now();
    const change = decide(conversation, at);
    if (change === null) return conversation;
    const changed: Conversation = { ...conversation, ...change.patch };
    transaction.update(ref, { ...change.patch });
    const placement = { companyId, conversationId, ticketId: changed.ticket.id, receivedAt: at };
    const line = db().collection(paths.messages(companyId, conversationId)).doc();
    transaction.create(line, eventMessage(placement, by, change.event));
    if (change.closes === true) {
      const ticket = db().doc(paths.ticket(companyId, changed.ticket.id));
      transaction.set(ticket, closedTicket(conversationId, conversation, { at, by }));
    }
    if (change.removesTicketId !== undefined) {
      transaction.delete(db().doc(paths.ticket(companyId, change.removesTicketId)));
    }
    if (change.follows !== undefined) {
      addOutboxEntry(transaction, { companyId, id: randomId(), at, job: change.follows });
    }
    return changed;
  });
}
