import { expect, test } from 'vitest';
import type { Member } from '#contracts/collections/member.ts';
import { decideSession, type Identity, wasEndedElsewhere } from './model.ts';

const identity: Identity = {
  uid: 'ana',
  email: 'ana@example.test',
  claims: { companyId: 'acme', role: 'agent' },
  authTimeSeconds: 1000,
};
const member: Member = {
  name: 'Ana',
  email: 'ana@example.test',
  avatar: null,
  role: 'agent',
  active: true,
  validAfterSeconds: 1000,
  revokedAuthTimes: [],
  queueIds: [],
  capacity: 5,
  locale: 'en',
  createdAt: 0,
};

test.each([
  ['opens the app when token and member agree', {}, {}, 'ready'],
  ['keeps an account without a company out', { claims: null }, {}, 'no-company'],
  ['asks for a new token when the role has changed', {}, { role: 'admin' }, 'refresh'],
  ['ends the session of a disabled member', {}, { active: false }, 'end'],
  ['ends a sign-in from before the last reset', {}, { validAfterSeconds: 1001 }, 'end'],
  ['ends a session that was removed by itself', {}, { revokedAuthTimes: [1000] }, 'end'],
] as const)('%s', (_, identityChange, memberChange, expected) => {
  const decision = decideSession(
    { ...identity, ...identityChange },
    {
      ...member,
      ...memberChange,
      revokedAuthTimes: [...('revokedAuthTimes' in memberChange ? memberChange.revokedAuthTimes : [])],
    },
  );
  expect(decision.type).toBe(expected);
});

test.each([
  ['a disabled account', { active: false }, 'inactive'],
  ['a removed account', { active: false, removedAt: 1 }, 'removed'],
  ['a role that was changed', { role: 'admin', validAfterSeconds: 1001 }, 'role-changed'],
  ['a sign-out everywhere', { validAfterSeconds: 1001 }, 'ended'],
] as const)('tells %s as the reason of the end', (_, change, reason) => {
  expect(decideSession(identity, { ...member, ...change })).toEqual({ type: 'end', reason });
});

test('keeps out whoever has a token but no member document', () => {
  expect(decideSession(identity, null).type).toBe('no-company');
});

test('tells a session that the server ended from a sign-out on this device, in any tab', () => {
  const now = 1_000_000;
  expect(wasEndedElsewhere(0, now)).toBe(true);
  expect(wasEndedElsewhere(now - 2000, now)).toBe(false);
  expect(wasEndedElsewhere(now - 60_000, now)).toBe(true);
});
