import { setTimeout as wait } from 'node:timers/promises';
import type { DocumentSnapshot, WriteBatch } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { isStale } from '../platform/firestore-errors.ts';
import type { Queued } from './compose-message.ts';
import { conversationRef, parseConversation } from './conversation-store.ts';
import type { QueuedMessage } from './dispatch-message.ts';
import { messageRef } from './message-store.ts';

/** Attempts at writing while the customer writes too; each waits a little longer. */
const MAX_WRITES = 10;

/** A conversation as it was read, and what proves that it is still so. */
export interface ReadConversation {
  snapshot: DocumentSnapshot;
  conversation: Conversation;
}

/** @throws Refusal `not-found` */
export async function readConversation(companyId: string, conversationId: string): Promise<ReadConversation> {
  const snapshot = await conversationRef(companyId, conversationId).get();
  return { snapshot, conversation: parseConversation(snapshot) };
}

/**
 * Runs `write` until nobody has changed meanwhile what it depends on. It gets what was read first, and on a repetition
 * reads and decides anew.
 */
export async function whileStale<First, Result>(
  first: First,
  reread: () => Promise<First>,
  write: (read: First) => Promise<Result>,
): Promise<Result> {
  let read = first;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(read);
    } catch (error) {
      if (!isStale(error) || attempt >= MAX_WRITES) throw error;
    }
    await wait(Math.random() * 40 * attempt);
    read = await reread();
  }
}

/**
 * Commits messages to the customer as queued, together with their conversation and whatever else the batch holds, on
 * condition that the conversation is as it was read. A batch rather than a transaction, because it tells when the messages
 * were written: the provider's answer can then be recorded on condition that nobody changed the message since, without
 * reading it.
 * @throws what `isStale` knows where the conversation has changed
 */
export async function commitMessages(
  batch: WriteBatch,
  { snapshot, conversation }: ReadConversation,
  change: { patch: Partial<Conversation>; messages: { id: string; message: Queued }[] },
): Promise<QueuedMessage[]> {
  if (snapshot.updateTime === undefined) throw new Error('an existing document has no update time');
  batch.update(snapshot.ref, { ...change.patch }, { lastUpdateTime: snapshot.updateTime });
  for (const { id, message } of change.messages) {
    batch.create(messageRef(message.companyId, message.conversationId, id), message);
  }
  const [written] = await batch.commit();
  if (written === undefined) throw new Error('a committed batch gave no write result');
  return change.messages.map(({ id, message }) => ({
    messageId: id,
    message,
    conversation,
    writtenAt: written.writeTime, // one commit, one time
  }));
}
