import type { DecodedIdToken } from 'firebase-admin/auth';
import { paths } from '#contracts/collections/paths.ts';
import type { Company } from '#contracts/collections/company.ts';
import { memberSchema, type Member } from '#contracts/collections/member.ts';
import { claimsSchema, type Claims } from '#contracts/roles.ts';
import { db } from './admin.ts';
import { findCompany, isActive } from './company.ts';
import { Refusal } from './refusal.ts';

export interface SignedInMember {
  uid: string;
  companyId: string;
  member: Member;
  /** As this instance knew it at most a minute ago. */
  company: Company;
  /** When the session of this token signed in: what tells one session of a member from another. */
  authTimeSeconds: number;
}

type Token = Pick<DecodedIdToken, 'uid' | 'auth_time'> & Record<string, unknown>;

/**
 * Judges a verified token by the member document, which is the truth: the role in the token must agree with it, the
 * member must be active, and the session must not have been ended. Tokens live for an hour; this is what makes a
 * change of rights hold at once. The company must not be suspended, which holds within a minute. Costs one read, and one
 * of the company at most once a minute.
 * @throws Refusal `not-a-member`, `session-ended` or `company-suspended`
 */
export async function requireMember(token: Token): Promise<SignedInMember> {
  const claims = claimsSchema.safeParse(token);
  if (!claims.success) throw new Refusal('not-a-member');
  const { companyId } = claims.data;
  const [snapshot, company] = await Promise.all([
    db().doc(paths.member(companyId, token.uid)).get(),
    findCompany(companyId),
  ]);
  const member = snapshot.exists ? memberSchema.parse(snapshot.data()) : null;
  const reason = decideMembership(claims.data, token.auth_time, member);
  if (reason !== null || member === null) throw new Refusal(reason ?? 'not-a-member');
  if (!isActive(company)) throw new Refusal('company-suspended');
  return { uid: token.uid, companyId, member, company, authTimeSeconds: token.auth_time };
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
