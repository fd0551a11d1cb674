import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallableName } from '#contracts/callables/index.ts';
import { paths } from '#contracts/collections/paths.ts';
import { auth, bucket, db } from '../platform/admin.ts';
import { createDemoCompany, createMember, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversation } from '../testing/factories.ts';
import { auditOf, directoryOf, mailsOf, memberOf } from '../testing/people.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { avatarFolder } from './avatar.ts';

let stack: Stack;
let companyId: string;
let members: DemoCompany['members'];
let admin: string;
let companies = 0;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Each test has a company of its own. */
beforeEach(async () => {
  companies += 1;
  companyId = `acme${companies}`;
  ({ members } = await createDemoCompany(companyId));
  admin = await stack.signIn(members.admin);
});

const canWork = async (token: string) => (await stack.call('getMediaGrant', {}, token)).ok;

/** A second admin, with a token. */
async function secondAdmin(): Promise<{ uid: string; token: string }> {
  const uid = await createMember(companyId, `${companyId}-admin2`, 'admin');
  return { uid, token: await stack.signIn(uid) };
}

describe('a role', () => {
  it('changes in claim, member and directory, ends the old sessions, is logged and told by mail', async () => {
    const old = await stack.signIn(members.agent);
    const input = { memberId: members.agent, role: 'supervisor' } as const;
    expect(await stack.call('setMemberRole', input, admin)).toEqual({ ok: true, data: {} });

    expect((await auth().getUser(members.agent)).customClaims).toEqual({ companyId, role: 'supervisor' });
    expect(await memberOf(companyId, members.agent)).toMatchObject({ role: 'supervisor', active: true });
    expect(await directoryOf(companyId)).toMatchObject({ [members.agent]: { role: 'supervisor' } });
    expect(await canWork(old)).toBe(false);
    const fresh = await stack.signIn(members.agent);
    expect(
      await stack.call('saveTag', { tagId: null, name: 'New', color: 'red', archived: false }, fresh),
    ).toMatchObject({ ok: true });
    expect((await auditOf(companyId))[0]).toEqual({
      at: expect.any(Number),
      action: 'member.role-changed',
      by: { uid: members.admin, name: members.admin },
      target: { id: members.agent, name: members.agent },
      before: { role: 'agent' },
      after: { role: 'supervisor' },
    });
    expect(await mailsOf(companyId)).toMatchObject([
      { to: `${members.agent}@example.test`, content: { template: 'role-changed', role: 'supervisor' } },
    ]);
  });

  it('that is the same already changes nothing, and repairs a claim that a cut-off call left behind', async () => {
    await auth().setCustomUserClaims(members.agent, { companyId, role: 'admin' });
    const before = await memberOf(companyId, members.agent);
    const input = { memberId: members.agent, role: 'agent' } as const;
    expect(await stack.call('setMemberRole', input, admin)).toMatchObject({ ok: true });
    expect(await memberOf(companyId, members.agent)).toEqual(before);
    expect(await auditOf(companyId)).toEqual([]);
    expect((await auth().getUser(members.agent)).customClaims).toEqual({ companyId, role: 'agent' });
    expect(await canWork(await stack.signIn(members.agent))).toBe(true);
  });

  it('ends in claim and member alike when many change it at once', async () => {
    const roles = ['agent', 'supervisor', 'admin'] as const;
    const results = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        stack.call('setMemberRole', { memberId: members.agent, role: roles[index % 3] ?? 'agent' }, admin),
      ),
    );
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    const { role } = await memberOf(companyId, members.agent);
    expect((await auth().getUser(members.agent)).customClaims).toEqual({ companyId, role });
    expect(await canWork(await stack.signIn(members.agent))).toBe(true);
  });
});

