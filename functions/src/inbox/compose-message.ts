import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { now } from '../platform/clock.ts';
import { randomId } from '../platform/ids.ts';

/** What somebody of the company writes: a member, or a bot or an AI. */
export interface Composition extends Pick<Message, 'text' | 'media' | 'replyTo' | 'sentBy' | 'assistant'> {
  companyId: string;
  conversationId: string;
  conversation: Pick<Conversation, 'ticket'>;
  /** Its place in the conversation. */
  at: number;
}

/** A message that is stored before it is handed to the provider. */
export type Queued = Message & { attemptId: string; pendingSince: number };

/** A message to the customer, ready to be stored as queued: its first attempt begins now. */
export function composeMessage(composition: Composition, from: string): Queued {
  return {
    ...composed(composition),
    direction: 'outbound',
    public: true,
    from,
    status: 'queued',
    // Since when it waits is this moment, whatever time the conversation's last message claims.
    pendingSince: now(),
    attemptId: randomId(),
  };
}

/** A note for members only. */
export function composeNote(composition: Composition): Message {
  return { ...composed(composition), direction: 'note', public: false, from: null, status: null };
}

function composed(composition: Composition): Omit<Message, 'direction' | 'public' | 'from' | 'status'> {
  const { conversation, at, ...content } = composition;
  return {
    ...content,
    kind: content.media[0]?.kind ?? 'text',
    providerMessageId: null,
    fromName: null,
    providerAt: at,
    receivedAt: at,
    ticketId: conversation.ticket.id,
    error: null,
  };
}
