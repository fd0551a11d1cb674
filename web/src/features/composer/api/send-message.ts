import { callCallable } from '../../../platform/call-callable.ts';
import type { QueuedMessage } from '../queue-model.ts';

/** Hands a message whose files have been uploaded to the server. Safe to repeat. Throws AppError. */
export async function sendMessage(item: QueuedMessage): Promise<void> {
  await callCallable('sendMessage', {
    conversationId: item.conversationId,
    clientMessageId: item.clientMessageId,
    type: item.mode,
    text: item.text,
    uploads: item.files.flatMap(({ path, name }) => (path === null ? [] : [{ path, name }])),
    replyToMessageId: item.replyToMessageId,
  });
}
