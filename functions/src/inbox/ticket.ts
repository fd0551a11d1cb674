import { randomInt } from 'node:crypto';
import type { Conversation, OpenTicket, Ticket } from '#contracts/collections/conversation.ts';
import { randomId } from '../platform/ids.ts';

/** Letters and digits that people do not mistake for each other when they read a number out. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A new episode, with the number that people quote: the day it began (UTC) and four letters. */
export function newTicket(openedAt: number): OpenTicket {
  const day = new Date(openedAt).toISOString().slice(0, 10).replaceAll('-', '');
  const letters = Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return { id: randomId(), number: `${day}-${letters}`, openedAt, firstResponseAt: null, closedAt: null };
}

/** The record of an episode that ends. */
export function closedTicket(
  conversationId: string,
  conversation: Conversation,
  closed: { at: number; by: string | null },
): Ticket {
  const { ticket, clientId, channelId, channelType, queueId, assigneeId } = conversation;
  return {
    number: ticket.number,
    conversationId,
    clientId,
    channelId,
    channelType,
    queueId,
    assigneeId,
    openedAt: ticket.openedAt,
    firstResponseAt: ticket.firstResponseAt,
    closedAt: closed.at,
    closedBy: closed.by,
  };
}
