import { expect, test } from 'vitest';
import type { Member } from '#contracts/collections/member.ts';
import type { Stored } from '../../platform/documents.ts';
import { findActions, findMembers, memberState } from './model.ts';

function member(id: string, change: Partial<Member> = {}): Stored<Member> {
  return {
    id,
    name: id,
    email: `${id}@example.test`,
    avatar: null,
    role: 'agent',
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: [],
    capacity: 5,
    locale: 'en',
    createdAt: 0,
    ...change,
  };
}
const invitation = { sentAt: 1, expiresAt: 2 };
const EVERYBODY = [
  member('Ana Pérez'),
  member('invited', { active: false, invitation }),
  member('disabled', { active: false, invitation: null }),
  member('left', { active: false, removedAt: 5, invitation: null }),
  member('withdrawn', { active: false, removedAt: 5, invitation }),
];

test.each([
  ['here', '', ['Ana Pérez', 'invited', 'disabled']],
  ['active', '', ['Ana Pérez']],
  ['invited', '', ['invited']],
  ['disabled', '', ['disabled']],
  ['left', '', ['left']],
  ['here', 'perez ana', ['Ana Pérez']],
  ['here', 'EXAMPLE.test dis', ['disabled']],
  ['active', 'disabled', []],
] as const)('shows of %s who fits “%s”', (state, search, ids) => {
  expect(findMembers(EVERYBODY, { state, search }).map(({ id }) => id)).toEqual(ids);
});

test('nobody can lock themselves out, and who has left is past every change', () => {
  const harmful = ['role', 'disable', 'remove'];
  expect(findActions(member('me'), true).filter((action) => harmful.includes(action))).toEqual([]);
  expect(findActions(member('other'), false)).toEqual(expect.arrayContaining(harmful));
  expect(findActions(member('left', { active: false, removedAt: 1 }), false)).toEqual([]);
});

test('an invited member can be asked again or withdrawn, not disabled', () => {
  const invited = member('invited', { active: false, invitation });
  expect(memberState(invited)).toBe('invited');
  expect(findActions(invited, false)).toEqual(['role', 'queues', 'resend', 'withdraw']);
});
