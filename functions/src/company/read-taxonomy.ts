import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Taxonomy } from '#contracts/collections/taxonomy.ts';
import { db } from '../platform/admin.ts';

/** The company's queues and tags. Costs one read. */
export async function readTaxonomy(companyId: string): Promise<Taxonomy> {
  const snapshot = await db().doc(paths.taxonomy(companyId)).get();
  return snapshot.exists ? taxonomySchema.parse(snapshot.data()) : { queues: {}, tags: {} };
}
