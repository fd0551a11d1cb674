import type { Member } from '#contracts/collections/member.ts';
import type { Claims } from '#contracts/roles.ts';

/** What the ID token says about the person at the screen. */
export interface Identity {
  uid: string;
  email: string;
  /** Null for an account that belongs to no company. */
  claims: Claims | null;
  /** When the person signed in, in seconds, as the token carries it. */
  authTimeSeconds: number;
}

/** Why a signed-in person was signed out: names of sentences on the sign-in page. */
export const END_REASONS = ['inactive', 'removed', 'role-changed', 'ended'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Other tabs hear of a sign-out within this time. */
const SIGN_OUT_SPREAD_MS = 10_000;

/**
 * Whether a session that is over was ended by the server rather than by a sign-out on this device.
 *
 * @param leftAtMs when somebody last signed out here, in milliseconds; 0 for never.
 */
export function wasEndedElsewhere(leftAtMs: number, nowMs: number): boolean {
  return nowMs - leftAtMs > SIGN_OUT_SPREAD_MS;
}

export type SessionDecision =
  | { type: 'ready'; companyId: string; uid: string; member: Member }
  | { type: 'no-company' }
  /** The claim is older than the member document: ask for a new token. */
  | { type: 'refresh' }
  | { type: 'end'; reason: EndReason };

/**
 * Holds the token against the member document, which is the truth. The rules and the functions refuse the same cases;
 * this only says so before a request fails.
 */
export function decideSession(identity: Identity, member: Member | null): SessionDecision {
  if (identity.claims === null || member === null) return { type: 'no-company' };
  if (member.removedAt != null) return { type: 'end', reason: 'removed' };
  if (!member.active) return { type: 'end', reason: 'inactive' };
  const hasNewRole = member.role !== identity.claims.role;
  if (identity.authTimeSeconds < member.validAfterSeconds)
    return { type: 'end', reason: hasNewRole ? 'role-changed' : 'ended' };
  if (member.revokedAuthTimes.includes(identity.authTimeSeconds)) return { type: 'end', reason: 'ended' };
  if (hasNewRole) return { type: 'refresh' };
  return { type: 'ready', companyId: identity.claims.companyId, uid: identity.uid, member };
}
