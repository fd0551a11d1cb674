import type { Member } from '#contracts/collections/member.ts';
import { LIMITS } from '#contracts/limits.ts';
import { Refusal } from '../platform/refusal.ts';

/**
 * The list of ended sessions with one more in it, or null where this one is over already. An entry is dropped only when
 * `validAfterSeconds` has passed it: a refresh token lives on, and would bring a dropped session back.
 * @param session.isKnown it stands on the list, or is the caller's own
 * @throws Refusal `not-found`, or `limit-reached` where the list is full and all sessions have to be ended instead
 */
export function decideEndSession(
  { validAfterSeconds, revokedAuthTimes }: Pick<Member, 'validAfterSeconds' | 'revokedAuthTimes'>,
  { authTime, isKnown }: { authTime: number; isKnown: boolean },
): number[] | null {
  if (authTime < validAfterSeconds || revokedAuthTimes.includes(authTime)) return null;
  if (!isKnown) throw new Refusal('not-found', { field: 'authTime' });
  const kept = revokedAuthTimes.filter((ended) => ended >= validAfterSeconds);
  const limit = LIMITS.revokedSessions;
  if (kept.length >= limit) throw new Refusal('limit-reached', { values: { limit } });
  return [...kept, authTime];
}
