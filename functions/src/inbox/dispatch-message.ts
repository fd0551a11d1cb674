import { FieldValue, type Timestamp } from 'firebase-admin/firestore';
import { STATUS_RANK, type DeliveryStatus } from '#contracts/message-kinds.ts';
import type { Channel } from '#contracts/collections/channel.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { ChannelAccount, SendResult } from '../channels/contract.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel, noteChannelError, openAccount } from '../connections/channel-store.ts';
import { providerMediaUrl } from '../media/media-links.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { isStale } from '../platform/firestore-errors.ts';
import { log } from '../platform/log.ts';
import { Refusal } from '../platform/refusal.ts';
import { statusCallbackUrl } from './callback-ids.ts';
import { conversationRef } from './conversation-store.ts';
import { messageRef } from './message-store.ts';

/** A channel that is ready to send, opened before anything is written so that its troubles are refusals. */
export interface OpenChannel {
  channel: Channel;
  account: ChannelAccount;
}

/** @throws Refusal where the channel is gone or switched off */
export async function openChannel(companyId: string, channelId: string): Promise<OpenChannel> {
  const channel = await findChannel(companyId, channelId);
  if (channel === null) throw new Refusal('channel-not-configured');
  if (channel.state === 'disabled') throw new Refusal('channel-disabled');
  return { channel, account: await openAccount(companyId, channel) };
}

/** The same for what nobody asked for; null where nothing can be sent: no reason to try again. */
export async function findOpenChannel(companyId: string, channelId: string): Promise<OpenChannel | null> {
  try {
    return await openChannel(companyId, channelId);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** A message that is stored as queued, and the moment it was written. */
export interface QueuedMessage {
  messageId: string;
  message: Message & { attemptId: string };
  conversation: Conversation;
  writtenAt: Timestamp;
}

/**
 * Hands a queued message to the provider and records the answer. Where the outcome is unknown, nothing is recorded: the
 * message stays pending, and the sweeper asks the provider.
 * @returns the status as it stands now
 */
export async function dispatchMessage(
  queued: QueuedMessage,
  { channel, account }: OpenChannel,
): Promise<DeliveryStatus> {
  const { messageId, message, conversation } = queued;
  const { companyId, conversationId, attemptId } = message;
  const adapter = channelAdapters[channel.type];
  const result = await adapter.send(account, {
    to: conversation.client.address,
    text: message.text,
    mediaUrls: message.media.flatMap(({ path }) => (path === null ? [] : [providerMediaUrl(path)])),
    statusUrl: statusCallbackUrl(adapter.statusPath, companyId, { conversationId, messageId, attemptId }),
  });
  log.info('message handed over', { companyId, conversationId, messageId, outcome: result.outcome });
  if (result.outcome === 'unknown') return 'queued';
  const status = await recordResult(queued, result);
  if (result.outcome === 'refused') await noteRefusal(queued, conversation.channelId, result);
  return status;
}

type KnownResult = Exclude<SendResult, { outcome: 'unknown' }>;

/**
 * Records the answer with one write and no read where the message is as it was written; where a callback was faster, its
 * word is kept as far as it outranks the answer.
 */
async function recordResult(
  { messageId, message, writtenAt }: QueuedMessage,
  result: KnownResult,
): Promise<DeliveryStatus> {
  const ref = messageRef(message.companyId, message.conversationId, messageId);
  const change =
    result.outcome === 'accepted'
      ? { status: 'sent' as const, providerMessageId: result.providerMessageId }
      : { status: 'failed' as const, error: result.error };
  const settled = { ...change, pendingSince: FieldValue.delete() };
  try {
    await ref.update(settled, { lastUpdateTime: writtenAt });
    return change.status;
  } catch (error) {
    if (!isStale(error)) throw error;
  }
  return db().runTransaction(async (transaction) => {
    const current = messageSchema.parse((await transaction.get(ref)).data());
    const status = current.status ?? 'queued';
    if (current.attemptId !== message.attemptId) return status;
    if (STATUS_RANK[change.status] > STATUS_RANK[status]) {
      transaction.update(ref, settled);
      return change.status;
    }
    transaction.update(ref, {
      pendingSince: FieldValue.delete(),
      ...(result.outcome === 'accepted' ? { providerMessageId: result.providerMessageId } : {}),
    });
    return status;
  });
}

/** What a refusal says beyond this message: the customer opted out, or the channel itself is in trouble. */
async function noteRefusal(
  { message, conversation }: QueuedMessage,
  channelId: string,
  result: Extract<SendResult, { outcome: 'refused' }>,
): Promise<void> {
  const { companyId, conversationId } = message;
  if (result.optedOut) {
    const batch = db().batch();
    batch.update(conversationRef(companyId, conversationId), { consent: 'opted_out' });
    const identity = db().doc(paths.identity(companyId, conversation.identityId));
    batch.update(identity, { consent: 'opted_out', consentAt: now() });
    await batch.commit();
  }
  if (result.channelFault) await noteChannelError(companyId, channelId, result.error.message);
}
