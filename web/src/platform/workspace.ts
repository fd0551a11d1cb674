import { companySchema } from '#contracts/collections/company.ts';
import { directorySchema, type Directory } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema, type Taxonomy } from '#contracts/collections/taxonomy.ts';
import { documentUnit } from './documents.ts';
import { useLive } from './live-query.ts';
import { useSession } from './session.ts';

const NOBODY: Directory = { members: {} };
const NOTHING: Taxonomy = { queues: {}, tags: {} };

/** Who is who in the company: one document, listened to once for all screens. Empty until it has arrived. */
export function useDirectory(): Directory {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.directory(companyId), directorySchema)).data ?? NOBODY;
}

/** The company itself: its name, hours and look. Undefined until it has arrived. */
export function useCompanyQuery() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.company(companyId), companySchema));
}

/** Queues and tags of the company, archived ones included. Empty until it has arrived. */
export function useTaxonomy(): Taxonomy {
  return useTaxonomyQuery().data ?? NOTHING;
}

/** The same with the states of its loading, for the pages that are about it. */
export function useTaxonomyQuery() {
  const { companyId } = useSession();
  return useLive(documentUnit(paths.taxonomy(companyId), taxonomySchema));
}
