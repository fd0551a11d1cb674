import type { Queue, Taxonomy } from '#contracts/collections/taxonomy.ts';
import { Refusal } from '../platform/refusal.ts';

/**
 * The queues that a member may be put into or work be moved to.
 * @param kept ids that stay although they were archived since
 * @throws Refusal `not-found` for a queue that is not the company's or is archived
 */
export function requireQueues({ queues }: Taxonomy, ids: string[], kept: string[] = []): Queue[] {
  return [...new Set(ids)].map((id) => {
    const queue = Object.hasOwn(queues, id) ? queues[id] : undefined;
    if (queue === undefined || (queue.archived && !kept.includes(id)))
      throw new Refusal('not-found', { field: 'queueIds' });
    return queue;
  });
}