describe('the last admin', () => {
  it('stays when two admins are demoted, disabled and removed twenty times at the same moment', async () => {
    const second = await secondAdmin();
    const call = (index: number) => {
      const [token, memberId] = index % 2 === 0 ? [admin, second.uid] : [second.token, members.admin];
      if (index % 3 === 0) return stack.call('disableMember', { memberId }, token);
      if (index % 3 === 1) return stack.call('removeMember', { memberId }, token);
      return stack.call('setMemberRole', { memberId, role: 'agent' }, token);
    };
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => call(index)));
    expect(results.some(({ ok }) => ok)).toBe(true);
    expect(results.filter((result) => !result.ok && result.status === 'INTERNAL')).toEqual([]);
    const admins = await db()
      .collection(paths.members(companyId))
      .where('role', '==', 'admin')
      .where('active', '==', true)
      .get();
    expect(admins.size).toBe(1);
  });

  it('does not count whom nobody can work as: invited and disabled admins', async () => {
    const second = await secondAdmin();
    await stack.call('disableMember', { memberId: members.admin }, second.token);
    const invited = { name: 'Eva', email: `eva@${companyId}.test`, role: 'admin' } as const;
    await stack.call('inviteMember', { ...invited, queueIds: [], locale: 'en' }, second.token);
    await stack.call('enableMember', { memberId: members.admin }, second.token);
    const again = await stack.signIn(members.admin);
    // Both are admins again; one goes, the other cannot.
    expect(await stack.call('disableMember', { memberId: second.uid }, again)).toMatchObject({ ok: true });
    expect(await stack.call('setMemberRole', { memberId: second.uid, role: 'agent' }, again)).toMatchObject({
      ok: true,
    });
    expect(await stack.call('disableMember', { memberId: members.admin }, again)).toMatchObject({
      details: { reason: 'own-account' },
    });
  });
});

it('nobody changes the own role, disables or removes the own account', async () => {
  const own = { memberId: members.admin };
  await secondAdmin();
  for (const call of [
    stack.call('setMemberRole', { ...own, role: 'agent' }, admin),
    stack.call('disableMember', own, admin),
    stack.call('enableMember', own, admin),
    stack.call('removeMember', own, admin),
  ])
    expect(await call).toMatchObject({ details: { reason: 'own-account' } });
  expect(await auditOf(companyId)).toEqual([]);
});

it('queues and capacity are set, also the own ones, and logged by name', async () => {
  const input = { memberId: members.agent, queueIds: [QUEUE_ID, QUEUE_ID], capacity: 4 };
  expect(await stack.call('setMemberQueues', input, admin)).toMatchObject({ ok: true });
  expect(await stack.call('setMemberQueues', input, admin)).toMatchObject({ ok: true });
  expect(await memberOf(companyId, members.agent)).toMatchObject({ queueIds: [QUEUE_ID], capacity: 4 });
  expect(await auditOf(companyId)).toMatchObject([
    { before: { queues: [], capacity: 10 }, after: { queues: ['Support'], capacity: 4 } },
  ]);
  expect(await stack.call('setMemberQueues', { ...input, queueIds: ['nowhere'] }, admin)).toMatchObject({
    details: { reason: 'not-found', field: 'queueIds' },
  });
  expect(await stack.call('setMemberQueues', { ...input, memberId: members.admin }, admin)).toMatchObject({
    ok: true,
  });
});

describe('a disabled member', () => {
  it('loses everything at once and comes back with a new sign-in only', async () => {
    const old = await stack.signIn(members.agent);
    await stack.call('noteSession', { device: 'Chrome on Windows' }, old);
    const input = { memberId: members.agent };
    expect(await stack.call('disableMember', input, admin)).toMatchObject({ ok: true });
    expect(await stack.call('disableMember', input, admin)).toMatchObject({ ok: true });

    expect(await canWork(old)).toBe(false);
    expect((await auth().getUser(members.agent)).disabled).toBe(true);
    expect(await directoryOf(companyId)).toMatchObject({ [members.agent]: { active: false } });
    expect((await db().collection(paths.sessions(companyId, members.agent)).get()).size).toBe(0);

    expect(await stack.call('enableMember', input, admin)).toMatchObject({ ok: true });
    expect(await canWork(old)).toBe(false);
    expect(await canWork(await stack.signIn(members.agent))).toBe(true);
    expect((await auditOf(companyId)).map(({ action }) => action)).toEqual([
      'member.disabled',
      'member.enabled',
    ]);
    expect((await mailsOf(companyId)).map(({ content }) => content.template)).toEqual(['access-ended']);
  });

  it('whose account a cut-off call left open is disabled by calling again', async () => {
    await db().doc(paths.member(companyId, members.agent)).update({ active: false });
    await stack.call('disableMember', { memberId: members.agent }, admin);
    expect((await auth().getUser(members.agent)).disabled).toBe(true);
    expect(await auditOf(companyId)).toEqual([]);
  });
});

