import type { Conversation } from '#contracts/collections/conversation.ts';
import { messageSchema, type ConversationEvent, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { db } from '../platform/admin.ts';
import { derivedId } from '../platform/ids.ts';

export function messageRef(companyId: string, conversationId: string, messageId: string) {
  return db().doc(paths.message(companyId, conversationId, messageId));
}

/** A stored message, or null. Costs one read. */
export async function readMessage(
  companyId: string,
  conversationId: string,
  messageId: string,
): Promise<Message | null> {
  const snapshot = await messageRef(companyId, conversationId, messageId).get();
  return snapshot.exists ? messageSchema.parse(snapshot.data()) : null;
}

/** The same provider message always gets the same id: a redelivery, however late, meets itself. */
export function inboundMessageId(accountKey: string, providerMessageId: string): string {
  return derivedId('message', accountKey, providerMessageId);
}

/** Where a message stands: fields that every kind of line has. */
export interface Placement {
  companyId: string;
  conversationId: string;
  ticketId: string;
  receivedAt: number;
}

export function inboundMessage(placement: Placement, event: InboundMessage): Message {
  return {
    ...placement,
    direction: 'inbound',
    public: true,
    kind: event.kind,
    text: event.text,
    media: event.media.map(({ kind, mimeType, name }) => ({
      kind,
      mimeType,
      name,
      size: null,
      path: null,
      state: 'pending',
    })),
    providerMessageId: event.providerMessageId,
    from: event.from,
    fromName: event.fromName,
    providerAt: event.providerAt ?? placement.receivedAt,
    sentBy: null,
    status: null,
    error: null,
    replyTo:
      event.replyToProviderId === null
        ? null
        : {
            messageId: null,
            providerMessageId: event.replyToProviderId,
            text: '',
            kind: 'text',
            direction: 'outbound',
          },
    location: event.location,
    contacts: event.contacts,
    interactive: event.interactive,
    referral: event.referral,
    forwarded: event.forwarded,
    optOut: event.optOut,
  };
}

/** A line that tells what happened to the conversation. */
export function eventMessage(placement: Placement, by: string | null, event: ConversationEvent): Message {
  return {
    ...placement,
    direction: 'event',
    public: false,
    kind: 'text',
    text: '',
    media: [],
    providerMessageId: null,
    from: null,
    fromName: null,
    providerAt: placement.receivedAt,
    sentBy: by,
    status: null,
    error: null,
    replyTo: null,
    event,
  };
}

/** Characters of a message that the inbox row shows. */
const PREVIEW_CHARACTERS = 160;

/** What the row shows of a message; a message never takes the row back in time. */
export function lastMessageAfter(
  current: Conversation['lastMessage'] | null,
  message: Pick<Message, 'text' | 'kind' | 'direction' | 'providerAt' | 'sentBy' | 'assistant'>,
): Conversation['lastMessage'] {
  if (current !== null && current.at > message.providerAt) return current;
  const { kind, direction, providerAt, sentBy, assistant } = message;
  return {
    text: Array.from(message.text).slice(0, PREVIEW_CHARACTERS).join(''),
    kind,
    direction,
    at: providerAt,
    ...(direction === 'outbound' && { sentBy }),
    ...(direction === 'outbound' && assistant !== undefined && { assistantType: assistant.type }),
  };
}
