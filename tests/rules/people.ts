import type { RulesTestContext, RulesTestEnvironment } from '@firebase/rules-unit-testing';

export const COMPANY = 'acme';
export const OTHER_COMPANY = 'globex';

/** When the members' documents say that sign-ins become valid, in seconds. */
export const VALID_AFTER = 1_000;
const SIGNED_IN_AT = 2_000;
const REVOKED_AT = 3_000;

/** Everybody who may knock: members of each role, and every way of not being one (any more). */
export const PEOPLE = {
  admin: { uid: 'u-admin', companyId: COMPANY, role: 'admin', authTime: SIGNED_IN_AT },
  supervisor: { uid: 'u-supervisor', companyId: COMPANY, role: 'supervisor', authTime: SIGNED_IN_AT },
  agent: { uid: 'u-agent', companyId: COMPANY, role: 'agent', authTime: SIGNED_IN_AT },
  disabledAgent: { uid: 'u-disabled', companyId: COMPANY, role: 'agent', authTime: SIGNED_IN_AT },
  /** The token still says admin; the member document says agent. */
  demotedAdmin: { uid: 'u-demoted', companyId: COMPANY, role: 'admin', authTime: SIGNED_IN_AT },
  /** Signed in before the password was changed. */
  staleAgent: { uid: 'u-agent', companyId: COMPANY, role: 'agent', authTime: VALID_AFTER - 1 },
  /** One session that was ended. */
  revokedAgent: { uid: 'u-agent', companyId: COMPANY, role: 'agent', authTime: REVOKED_AT },
  /** A valid token without a member document. */
  stranger: { uid: 'u-stranger', companyId: COMPANY, role: 'agent', authTime: SIGNED_IN_AT },
  otherAdmin: { uid: 'u-other', companyId: OTHER_COMPANY, role: 'admin', authTime: SIGNED_IN_AT },
  /** Claims to be of this company, but is a member of the other one only. */
  impostor: { uid: 'u-other', companyId: COMPANY, role: 'admin', authTime: SIGNED_IN_AT },
  withoutClaims: { uid: 'u-agent', authTime: SIGNED_IN_AT },
  signedOut: null,
} as const;

export type Person = keyof typeof PEOPLE;
export const EVERYBODY = Object.keys(PEOPLE) as Person[]; // the keys of the table above
export const ACTIVE_MEMBERS: Person[] = ['admin', 'supervisor', 'agent'];

/** What a person's SDK would be signed in as. */
export function contextOf(environment: RulesTestEnvironment, person: Person): RulesTestContext {
  const who = PEOPLE[person];
  if (who === null) return environment.unauthenticatedContext();
  const claims = 'companyId' in who ? { companyId: who.companyId, role: who.role } : {};
  return environment.authenticatedContext(who.uid, { ...claims, auth_time: who.authTime });
}

function member(role: string, active: boolean): Record<string, unknown> {
  return { name: role, role, active, validAfterSeconds: VALID_AFTER, revokedAuthTimes: [REVOKED_AT] };
}

/** The member documents that the people above need. */
export const MEMBER_DOCUMENTS: Record<string, Record<string, unknown>> = {
  [`companies/${COMPANY}/members/u-admin`]: member('admin', true),
  [`companies/${COMPANY}/members/u-supervisor`]: member('supervisor', true),
  [`companies/${COMPANY}/members/u-agent`]: member('agent', true),
  [`companies/${COMPANY}/members/u-disabled`]: member('agent', false),
  [`companies/${COMPANY}/members/u-demoted`]: member('agent', true),
  [`companies/${OTHER_COMPANY}/members/u-other`]: member('admin', true),
};
