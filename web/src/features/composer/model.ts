import { CAPABILITIES } from '#contracts/channels.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS, UPLOAD_TYPES } from '#contracts/limits.ts';

export type ComposerMode = 'message' | 'note';

/** Why nobody can reply here now. `at` is the time that the sentence names, in milliseconds. */
export type ReplyBlock =
  | { type: 'accept-first' }
  | { type: 'closed' }
  | { type: 'not-yours'; assigneeId: string }
  | { type: 'window-closed'; at: number }
  | { type: 'window-never' }
  | { type: 'opted-out' };

interface Writer {
  uid: string;
  /** May act on conversations of others. */
  managesOthers: boolean;
}

/**
 * Whether a reply is possible, before anybody has typed it in vain. The server decides again and decides last. A note
 * is always possible.
 *
 * @returns the first reason against it, or null.
 */
export function findReplyBlock(
  conversation: Pick<Conversation, 'status' | 'assigneeId' | 'channelType' | 'windowEndsAt' | 'consent'>,
  writer: Writer,
  nowMs: number,
): ReplyBlock | null {
  if (conversation.status === 'waiting') return { type: 'accept-first' };
  if (conversation.status === 'closed') return { type: 'closed' };
  if (conversation.assigneeId !== null && conversation.assigneeId !== writer.uid && !writer.managesOthers) {
    return { type: 'not-yours', assigneeId: conversation.assigneeId };
  }
  // A WhatsApp customer who opted out of campaigns may still lead a conversation; on SMS the carrier blocks it.
  if (conversation.consent === 'opted_out' && conversation.channelType === 'twilio_sms')
    return { type: 'opted-out' };
  const windowMs = CAPABILITIES[conversation.channelType].serviceWindowMs;
  if (windowMs === null) return null;
  if (conversation.windowEndsAt === null) return { type: 'window-never' };
  return conversation.windowEndsAt <= nowMs
    ? { type: 'window-closed', at: conversation.windowEndsAt - windowMs }
    : null;
}

/** Whether a bot or an AI answers in the conversation: whoever writes takes it over. */
export function isHeld({ handler }: Pick<Conversation, 'handler'>): boolean {
  return handler === 'bot' || handler === 'ai';
}

export type FileRefusal =
  | { type: 'type'; name: string }
  | { type: 'size'; name: string; limitBytes: number }
  | { type: 'empty'; name: string }
  | { type: 'count'; limit: number };

interface FileLike {
  name: string;
  type: string;
  size: number;
}

/** Sorts chosen files into those that the channel can carry and what is said about the others. */
export function sortFiles<File extends FileLike>(
  chosen: readonly File[],
  attachedCount: number,
  channelType: Conversation['channelType'],
  mode: ComposerMode,
): { accepted: File[]; refused: FileRefusal[] } {
  const capabilities = CAPABILITIES[channelType];
  const limitBytes =
    mode === 'note' ? LIMITS.uploadBytes : Math.min(capabilities.mediaBytes, LIMITS.uploadBytes);
  // Several files become several messages of the channel, in order; the contract bounds one sending.
  const limit = LIMITS.uploadsPerMessage;
  const accepted: File[] = [];
  const refused: FileRefusal[] = [];
  for (const file of chosen) {
    if (!isUploadType(file.type)) refused.push({ type: 'type', name: file.name });
    else if (file.size === 0) refused.push({ type: 'empty', name: file.name });
    else if (file.size > limitBytes) refused.push({ type: 'size', name: file.name, limitBytes });
    else if (attachedCount + accepted.length >= limit) refused.push({ type: 'count', limit });
    else accepted.push(file);
  }
  return { accepted, refused };
}

function isUploadType(type: string): boolean {
  return UPLOAD_TYPES.some((known) => known === type.split(';')[0]);
}

/**
 * Cuts what a person sends at once into what the channel carries in one message each; the text goes with the first.
 *
 * @returns at least one part.
 */
export function splitForChannel<File>(
  text: string,
  files: readonly File[],
  channelType: Conversation['channelType'],
  mode: ComposerMode,
): { text: string; files: File[] }[] {
  const perMessage = mode === 'note' ? LIMITS.uploadsPerMessage : CAPABILITIES[channelType].mediaPerMessage;
  const parts = [{ text, files: files.slice(0, perMessage) }];
  for (let start = perMessage; start < files.length; start += perMessage) {
    parts.push({ text: '', files: files.slice(start, start + perMessage) });
  }
  return parts;
}
