import { FieldValue, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { handOverUnsent } from '../automation/hand-over-unsent.ts';
import type { ProviderMessage } from '../channels/contract.ts';
import { channelAdapters } from '../channels/registry.ts';
import { findChannel, openAccount } from '../connections/channel-store.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import { decideSettlement } from './decide-settlement.ts';

/** Younger ones are being sent right now. */
const MIN_AGE_MS = 60_000;
/** Messages of one run; the next minute takes the next ones. */
const BATCH = 50;
/** Recent messages of a conversation whose provider ids cannot be the one looked for. */
const RECENT_MESSAGES = 50;

/**
 * Settles messages that were left between being stored and the provider's answer, by asking the provider. Nothing is
 * ever sent again from here: that is a person's choice.
 */
export async function sweepPending(): Promise<void> {
  const stuck = await db()
    .collectionGroup('messages')
    .where('pendingSince', '<=', now() - MIN_AGE_MS)
    .orderBy('pendingSince')
    .limit(BATCH)
    .get();
  // Conversations side by side, so that a provider which does not answer holds up nobody else's; the messages of one
  // after the other, so that of two equal texts the second sees which of the provider's messages the first one got.
  const byConversation = Map.groupBy(stuck.docs, ({ ref }) => ref.parent.path);
  await Promise.all([...byConversation.values()].map(settleInTurn));
}

async function settleInTurn(snapshots: QueryDocumentSnapshot[]): Promise<void> {
  for (const snapshot of snapshots) {
    try {
      await settle(snapshot);
    } catch (error) {
      log.error('pending message not settled', error, { path: snapshot.ref.path });
    }
  }
}

async function settle(snapshot: QueryDocumentSnapshot): Promise<void> {
  const message = messageSchema.parse(snapshot.data());
  const { pendingSince } = message;
  if (pendingSince === undefined) return;
  const [listed, knownProviderIds] = await Promise.all([
    askProvider(message, pendingSince),
    readKnownIds(message),
  ]);
  const settlement = decideSettlement({ ...message, pendingSince }, { listed, knownProviderIds, at: now() });
  if (settlement === null) return;
  const isSettled = await db().runTransaction(async (transaction) => {
    const current = messageSchema.parse((await transaction.get(snapshot.ref)).data());
    // A callback or the call itself may have settled it, or a person started another attempt.
    if (current.pendingSince === undefined || current.attemptId !== message.attemptId) return false;
    transaction.update(snapshot.ref, { ...settlement, pendingSince: FieldValue.delete() });
    return true;
  });
  if (!isSettled) return;
  if (settlement.status === 'failed') await handOverUnsent(message);
  const { companyId, conversationId } = message;
  log.info('pending message settled', {
    companyId,
    conversationId,
    outcome: settlement.outcome,
    status: settlement.status,
  });
}

/** Null where the provider cannot be asked: it does not answer, or the channel or its credentials are gone. */
async function askProvider(
  { companyId, conversationId }: Message,
  pendingSince: number,
): Promise<ProviderMessage[] | null> {
  try {
    const conversation = parseConversation(await conversationRef(companyId, conversationId).get());
    const channel = await findChannel(companyId, conversation.channelId);
    if (channel === null) return null;
    const account = await openAccount(companyId, channel);
    const { address } = conversation.client;
    return await channelAdapters[channel.type].findSent(account, address, pendingSince - MIN_AGE_MS);
  } catch (error) {
    log.error('provider not asked', error, { companyId, conversationId });
    return null;
  }
}

async function readKnownIds({ companyId, conversationId }: Message): Promise<Set<string>> {
  const recent = await db()
    .collection(paths.messages(companyId, conversationId))
    .orderBy('providerAt', 'desc')
    .orderBy('receivedAt', 'desc')
    .limit(RECENT_MESSAGES)
    .get();
  return new Set(
    recent.docs.flatMap((snapshot) => {
      const { providerMessageId } = messageSchema.parse(snapshot.data());
      return providerMessageId === null ? [] : [providerMessageId];
    }),
  );
}
