import { setTimeout as wait } from 'node:timers/promises';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Media, Message } from '#contracts/collections/message.ts';
import { LIMITS } from '#contracts/limits.ts';
import { discardUploads, storeUploads } from '../media/store-upload.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists, isStale } from '../platform/firestore-errors.ts';
import { randomId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { decideAfterSend, requireContent, requireSendable } from './decide-send.ts';
import { dispatchMessage, openChannel, type QueuedMessage } from './dispatch-message.ts';
import { lastMessageAfter, messageRef, readMessage } from './message-store.ts';

type SendCall = Call<'sendMessage'>;
type SendAnswer = CallableOutput<'sendMessage'>;

/** Attempts at writing while the customer writes too; each waits a little longer. */
const MAX_WRITES = 10;

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
  const snapshot = await conversationRef(companyId, input.conversationId).get();
  const conversation = parseConversation(snapshot);
  const content = { type: input.type, text: input.text, uploadCount: input.uploads.length };
  requireContent(content, conversation.channelType);
  if (input.type === 'note') return storeNote(call, conversation);

  requireSendable(conversation, { uid: call.uid, role: call.member.role }, now());
  const channel = await openChannel(companyId, conversation.channelId);
  const [media, replyTo] = await Promise.all([storeMedia(call, conversation), readReplyTarget(call)]);
  const queued = await queueMessage(call, {
    conversation,
    snapshot,
    media,
    replyTo,
    from: channel.channel.address,
  });
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
  const note = composed(call, { conversation, media, replyTo, from: null }, now());
  await messageRef(companyId, input.conversationId, input.clientMessageId).create(note);
  if (input.uploads.length > 0) await discardUploads(input.uploads);
  return { messageId: input.clientMessageId, status: null };
}

interface Parts {
  conversation: Conversation;
  media: Media[];
  replyTo: Message['replyTo'];
  from: string | null;
}

function composed(call: SendCall, parts: Parts, at: number): Message {
  const { input } = call;
  const isNote = input.type === 'note';
  return {
    companyId: call.companyId,
    conversationId: input.conversationId,
    direction: isNote ? 'note' : 'outbound',
    public: !isNote,
    kind: parts.media[0]?.kind ?? 'text',
    text: input.text,
    media: parts.media,
    providerMessageId: null,
    from: parts.from,
    fromName: null,
    providerAt: at,
    receivedAt: at,
    sentBy: call.uid,
    ticketId: parts.conversation.ticket.id,
    status: isNote ? null : 'queued',
    error: null,
    replyTo: parts.replyTo,
  };
}

type Snapshot = Awaited<ReturnType<ReturnType<typeof conversationRef>['get']>>;

/**
 * Writes the message as queued together with the conversation, on condition that the conversation is as it was read. A
 * batch rather than a transaction, because it tells when the message was written: the provider's answer can then be
 * recorded on condition that nobody changed the message since, without reading it.
 */
async function queueMessage(
  call: SendCall,
  first: Omit<Parts, 'conversation'> & { conversation: Conversation; snapshot: Snapshot },
): Promise<QueuedMessage> {
  const { companyId, input } = call;
  const ref = conversationRef(companyId, input.conversationId);
  let { snapshot, conversation } = first;
  for (let write = 1; ; write += 1) {
    const at = Math.max(now(), conversation.lastMessage.at);
    const attemptId = randomId();
    const composition = composed(call, { ...first, conversation }, at);
    // Since when it waits is this moment, whatever time the conversation's last message claims.
    const message = { ...composition, pendingSince: now(), attemptId };
    const patch = decideAfterSend(conversation, lastMessageAfter(conversation.lastMessage, message), at);
    const batch = db().batch();
    batch.create(messageRef(companyId, input.conversationId, input.clientMessageId), message);
    batch.update(ref, { ...patch }, { lastUpdateTime: updateTimeOf(snapshot) });
    try {
      const [written] = await batch.commit();
      if (written === undefined) throw new Error('a committed batch gave no write result');
      return { messageId: input.clientMessageId, message, conversation, writtenAt: written.writeTime };
    } catch (error) {
      if (!isStale(error) || write >= MAX_WRITES) throw error;
    }
    await wait(Math.random() * 40 * write);
    snapshot = await ref.get();
    conversation = parseConversation(snapshot);
    requireSendable(conversation, { uid: call.uid, role: call.member.role }, now());
  }
}

function updateTimeOf(snapshot: Snapshot) {
  if (snapshot.updateTime === undefined) throw new Error('an existing document has no update time');
  return snapshot.updateTime;
}
