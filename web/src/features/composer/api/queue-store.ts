import { createStore, del, entries, set } from 'idb-keyval';
import type { QueuedMessage } from '../queue-model.ts';

const store = createStore('colibri-queue', 'messages');

/** Keeps an unsent message over a reload, its files included. */
export async function keepQueued(item: QueuedMessage): Promise<void> {
  await set(item.clientMessageId, item, store);
}

export async function dropQueued(clientMessageId: string): Promise<void> {
  await del(clientMessageId, store);
}

/** The unsent messages of one member on this device. */
export async function readQueued(companyId: string, uid: string): Promise<QueuedMessage[]> {
  const all = await entries<string, QueuedMessage>(store);
  return all.map(([, item]) => item).filter((item) => item.companyId === companyId && item.uid === uid);
}
