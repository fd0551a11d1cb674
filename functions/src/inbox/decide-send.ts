import { CAPABILITIES } from '#contracts/channels.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { roleCan, type Role } from '#contracts/roles.ts';
import { Refusal } from '../platform/refusal.ts';

export interface Actor {
  uid: string;
  role: Role;
}

/** Whether a member may act on a conversation that somebody has taken. */
export function requireHold(conversation: Conversation, actor: Actor): void {
  const { assigneeId } = conversation;
  if (assigneeId === null || assigneeId === actor.uid || roleCan(actor.role, 'inbox.manageOthers')) return;
  throw new Refusal('conversation-not-yours');
}

/**
 * Whether a message may go to the customer now.
 * @throws Refusal that says what stands against it
 */
export function requireSendable(conversation: Conversation, actor: Actor, at: number): void {
  if (conversation.status === 'closed') throw new Refusal('conversation-closed');
  if (conversation.status !== 'open') throw new Refusal('conversation-not-open');
  requireHold(conversation, actor);
  const { serviceWindowMs } = CAPABILITIES[conversation.channelType];
  // Carriers block every message after STOP; on WhatsApp it ends campaigns, not a conversation that the customer leads.
  if (conversation.channelType === 'twilio_sms' && conversation.consent === 'opted_out') {
    throw new Refusal('opted-out');
  }
  if (serviceWindowMs !== null && (conversation.windowEndsAt ?? 0) <= at) {
    const { windowEndsAt } = conversation;
    throw new Refusal('window-closed', windowEndsAt === null ? {} : { values: { windowEndsAt } });
  }
}

/** @throws Refusal where text and files do not fit what is to be written */
export function requireContent(
  content: { type: 'message' | 'note'; text: string; uploadCount: number },
  channelType: Conversation['channelType'],
): void {
  if (content.text.trim() === '' && content.uploadCount === 0) throw new Refusal('empty-message');
  const isNote = content.type === 'note';
  const capabilities = CAPABILITIES[channelType];
  const limit = isNote ? LIMITS.noteCharacters : capabilities.textCharacters;
  if (content.text.length > limit) throw new Refusal('too-long', { field: 'text', values: { limit } });
  const files = isNote ? LIMITS.uploadsPerMessage : capabilities.mediaPerMessage;
  if (content.uploadCount > files)
    throw new Refusal('limit-reached', { field: 'uploads', values: { limit: files } });
}

/** What a message to the customer changes in its row: the agent has read what there was, and it is the customer's turn. */
export function decideAfterSend(
  conversation: Conversation,
  lastMessage: Conversation['lastMessage'],
  at: number,
): Partial<Conversation> {
  const { ticket } = conversation;
  return {
    lastMessage,
    readCount: conversation.inboundCount,
    unread: false,
    waitingSince: null,
    ...(ticket.firstResponseAt === null ? { ticket: { ...ticket, firstResponseAt: at } } : {}),
  };
}
