import { identityIdOf } from '../../functions/src/inbox/find-customer.ts';
import type { AdminAccess } from './admin-firestore.ts';
import { differing, exceeded, sideBySide, type Budget, type Costs } from './budgets.ts';
import type { BenchCompany } from './company.ts';
import type { Findings } from './figures.ts';
import { populate, type Population } from './populate.ts';

const SMALL = 100;
const LARGE = 100_000;

/** The conversations of a company under measure. */
export function populationOf(company: BenchCompany, withHistory: number): Population {
  return {
    companyId: company.companyId,
    channelId: company.channelId,
    idOf: (address) => identityIdOf(company.routeId, address),
    memberUid: company.admin.uid,
    newestAt: Date.now() - 60_000,
    withHistory,
  };
}

/** Measures every path at 100 and at 100,000 conversations: each must keep its budget, and none may cost more with more. */
export async function measureTwoSizes<Name extends string>(
  { db }: AdminAccess,
  population: Population,
  budgets: Record<Name, Budget>,
  measureAll: () => Promise<Costs<Name>>,
): Promise<Findings> {
  const measureAt = async (size: number, from: number): Promise<Costs<Name>> => {
    await populate(db, population, { from, to: size });
    const costs = await measureAll();
    console.log(`${size} conversations`);
    console.table(costs);
    return costs;
  };
  const small = await measureAt(SMALL, 0);
  const large = await measureAt(LARGE, SMALL);
  return {
    figures: { conversations: [SMALL, LARGE], paths: sideBySide(small, large) },
    failures: [
      ...exceeded(small, budgets, `${SMALL} conversations`),
      ...exceeded(large, budgets, `${LARGE} conversations`),
      ...differing(small, large),
    ],
  };
}
