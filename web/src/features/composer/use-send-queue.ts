import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { QueuedMessage } from './queue-model.ts';
import type { SendQueue } from './send-queue.ts';

export const SendQueueContext = createContext<SendQueue | null>(null);

/** The send queue of the signed-in member. */
export function useSendQueue(): SendQueue {
  const queue = useContext(SendQueueContext);
  if (queue === null) throw new Error('useSendQueue() stands outside its provider.');
  return queue;
}

/** What is on its way in one conversation, oldest first. */
export function useQueuedMessages(conversationId: string): readonly QueuedMessage[] {
  const queue = useSendQueue();
  const items = useSyncExternalStore(queue.subscribe, queue.read);
  return useMemo(
    () => items.filter((item) => item.conversationId === conversationId),
    [items, conversationId],
  );
}
