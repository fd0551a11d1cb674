import type { Queue } from '#contracts/collections/taxonomy.ts';
import { findQueue } from '../company/queue-in-use.ts';

/** How far a closed queue's way out is followed. */
const MAX_STEPS = 5;

/**
 * In which queue a conversation begins: where it belongs, or, while that is closed and names another, there. Null: in
 * none, because that queue is archived.
 * @param isOpen asked with the queue's own calendar, null for the company's
 */
export function decideOpenQueue(
  queues: Record<string, Queue>,
  queueId: string,
  isOpen: (calendarId: string | null) => boolean,
): string | null {
  if (findQueue(queues, queueId)?.archived === true) return null;
  let current = queueId;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const queue = findQueue(queues, current);
    const nextId = queue?.closedQueueId ?? null;
    if (queue === undefined || nextId === null || isOpen(queue.calendarId ?? null)) return current;
    const next = findQueue(queues, nextId);
    if (next === undefined || next.archived) return current;
    current = nextId;
  }
  return current;
}

/** Whether a queue that sends to another while closed would send to itself in the end, whatever is between. */
export function leadsBackTo(queues: Record<string, Queue>, queueId: string, closedQueueId: string): boolean {
  const seen = new Set<string>();
  let current: string | null = closedQueueId;
  while (current !== null && !seen.has(current)) {
    if (current === queueId) return true;
    seen.add(current);
    current = findQueue(queues, current)?.closedQueueId ?? null;
  }
  return false;
}
