import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'firebase-admin/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Queue, type Tag, type Taxonomy } from '#contracts/collections/taxonomy.ts';
import { LIMITS } from '#contracts/limits.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { forgetTaxonomy } from '../company/read-taxonomy.ts';
import { db } from '../platform/admin.ts';
import { defineCallable } from '../platform/callable.ts';
import { randomId } from '../platform/ids.ts';
import type { SignedInMember } from '../platform/member.ts';
import { decideEntry } from './decide-entry.ts';

/** Queues and tags are entries of one document, which every screen listens to. */
export const taxonomyCallables = {
  saveQueue: defineCallable('saveQueue', async (call) => {
    const { queueId, ...queue } = call.input;
    return { queueId: await saveEntry(call, 'queues', { id: queueId, entry: queue }) };
  }),
  saveTag: defineCallable('saveTag', async (call) => {
    const { tagId, ...tag } = call.input;
    return { tagId: await saveEntry(call, 'tags', { id: tagId, entry: tag }) };
  }),
};

const KINDS = {
  queues: { limit: LIMITS.queues, action: 'queue.saved' },
  tags: { limit: LIMITS.tags, action: 'tag.saved' },
} as const;

/** Hours of a queue are set elsewhere and stay. @param wanted.id null for a new entry. Returns the entry's id. */
async function saveEntry(
  { companyId, uid, member }: SignedInMember,
  kind: keyof Taxonomy,
  wanted: { id: string | null; entry: Queue | Tag },
): Promise<string> {
  const { id, entry } = wanted;
  const { limit, action } = KINDS[kind];
  const savedId = await db().runTransaction(async (transaction: Transaction) => {
    const ref = db().doc(paths.taxonomy(companyId));
    const snapshot = await transaction.get(ref);
    const taxonomy: Taxonomy = snapshot.exists
      ? taxonomySchema.parse(snapshot.data())
      : { queues: {}, tags: {} };
    const saved = decideEntry(taxonomy[kind], { id, newId: randomId(), entry, limit });
    const before = taxonomy[kind][saved];
    const whole = { ...before, ...entry };
    if (isDeepStrictEqual(before, whole)) return saved;
    transaction.set(ref, { ...taxonomy, [kind]: { ...taxonomy[kind], [saved]: whole } });
    writeAudit(transaction, {
      companyId,
      action,
      by: { uid, name: member.name },
      target: { id: saved, name: entry.name },
      before: { ...before },
      after: whole,
    });
    return saved;
  });
  forgetTaxonomy(companyId);
  return savedId;
}
