import type { Transaction } from 'firebase-admin/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Queue, type Tag, type Taxonomy } from '#contracts/collections/taxonomy.ts';
import { LIMITS } from '#contracts/limits.ts';
import { db } from '../platform/admin.ts';
import { defineCallable } from '../platform/callable.ts';
import { randomId } from '../platform/ids.ts';
import { decideEntry } from './decide-entry.ts';

/** Queues and tags are entries of one document, which every screen listens to. */
export const taxonomyCallables = {
  saveQueue: defineCallable('saveQueue', async ({ companyId, input }) => {
    const { queueId, ...queue } = input;
    const id = await saveEntry(companyId, 'queues', queueId, queue, LIMITS.queues);
    return { queueId: id };
  }),
  saveTag: defineCallable('saveTag', async ({ companyId, input }) => {
    const { tagId, ...tag } = input;
    return { tagId: await saveEntry(companyId, 'tags', tagId, tag, LIMITS.tags) };
  }),
};

/** @param id null for a new entry. Returns the entry's id. */
function saveEntry(
  companyId: string,
  kind: keyof Taxonomy,
  id: string | null,
  entry: Queue | Tag,
  limit: number,
): Promise<string> {
  return db().runTransaction(async (transaction: Transaction) => {
    const ref = db().doc(paths.taxonomy(companyId));
    const snapshot = await transaction.get(ref);
    const taxonomy: Taxonomy = snapshot.exists
      ? taxonomySchema.parse(snapshot.data())
      : { queues: {}, tags: {} };
    const saved = decideEntry(taxonomy[kind], { id, newId: randomId(), entry, limit });
    transaction.set(ref, { ...taxonomy, [kind]: { ...taxonomy[kind], [saved]: entry } });
    return saved;
  });
}
