import type { DocumentReference, DocumentSnapshot, Transaction } from 'firebase-admin/firestore';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { messageRef } from '../inbox/message-store.ts';
import { Refusal } from '../platform/refusal.ts';

/** A note that proposes an answer, decided or not. */
export interface Draft {
  ref: DocumentReference;
  snapshot: DocumentSnapshot;
  message: Message & { draft: NonNullable<Message['draft']> };
}

/**
 * Reads a draft, on its own or in a transaction.
 * @throws Refusal `not-found` where the message is not there or is no draft
 */
export async function readDraft(
  companyId: string,
  conversationId: string,
  messageId: string,
  transaction?: Transaction,
): Promise<Draft> {
  const ref = messageRef(companyId, conversationId, messageId);
  const snapshot = await (transaction === undefined ? ref.get() : transaction.get(ref));
  const message = snapshot.exists ? messageSchema.parse(snapshot.data()) : null;
  if (message?.draft === undefined) throw new Refusal('not-found', { field: 'messageId' });
  return { ref, snapshot, message: { ...message, draft: message.draft } };
}

/** What a decision about a draft changes in the conversation: nothing where another draft has taken its place. */
export function afterDecision(
  { draftRunId }: Pick<Conversation, 'draftRunId'>,
  runId: string,
): Pick<Conversation, 'draftRunId'> {
  return draftRunId === runId ? { draftRunId: null } : {};
}
