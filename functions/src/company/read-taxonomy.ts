import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Taxonomy } from '#contracts/collections/taxonomy.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';

/** How long an instance may go on with queues and tags that were changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 2_000 };

const cache = new ExpiringCache<Taxonomy>(CACHE);

/** The company's queues and tags. Costs one read. */
export async function readTaxonomy(companyId: string): Promise<Taxonomy> {
  const snapshot = await db().doc(paths.taxonomy(companyId)).get();
  return snapshot.exists ? taxonomySchema.parse(snapshot.data()) : { queues: {}, tags: {} };
}

/** The same as this instance knew it at most a minute ago: for inbound messages, not for what people decide. */
export async function findTaxonomy(companyId: string): Promise<Taxonomy> {
  const cached = cache.get(companyId);
  if (cached !== undefined) return cached;
  const taxonomy = await readTaxonomy(companyId);
  cache.set(companyId, taxonomy);
  return taxonomy;
}

/** Makes this instance read the taxonomy again; others follow within a minute. */
export function forgetTaxonomy(companyId: string): void {
  cache.delete(companyId);
}
