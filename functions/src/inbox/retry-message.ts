import { FieldValue, type DocumentReference, type Timestamp } from 'firebase-admin/firestore';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { isStale } from '../platform/firestore-errors.ts';
import { randomId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { requireSendable } from './decide-send.ts';
import { dispatchMessage, openChannel } from './dispatch-message.ts';
import { messageRef } from './message-store.ts';

/**
 * Tries a failed message again under the same id, as a new attempt: reports about the earlier one no longer count. Two
 * people who press Retry at once send once.
 */
export async function retryMessage(call: Call<'retryMessage'>): Promise<CallableOutput<'retryMessage'>> {
  const { companyId, input } = call;
  const ref = messageRef(companyId, input.conversationId, input.messageId);
  const [stored, conversationSnapshot] = await Promise.all([
    ref.get(),
    conversationRef(companyId, input.conversationId).get(),
  ]);
  const conversation = parseConversation(conversationSnapshot);
  if (!stored.exists || stored.updateTime === undefined)
    throw new Refusal('not-found', { field: 'messageId' });
  const message = messageSchema.parse(stored.data());
  if (message.direction !== 'outbound' || message.status !== 'failed')
    throw new Refusal('message-not-failed');
  requireSendable(conversation, { uid: call.uid, role: call.member.role }, now());
  const channel = await openChannel(companyId, conversation.channelId);

  const attempt = { attemptId: randomId(), pendingSince: now() };
  const queued: Message & typeof attempt = {
    ...message,
    ...attempt,
    status: 'queued',
    error: null,
    providerMessageId: null,
  };
  const writtenAt = await startAttempt(ref, stored.updateTime, attempt);
  const status = await dispatchMessage(
    { messageId: input.messageId, message: queued, conversation, writtenAt },
    channel,
  );
  return { messageId: input.messageId, status };
}

/** @throws Refusal where somebody else, or the provider, was faster */
async function startAttempt(
  ref: DocumentReference,
  lastUpdateTime: Timestamp,
  attempt: { attemptId: string; pendingSince: number },
): Promise<Timestamp> {
  const reset = { status: 'queued', error: null, providerMessageId: null, outcome: FieldValue.delete() };
  try {
    return (await ref.update({ ...attempt, ...reset }, { lastUpdateTime })).writeTime;
  } catch (error) {
    if (isStale(error)) throw new Refusal('message-not-failed');
    throw error;
  }
}
