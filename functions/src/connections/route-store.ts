import { paths } from '#contracts/collections/paths.ts';
import { routeSchema, type Route } from '#contracts/collections/channel.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';
import { derivedId } from '../platform/ids.ts';

/** A route with its id, which is the account key that the ids of identities and messages are derived from. */
export interface KnownRoute extends Route {
  id: string;
}

/** How long an instance may go on with a route that was changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 5_000 };

const cache = new ExpiringCache<KnownRoute>(CACHE);

export function routeIdOf(provider: string, account: string, address: string): string {
  return derivedId('route', provider, account, address);
}

/** The company and channel of an inbound address, or null. Costs a read at most once a minute per address. */
export async function findRoute(routeId: string): Promise<KnownRoute | null> {
  const cached = cache.get(routeId);
  if (cached !== undefined) return cached;
  const snapshot = await db().doc(paths.route(routeId)).get();
  if (!snapshot.exists) return null; // not kept: a channel connected a moment ago must work at once
  const route = { id: routeId, ...routeSchema.parse(snapshot.data()) };
  cache.set(routeId, route);
  return route;
}

/** Makes this instance read the route again; others follow within a minute. */
export function forgetRoute(routeId: string): void {
  cache.delete(routeId);
}
