import type { CallableOutput } from '#contracts/callables/index.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Media, Message } from '#contracts/collections/message.ts';
import { LIMITS } from '#contracts/limits.ts';
import { discardUploads, storeUploads } from '../media/store-upload.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { Refusal } from '../platform/refusal.ts';
import { composeMessage, composeNote, type Composition } from './compose-message.ts';
import { decideAfterSend, requireContent, requireSendable } from './decide-send.ts';
import { dispatchMessage, openChannel, type QueuedMessage } from './dispatch-message.ts';
import { lastMessageAfter, messageRef, readMessage } from './message-store.ts';
import { commitMessages, readConversation, whileStale, type ReadConversation } from './queue-messages.ts';

type SendCall = Call<'sendMessage'>;
type SendAnswer = CallableOutput<'sendMessage'>;

/**
 * Sends a message to the customer, or stores a note. Reads the member and the conversation, writes the message with the
 * conversation, then the provider's answer: 2 reads and 3 writes, and a read for a quote.
 */
export async function sendMessage(call: SendCall): Promise<SendAnswer> {
  const { companyId, input } = call;
  try {
    return await sendOnce(call);
  } catch (error) {
    if (!(error instanceof Refusal) && !isAlreadyExists(error)) throw error;
    // The same call again, perhaps after the conversation moved on: the first one's state is the answer.
    const sent = await readMessage(companyId, input.conversationId, input.clientMessageId);
    if (sent?.sentBy === call.uid) return { messageId: input.clientMessageId, status: sent.status };
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-input', { field: 'clientMessageId' }); // the id of somebody else's message
  }
}

async function sendOnce(call: SendCall): Promise<SendAnswer> {
  const { companyId, input } = call;
  const first = await readConversation(companyId, input.conversationId);
  const { conversation } = first;
  const content = { type: input.type, text: input.text, uploadCount: input.uploads.length };
  requireContent(content, conversation.channelType);
  if (input.type === 'note') return storeNote(call, conversation);

  requireSendable(conversation, { uid: call.uid, role: call.member.role }, now());
  const channel = await openChannel(companyId, conversation.channelId);
  const [media, replyTo] = await Promise.all([storeMedia(call, conversation), readReplyTarget(call)]);
  const queued = await queueMessage(call, { first, media, replyTo, from: channel.channel.address });
  const status = await dispatchMessage(queued, channel);
  if (input.uploads.length > 0) await discardUploads(input.uploads);
  return { messageId: input.clientMessageId, status };
}

function storeMedia(call: SendCall, conversation: Conversation): Promise<Media[]> {
  const { companyId, uid, input } = call;
  const maxBytes =
    input.type === 'note' ? LIMITS.uploadBytes : CAPABILITIES[conversation.channelType].mediaBytes;
  const { conversationId } = input;
  return storeUploads(input.uploads, { companyId, uid, conversationId, maxBytes });
}

async function readReplyTarget({ companyId, input }: SendCall): Promise<Message['replyTo']> {
  if (input.replyToMessageId === null) return null;
  const target = await readMessage(companyId, input.conversationId, input.replyToMessageId);
  if (target === null || target.direction === 'event') throw new Refusal('reply-target-missing');
  const { providerMessageId, text, kind, direction } = target;
  return { messageId: input.replyToMessageId, providerMessageId, text, kind, direction };
}

/** A note stays inside: one write, and the customer's row does not move. */
async function storeNote(call: SendCall, conversation: Conversation): Promise<SendAnswer> {
  const [media, replyTo] = await Promise.all([storeMedia(call, conversation), readReplyTarget(call)]);
  const { companyId, input } = call;
  const note = composeNote(composition(call, { conversation, media, replyTo }, now()));
  await messageRef(companyId, input.conversationId, input.clientMessageId).create(note);
  if (input.uploads.length > 0) await discardUploads(input.uploads);
  return { messageId: input.clientMessageId, status: null };
}

/** Writes the message as queued, again where the customer writes at the same moment. */
async function queueMessage(
  call: SendCall,
  parts: { first: ReadConversation; media: Media[]; replyTo: Message['replyTo']; from: string },
): Promise<QueuedMessage> {
  const { companyId, uid, member, input } = call;
  const { conversationId, clientMessageId } = input;
  const actor = { uid, role: member.role };
  const { first, media, replyTo, from } = parts;
  const reread = async () => {
    const read = await readConversation(companyId, conversationId);
    requireSendable(read.conversation, actor, now());
    return read;
  };
  const [queued] = await whileStale(first, reread, (read) => {
    const { conversation } = read;
    const at = Math.max(now(), conversation.lastMessage.at);
    const message = composeMessage(composition(call, { conversation, media, replyTo }, at), from);
    const patch = decideAfterSend(conversation, uid, lastMessageAfter(conversation.lastMessage, message), at);
    return commitMessages(db().batch(), read, { patch, messages: [{ id: clientMessageId, message }] });
  });
  if (queued === undefined) throw new Error('one message was to be queued');
  return queued;
}

function composition(
  { companyId, uid, input }: SendCall,
  parts: Pick<Composition, 'conversation' | 'media' | 'replyTo'>,
  at: number,
): Composition {
  const { conversationId, text } = input;
  return { companyId, conversationId, text, sentBy: uid, at, ...parts };
}
