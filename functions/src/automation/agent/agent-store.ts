import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { bucket, db } from '../../platform/admin.ts';

/** Messages of a conversation that the model is shown at most, notes and events among them. */
const HISTORY_MESSAGES = 20;

/** The newest messages of one conversation, newest first. Costs at most 20 reads. */
export async function readHistory(
  companyId: string,
  conversationId: string,
): Promise<(Message & { id: string })[]> {
  const found = await db()
    .collection(paths.messages(companyId, conversationId))
    .orderBy('providerAt', 'desc')
    .orderBy('receivedAt', 'desc')
    .limit(HISTORY_MESSAGES)
    .get();
  return found.docs.map((snapshot) => ({ id: snapshot.id, ...messageSchema.parse(snapshot.data()) }));
}

/** A file of the bucket, whole; null where it is gone. */
export async function readMediaFile(path: string): Promise<Buffer | null> {
  const file = bucket().file(path);
  const [exists] = await file.exists();
  if (!exists) return null;
  const [bytes] = await file.download();
  return bytes;
}
