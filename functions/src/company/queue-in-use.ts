import type { Queue } from '#contracts/collections/taxonomy.ts';

/**
 * The first of these queues in which people still work; null: none of them, so that everybody sees the conversation. A
 * queue that is not there is newer than what this instance knows: queues are archived, never deleted.
 */
export function firstInUse(
  queues: Record<string, Queue>,
  candidates: readonly (string | null)[],
): string | null {
  return candidates.find((id) => id !== null && findQueue(queues, id)?.archived !== true) ?? null;
}

export function findQueue(queues: Record<string, Queue>, queueId: string): Queue | undefined {
  return Object.hasOwn(queues, queueId) ? queues[queueId] : undefined;
}
