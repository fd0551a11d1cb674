import type { DecodedIdToken } from 'firebase-admin/auth';
import { paths } from '#contracts/collections/paths.ts';
import { memberSchema, type Member } from '#contracts/collections/member.ts';
import { claimsSchema, type Claims } from '#contracts/roles.ts';
import { db } from './admin.ts';
import { Refusal } from './refusal.ts';

export interface SignedInMember {
  uid: string;
  companyId: string;
  member: Member;
}

type Token = Pick<DecodedIdToken, 'uid' | 'auth_time'> & Record<string, unknown>;

/**
 * Judges a verified token by the member document, which is the truth: the role in the token must agree with it, the
 * member must be active, and the session must not have been ended. Tokens live for an hour; this is what makes a
 * change of rights hold at once. Costs one read.
 * @throws Refusal `not-a-member` or `session-ended`
 */
export async function requireMember(token: Token): Promise<SignedInMember> {
  const claims = claimsSchema.safeParse(token);
  if (!claims.success) throw new Refusal('not-a-member');
  const { companyId } = claims.data;
  const snapshot = await db().doc(paths.member(companyId, token.uid)).get();
  const member = snapshot.exists ? memberSchema.parse(snapshot.data()) : null;
  const reason = decideMembership(claims.data, token.auth_time, member);
  if (reason !== null || member === null) throw new Refusal(reason ?? 'not-a-member');
  return { uid: token.uid, companyId, member };
}

/** @param authTimeSeconds when the session signed in, from the token. Returns why it is refused, or null. */
export function decideMembership(
  claims: Claims,
  authTimeSeconds: number,
  member: Member | null,
): 'not-a-member' | 'session-ended' | null {
  if (member === null || !member.active) return 'not-a-member';
  if (claims.role !== member.role) return 'session-ended';
  if (authTimeSeconds < member.validAfterSeconds) return 'session-ended';
  if (member.revokedAuthTimes.includes(authTimeSeconds)) return 'session-ended';
  return null;
}
