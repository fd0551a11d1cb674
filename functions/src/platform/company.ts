import { paths } from '#contracts/collections/paths.ts';
import { companySchema, type Company } from '#contracts/collections/company.ts';
import { db } from './admin.ts';
import { ExpiringCache } from './cache.ts';

/** How long an instance may go on with a company that was changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 5_000 };

const cache = new ExpiringCache<Company>(CACHE);

/** A company, or null. Costs a read at most once a minute per instance. */
export async function findCompany(companyId: string): Promise<Company | null> {
  const cached = cache.get(companyId);
  if (cached !== undefined) return cached;
  const snapshot = await db().doc(paths.company(companyId)).get();
  if (!snapshot.exists) return null;
  const company = companySchema.parse(snapshot.data());
  cache.set(companyId, company);
  return company;
}

/** Makes this instance read the company again; others follow within a minute. */
export function forgetCompany(companyId: string): void {
  cache.delete(companyId);
}

/** Whether a company may act and receive: it is neither suspended nor gone. */
export function isActive(company: Company | null): company is Company {
  return company?.status === 'active';
}
