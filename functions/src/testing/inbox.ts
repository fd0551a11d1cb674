import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';

export interface StoredConversation extends Conversation {
  id: string;
}

export interface StoredMessage extends Message {
  id: string;
}

/** The one conversation with a customer's address; there must be exactly one. */
export async function conversationWith(companyId: string, address: string): Promise<StoredConversation> {
  const found = await db()
    .collection(paths.conversations(companyId))
    .where('client.address', '==', address)
    .get();
  const [snapshot] = found.docs;
  if (snapshot === undefined || found.size > 1)
    throw new Error(`${found.size} conversations with ${address}`);
  return { id: snapshot.id, ...conversationSchema.parse(snapshot.data()) };
}

/** Every line of a conversation, oldest first. */
export async function messagesOf(companyId: string, conversationId: string): Promise<StoredMessage[]> {
  const found = await db().collection(paths.messages(companyId, conversationId)).orderBy('providerAt').get();
  return found.docs.map((snapshot) => ({ id: snapshot.id, ...messageSchema.parse(snapshot.data()) }));
}

/** As long as a busy machine may take. */
const WITHIN_MS = 15_000;

/** Repeats `read` until `isDone` holds, for what the provider reports on its own time. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  timeoutMs = WITHIN_MS,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`still not so after ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