describe('a member who is removed', () => {
  it('keeps the name alone, and gives the address back', async () => {
    const uid = members.agent;
    const { email } = await memberOf(companyId, uid);
    const avatar = `${avatarFolder(companyId, uid)}x/0`;
    await bucket().file(avatar).save('picture', { resumable: false });
    await db().doc(paths.member(companyId, uid)).update({ phone: '+14155550123', avatar });
    await db().doc(paths.preferences(companyId, uid)).set({ sound: true });

    expect(await stack.call('removeMember', { memberId: uid }, admin)).toMatchObject({ ok: true });
    expect(await memberOf(companyId, uid)).toMatchObject({
      name: uid,
      email: '',
      phone: null,
      avatar: null,
      active: false,
      removedAt: expect.any(Number),
    });
    expect((await directoryOf(companyId))[uid]).toEqual({
      name: uid,
      avatar: null,
      role: 'agent',
      active: false,
      removed: true,
    });
    await expect(auth().getUser(uid)).rejects.toThrow();
    expect((await bucket().file(avatar).exists())[0]).toBe(false);
    expect((await db().doc(paths.preferences(companyId, uid)).get()).exists).toBe(false);

    // Again changes nothing; nothing else can be done with who has left; the address can be invited anew.
    expect(await stack.call('removeMember', { memberId: uid }, admin)).toMatchObject({ ok: true });
    expect(await stack.call('enableMember', { memberId: uid }, admin)).toMatchObject({
      details: { reason: 'member-disabled' },
    });
    expect(await stack.call('setMemberRole', { memberId: uid, role: 'admin' }, admin)).toMatchObject({
      details: { reason: 'member-disabled' },
    });
    expect((await auditOf(companyId)).map(({ action }) => action)).toEqual(['member.removed']);
    const invite = { name: 'Next', email, role: 'agent', locale: 'en' } as const;
    const next = await stack.call('inviteMember', { ...invite, queueIds: [] }, admin);
    expect(next).toMatchObject({ ok: true });
    expect(next.ok && next.data.memberId).not.toBe(uid);
  });

  it.each(['open', 'snoozed'] as const)('must not hold %s conversations', async (status) => {
    const work = db().doc(paths.conversation(companyId, 'c1'));
    await work.set(conversation({ status, assigneeId: members.agent }));
    const input = { memberId: members.agent };
    expect(await stack.call('removeMember', input, admin)).toMatchObject({
      details: { reason: 'has-open-work' },
    });
    await work.update({ status: 'closed' });
    expect(await stack.call('removeMember', input, admin)).toMatchObject({ ok: true });
  });
});

it('signing somebody out everywhere ends every session and leaves the account as it is', async () => {
  const old = await stack.signIn(members.agent);
  await stack.call('noteSession', { device: 'Chrome on Windows' }, old);
  expect(await stack.call('signOutEverywhere', { memberId: members.agent }, admin)).toMatchObject({
    ok: true,
  });
  expect(await canWork(old)).toBe(false);
  expect((await db().collection(paths.sessions(companyId, members.agent)).get()).size).toBe(0);
  expect(await canWork(await stack.signIn(members.agent))).toBe(true);
  const { tokensValidAfterTime } = await auth().getUser(members.agent);
  expect(Date.parse(tokensValidAfterTime ?? '')).toBeGreaterThan(Date.now() - 10_000);
});

const ABOUT_A_MEMBER = {
  setMemberRole: { role: 'agent' },
  setMemberQueues: { queueIds: [], capacity: 1 },
  disableMember: {},
  enableMember: {},
  removeMember: {},
  signOutEverywhere: {},
  resendInvitation: {},
  handOverConversations: { to: { type: 'queues' } },
} as const satisfies Partial<Record<CallableName, object>>;

describe.each(Object.keys(ABOUT_A_MEMBER) as (keyof typeof ABOUT_A_MEMBER)[])('%s', (name) => {
  const call = (memberId: string, token: string) =>
    stack.call(name as 'disableMember', { ...ABOUT_A_MEMBER[name], memberId }, token); // the loosest of them

  it('is for admins alone', async () => {
    for (const member of [members.supervisor, members.agent])
      expect(await call(members.secondAgent, await stack.signIn(member))).toMatchObject({
        details: { reason: 'role-not-allowed' },
      });
    expect(await auditOf(companyId)).toEqual([]);
  });

  it('knows no member of another company, and no path', async () => {
    const { members: theirs } = await createDemoCompany(`other${companies}`);
    expect(await call(theirs.agent, admin)).toMatchObject({ details: { reason: 'not-found' } });
    for (const path of [`../../other${companies}/members/${theirs.agent}`, `${members.agent}/sessions/1`, ''])
      expect(await call(path, admin)).toMatchObject({ details: { reason: 'invalid-input' } });
    expect(await memberOf(`other${companies}`, theirs.agent)).toMatchObject({ active: true, role: 'agent' });
    expect((await auth().getUser(theirs.agent)).disabled).toBe(false);
    expect(await auditOf(companyId)).toEqual([]);
  });
});
