import { CAPABILITIES } from '#contracts/channels.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { roleCan, type Role } from '#contracts/roles.ts';
import { Refusal } from '../platform/refusal.ts';
import { isHeldByAssistant } from './assistant-hold.ts';

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
 * Whether a member may send a message to the customer now.
 * @throws Refusal that says what stands against it
 */
export function requireSendable(conversation: Conversation, actor: Actor, at: number): void {
  if (conversation.status === 'closed') throw new Refusal('conversation-closed');
  if (conversation.status !== 'open') throw new Refusal('conversation-not-open');
  requireHold(conversation, actor);
  const obstacle = findObstacle(conversation, at);
  if (obstacle !== null) throw obstacle;
}

/** What keeps every message from this customer, whoever writes it; null: nothing. */
export function findObstacle(conversation: Conversation, at: number): Refusal | null {
  const { serviceWindowMs } = CAPABILITIES[conversation.channelType];
  // Carriers block every message after STOP; on WhatsApp it ends campaigns, not a conversation that the customer leads.
  if (conversation.channelType === 'twilio_sms' && conversation.consent === 'opted_out') {
    return new Refusal('opted-out');
  }
  if (serviceWindowMs !== null && (conversation.windowEndsAt ?? 0) <= at) {
    const { windowEndsAt } = conversation;
    return new Refusal('window-closed', windowEndsAt === null ? {} : { values: { windowEndsAt } });
  }
  return null;
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

/**
 * What a member's message changes in the row: they have read what there was, and it is the customer's turn. Whoever writes
 * where a bot or an AI answers takes the conversation over.
 */
export function decideAfterSend(
  conversation: Conversation,
  uid: string,
  lastMessage: Conversation['lastMessage'],
  at: number,
): Partial<Conversation> {
  const takeOver: Partial<Conversation> = isHeldByAssistant(conversation)
    ? { handler: 'human', assigneeId: uid, automation: null }
    : {};
  return {
    ...decideAfterAnswer(conversation, lastMessage, at),
    readCount: conversation.inboundCount,
    unread: false,
    ...takeOver,
  };
}

/** What every message to the customer changes in the row, whoever wrote it. */
export function decideAfterAnswer(
  { ticket }: Conversation,
  lastMessage: Conversation['lastMessage'],
  at: number,
): Partial<Conversation> {
  return {
    lastMessage,
    waitingSince: null,
    ...(ticket.firstResponseAt === null ? { ticket: { ...ticket, firstResponseAt: at } } : {}),
  };
}
