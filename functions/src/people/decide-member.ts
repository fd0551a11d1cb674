import type { AuditAction, AuditValues } from '#contracts/collections/audit.ts';
import type { Member } from '#contracts/collections/member.ts';
import type { Role } from '#contracts/roles.ts';
import { Refusal } from '../platform/refusal.ts';
import { isInvited, isRemoved } from './member-store.ts';

/** What an admin's change of a member rests on, read in the transaction that writes it. */
export interface MemberFacts {
  member: Member;
  /** No other active admin is left without this one. */
  isLastAdmin: boolean;
  /** Open or snoozed conversations are assigned to the member. */
  hasOpenWork: boolean;
  at: number;
}

/** What changes, and what the audit log says of it. */
export interface MemberChange {
  patch: Partial<Member>;
  action: AuditAction;
  before: AuditValues;
  after: AuditValues;
  /** What the member is told by mail. */
  mail?: 'role-changed' | 'access-ended';
}

/** A decision: null where the member is as wanted already. */
export type DecideMember = (facts: MemberFacts) => MemberChange | null;

/**
 * The first second whose sign-ins are valid when all of now and before are to end: a sign-in in this very second may
 * stand before or after the change, and is ended with the others.
 */
export function endOfSessions(at: number): Pick<Member, 'validAfterSeconds' | 'revokedAuthTimes'> {
  return { validAfterSeconds: Math.floor(at / 1000) + 1, revokedAuthTimes: [] };
}

/** @throws Refusal `last-admin`, or `member-disabled` for somebody who has left */
export function decideRole({ member, isLastAdmin, at }: MemberFacts, role: Role): MemberChange | null {
  requireHere(member);
  if (member.role === role) return null;
  if (isLastAdmin) throw new Refusal('last-admin');
  return {
    patch: { role, ...endOfSessions(at) },
    action: 'member.role-changed',
    before: { role: member.role },
    after: { role },
    ...(member.active ? { mail: 'role-changed' } : {}),
  };
}

/**
 * @param nameOf what a queue is called now: the log keeps names, which stay readable when queues are gone
 * @throws Refusal `member-disabled` for somebody who has left
 */
export function decideQueues(
  { member }: MemberFacts,
  wanted: Pick<Member, 'queueIds' | 'capacity'>,
  nameOf: (queueId: string) => string,
): MemberChange | null {
  requireHere(member);
  const isSame =
    member.capacity === wanted.capacity &&
    member.queueIds.toSorted().join() === wanted.queueIds.toSorted().join();
  if (isSame) return null;
  const values = ({ queueIds, capacity }: Pick<Member, 'queueIds' | 'capacity'>): AuditValues => ({
    queues: queueIds.map(nameOf).toSorted(),
    capacity,
  });
  return { patch: wanted, action: 'member.queues-changed', before: values(member), after: values(wanted) };
}

/** @throws Refusal `last-admin`, `member-disabled` for somebody who has left, `not-found` for who has not joined */
export function decideDisable({ member, isLastAdmin, at }: MemberFacts): MemberChange | null {
  requireJoined(member);
  if (!member.active) return null;
  if (isLastAdmin) throw new Refusal('last-admin');
  return {
    patch: { active: false, ...endOfSessions(at) },
    action: 'member.disabled',
    before: { active: true },
    after: { active: false },
    mail: 'access-ended',
  };
}

/** @throws Refusal `member-disabled` for somebody who has left, `not-found` for who has not joined */
export function decideEnable({ member }: MemberFacts): MemberChange | null {
  requireJoined(member);
  if (member.active) return null;
  return {
    patch: { active: true },
    action: 'member.enabled',
    before: { active: false },
    after: { active: true },
  };
}

/** Keeps the name and nothing else that is personal. @throws Refusal `last-admin` or `has-open-work` */
export function decideRemove({ member, isLastAdmin, hasOpenWork, at }: MemberFacts): MemberChange | null {
  if (isRemoved(member)) return null;
  if (isLastAdmin) throw new Refusal('last-admin');
  if (hasOpenWork) throw new Refusal('has-open-work');
  return {
    patch: {
      active: false,
      removedAt: at,
      email: '',
      phone: null,
      timeZone: null,
      avatar: null,
      queueIds: [],
      ...endOfSessions(at),
    },
    action: 'member.removed',
    before: { role: member.role, active: member.active },
    after: {},
    ...(member.active ? { mail: 'access-ended' } : {}),
  };
}

/** @throws Refusal `member-disabled` for somebody who has left, `not-found` for who has not joined */
export function decideSignOut({ member, at }: MemberFacts): MemberChange {
  requireJoined(member);
  return { patch: endOfSessions(at), action: 'member.signed-out', before: {}, after: {} };
}

function requireHere(member: Member): void {
  if (isRemoved(member)) throw new Refusal('member-disabled', { field: 'memberId' });
}

function requireJoined(member: Member): void {
  requireHere(member);
  if (isInvited(member)) throw new Refusal('not-found', { field: 'memberId' });
}
