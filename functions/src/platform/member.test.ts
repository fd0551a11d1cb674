import { expect, it } from 'vitest';
import type { Member } from '#contracts/collections/member.ts';
import { decideMembership } from './member.ts';

const member: Member = {
  name: 'Ana',
  email: 'ana@example.test',
  avatar: null,
  role: 'agent',
  active: true,
  validAfterSeconds: 100,
  revokedAuthTimes: [150],
  queueIds: [],
  capacity: 5,
  locale: 'en',
  createdAt: 1,
};
const claims = { companyId: 'acme', role: 'agent' as const };

it.each([
  ['lets an active member in', member, 200, null],
  ['lets in who signed in at the very second', member, 100, null],
  ['refuses who is no member', null, 200, 'not-a-member'],
  ['refuses a disabled member', { ...member, active: false }, 200, 'not-a-member'],
  ['refuses a role that changed since', { ...member, role: 'admin' as const }, 200, 'session-ended'],
  ['refuses sign-ins from before a reset', member, 99, 'session-ended'],
  ['refuses one session that was ended', member, 150, 'session-ended'],
])('%s', (_name, stored, authTime, reason) => {
  expect(decideMembership(claims, authTime, stored)).toBe(reason);
});
