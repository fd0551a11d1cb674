import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { invitationSchema } from '#contracts/collections/invitation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { auth, db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { createDemoCompany, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { auditOf, directoryOf, mailsOf, memberOf } from '../testing/people.ts';
import { PUBLIC_BASE_URL, startStack, type Stack } from '../testing/stack.ts';
import { invitationLink } from './invitation-link.ts';
import { invitedAddressRef } from './invite-member.ts';

const PASSWORD = 'correct-horse-battery';
let stack: Stack;
let companyId: string;
let members: DemoCompany['members'];
let admin: string;
let input: CallableInput<'inviteMember'>;
let companies = 0;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

beforeEach(async () => {
  companies += 1;
  companyId = `acme${companies}`;
  ({ members } = await createDemoCompany(companyId));
  admin = await stack.signIn(members.admin);
  input = {
    name: 'Bo Lind',
    email: `Bo${companies}@Example.test`,
    role: 'agent',
    queueIds: [QUEUE_ID],
    locale: 'es',
  };
});

async function invite(change: Partial<typeof input> = {}): Promise<string> {
  const result = await stack.call('inviteMember', { ...input, ...change }, admin);
  if (!result.ok) throw new Error(`not invited: ${JSON.stringify(result)}`);
  return result.data.memberId;
}

/** What the newest mail's link holds. */
async function newestLink(): Promise<{ invitationId: string; signature: string }> {
  const mail = (await mailsOf(companyId)).findLast(({ content }) => content.template === 'invitation');
  if (mail?.content.template !== 'invitation') throw new Error('no invitation was noted');
  const url = new URL(invitationLink(mail.content.invitationId));
  expect(`${url.origin}${url.pathname}`).toBe(`${PUBLIC_BASE_URL}/welcome`);
  return {
    invitationId: url.searchParams.get('invitation') ?? '',
    signature: url.searchParams.get('signature') ?? '',
  };
}

const accept = (link: { invitationId: string; signature: string }, password = PASSWORD) =>
  stack.call('acceptInvitation', { ...link, name: 'Bo', password }, null);

async function passwordWorks(email: string, password = PASSWORD): Promise<string | null> {
  const response = await fetch(
    `${stack.emulators.urls.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=demo`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, returnSecureToken: true }),
    },
  );
  const body = (await response.json()) as { idToken?: string }; // answer of the official endpoint
  return body.idToken ?? null;
}

const INVALID = { ok: false, status: 'NOT_FOUND', details: { reason: 'invitation-invalid' } };

describe('inviting', () => {
  it('makes an account that nobody can use, and notes a mail without the link', async () => {
    const uid = await invite();
    const email = input.email.toLowerCase();
    const user = await auth().getUser(uid);
    expect(user).toMatchObject({ email, disabled: true, emailVerified: false, providerData: [] });
    expect(user.customClaims).toEqual({ companyId, role: 'agent' });
    expect(await memberOf(companyId, uid)).toMatchObject({
      name: 'Bo Lind',
      email,
      role: 'agent',
      active: false,
      queueIds: [QUEUE_ID],
      invitation: { expiresAt: expect.any(Number) },
    });
    expect((await directoryOf(companyId))[uid]).toMatchObject({ active: false, invited: true });
    expect(await mailsOf(companyId)).toMatchObject([
      {
        to: email,
        locale: 'es',
        content: { template: 'invitation', companyName: 'Demo', memberName: 'Bo Lind' },
      },
    ]);
    const { signature } = await newestLink();
    expect(JSON.stringify(await mailsOf(companyId))).not.toContain(signature);
    expect(await auditOf(companyId)).toMatchObject([
      { action: 'member.invited', target: { id: uid, name: 'Bo Lind' }, after: { email, role: 'agent' } },
    ]);
    expect(await passwordWorks(email, '')).toBeNull();
  });

  it('again for an address that is still invited replaces the link and what was said', async () => {
    const uid = await invite();
    const first = await newestLink();
    expect(await invite({ role: 'supervisor', name: 'Bo L.' })).toBe(uid);
    expect(await stack.call('getInvitation', first, null)).toEqual(INVALID);
    expect(await stack.call('getInvitation', await newestLink(), null)).toEqual({
      ok: true,
      data: {
        companyName: 'Demo',
        branding: { accent: null, logo: null },
        name: 'Bo L.',
        email: input.email.toLowerCase(),
        locale: 'es',
      },
    });
    const second = await newestLink();
    expect(await stack.call('resendInvitation', { memberId: uid }, admin)).toMatchObject({ ok: true });
    expect(await accept(second)).toEqual(INVALID);
    expect(await accept(await newestLink())).toMatchObject({ ok: true });
    expect((await auth().getUser(uid)).customClaims).toEqual({ companyId, role: 'supervisor' });
  });

  it('many times at once for one address makes one member with one link', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => invite()));
    expect(new Set(ids).size).toBe(1);
    const links = await db().collection(paths.invitations()).where('uid', '==', ids[0]).get();
    expect(links.size).toBe(1);
    expect(Object.values(await directoryOf(companyId)).filter(({ invited }) => invited)).toHaveLength(1);
  });

  it('is refused for an account that exists, in the same words wherever it is, and leaves nothing', async () => {
    const { members: theirs } = await createDemoCompany(`other${companies}`);
    const taken = { ok: false, status: 'ALREADY_EXISTS', details: { reason: 'email-taken', field: 'email' } };
    await auth().createUser({ uid: `alone${companies}`, email: `alone${companies}@example.test` });
    for (const email of [
      `${members.agent}@example.test`,
      `${theirs.agent}@example.test`,
      `${theirs.agent}@EXAMPLE.test`,
      `alone${companies}@example.test`,
    ]) {
      expect(await stack.call('inviteMember', { ...input, email }, admin)).toEqual(taken);
      expect((await invitedAddressRef(companyId, email.toLowerCase()).get()).exists).toBe(false);
    }
    expect(await auditOf(companyId)).toEqual([]);
    expect(await mailsOf(companyId)).toEqual([]);
    expect((await auth().getUser(theirs.agent)).customClaims).toEqual({
      companyId: `other${companies}`,
      role: 'agent',
    });
  });

  it('of one address by two companies gives it to one of them', async () => {
    await createDemoCompany(`other${companies}`);
    const other = await stack.signIn(`other${companies}-admin`);
    const results = await Promise.all(
      [admin, other, admin, other].map((token) =>
        stack.call('inviteMember', { ...input, queueIds: [] }, token),
      ),
    );
    const { uid, customClaims } = await auth().getUserByEmail(input.email);
    const winner = String(customClaims?.['companyId']);
    expect(await memberOf(winner, uid)).toMatchObject({ active: false, email: input.email.toLowerCase() });
    const loser = winner === companyId ? `other${companies}` : companyId;
    expect((await db().doc(paths.member(loser, uid)).get()).exists).toBe(false);
    expect(results.some((result) => !result.ok && result.details?.reason === 'email-taken')).toBe(true);
  });

  it('goes on with the same account where an earlier call was cut short', async () => {
    const email = input.email.toLowerCase();
    const uid = randomId();
    await invitedAddressRef(companyId, email).set({ uid });
    expect(await invite()).toBe(uid); // cut short before the account was made

    const other = `b${email}`;
    const half = randomId();
    await invitedAddressRef(companyId, other).set({ uid: half });
    await auth().createUser({ uid: half, email: other, disabled: true });
    expect(await invite({ email: other })).toBe(half); // and after it
    expect(await accept(await newestLink())).toMatchObject({ ok: true });
    expect(await passwordWorks(other)).not.toBeNull();
  });

  it('has a limit for a day, and makes no account beyond it', async () => {
    const batch = db().batch();
    for (let index = 0; index < LIMITS.invitationsPerDay; index += 1) {
      const action = index % 2 === 0 ? 'member.invited' : 'member.invitation-resent';
      const at = Date.now() - index * 1000;
      const person = { uid: 'x', id: 'x', name: 'x' };
      batch.set(db().doc(`${paths.audit(companyId)}/a${index}`), {
        at,
        action,
        by: person,
        target: person,
        before: {},
        after: {},
      });
    }
    await batch.commit();
    const limit = { details: { reason: 'limit-reached', values: { limit: LIMITS.invitationsPerDay } } };
    expect(await stack.call('inviteMember', input, admin)).toMatchObject(limit);
    await expect(auth().getUserByEmail(input.email)).rejects.toThrow();
    await db()
      .doc(`${paths.audit(companyId)}/a0`)
      .update({ at: Date.now() - 25 * 60 * 60_000 });
    const uid = await invite();
    expect(await stack.call('resendInvitation', { memberId: uid }, admin)).toMatchObject(limit);
  });

  it('has a limit of members', async () => {
    const entry = { name: 'x', avatar: null, role: 'agent', active: true };
    const members500 = Object.fromEntries(
      Array.from({ length: LIMITS.members }, (_, index) => [`m${index}`, entry]),
    );
    await db().doc(paths.directory(companyId)).set({ members: members500 });
    expect(await stack.call('inviteMember', input, admin)).toMatchObject({
      details: { reason: 'limit-reached', values: { limit: LIMITS.members } },
    });
    await expect(auth().getUserByEmail(input.email)).rejects.toThrow();
  });

  it('names no queue of another company', async () => {
    expect(await stack.call('inviteMember', { ...input, queueIds: ['nowhere'] }, admin)).toMatchObject({
      details: { reason: 'not-found', field: 'queueIds' },
    });
    await expect(auth().getUserByEmail(input.email)).rejects.toThrow();
  });
});

describe('accepting', () => {
  it('opens the account with the password, once', async () => {
    const uid = await invite();
    const link = await newestLink();
    expect(await accept(link, 'short')).toMatchObject({ details: { reason: 'invalid-input' } });
    expect(await accept(link)).toEqual({ ok: true, data: { email: input.email.toLowerCase() } });
    expect(await auth().getUser(uid)).toMatchObject({ disabled: false, emailVerified: true });
    const member = await memberOf(companyId, uid);
    expect(member).toMatchObject({ name: 'Bo', active: true, invitation: null });
    expect((await directoryOf(companyId))[uid]).toEqual({
      name: 'Bo',
      avatar: null,
      role: 'agent',
      active: true,
    });
    const token = await passwordWorks(input.email);
    expect(await stack.call('getMediaGrant', {}, token)).toMatchObject({ ok: true });
    expect(await accept(link)).toEqual(INVALID);
    expect(await accept(link, 'another-password')).toEqual(INVALID);
    expect(await passwordWorks(input.email, 'another-password')).toBeNull();
    expect((await auditOf(companyId)).at(-1)).toMatchObject({
      action: 'member.joined',
      by: { uid, name: 'Bo' },
      target: { id: uid },
    });
    expect(await stack.call('inviteMember', input, admin)).toMatchObject({
      details: { reason: 'email-taken' },
    });
  });

  it.each([
    ['well known', 'Password2024!'],
    ['the own name or address', 'Bo.Example.Test'],
    ['a row of keys', 'qwertyuiop'],
  ])('refuses a password that is %s, and leaves the link as it is', async (_what, password) => {
    await invite();
    const link = await newestLink();
    expect(await accept(link, password)).toMatchObject({
      details: { reason: 'password-too-weak', field: 'password' },
    });
    expect(await passwordWorks(input.email, password)).toBeNull();
    expect(await accept(link)).toMatchObject({ ok: true });
  });

  it('looks the same for a wrong signature, an unknown link and an expired one, and changes nothing', async () => {
    const uid = await invite();
    const link = await newestLink();
    const ref = db().doc(paths.invitation(link.invitationId));
    const other = new URL(invitationLink(randomId())).searchParams;
    const unknown = {
      invitationId: other.get('invitation') ?? '',
      signature: other.get('signature') ?? '',
    };
    const wrong = { ...link, signature: unknown.signature };
    expect(await accept(wrong)).toEqual(INVALID);
    expect(await accept(unknown)).toEqual(INVALID);
    expect(await stack.call('getInvitation', wrong, null)).toEqual(INVALID);
    const { expiresAt } = invitationSchema.parse((await ref.get()).data());
    expect(expiresAt - Date.now()).toBeGreaterThan(6.9 * 24 * 60 * 60_000);
    await ref.update({ expiresAt: Date.now() - 1 });
    expect(await accept(link)).toEqual(INVALID);
    expect(await stack.call('getInvitation', link, null)).toEqual(INVALID);
    expect((await auth().getUser(uid)).disabled).toBe(true);
    expect(await memberOf(companyId, uid)).toMatchObject({ active: false });
  });

  it('is finished by a repeat where it was cut short, and counts no sign-in from before', async () => {
    const uid = await invite();
    const link = await newestLink();
    // Cut short after the account was opened: it can sign in, and may do nothing.
    await auth().updateUser(uid, { password: 'first-password', disabled: false });
    const early = await passwordWorks(input.email, 'first-password');
    expect(await stack.call('getMediaGrant', {}, early)).toMatchObject({
      details: { reason: 'not-a-member' },
    });
    expect(await accept(link)).toMatchObject({ ok: true });
    expect(await stack.call('getMediaGrant', {}, early)).toMatchObject({ ok: false });
    expect(await stack.call('getMediaGrant', {}, await passwordWorks(input.email))).toMatchObject({
      ok: true,
    });
  });

  it('many times at once lets one in', async () => {
    const uid = await invite();
    const link = await newestLink();
    const results = await Promise.all(Array.from({ length: 8 }, () => accept(link)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await auditOf(companyId)).filter(({ action }) => action === 'member.joined')).toHaveLength(1);
    expect((await auth().getUser(uid)).disabled).toBe(false);
  });
});

describe('somebody who is invited', () => {
  it('is no member yet: can be neither enabled nor given work, but withdrawn and invited anew', async () => {
    const uid = await invite();
    const link = await newestLink();
    expect(await stack.call('enableMember', { memberId: uid }, admin)).toMatchObject({
      details: { reason: 'not-found' },
    });
    expect((await auth().getUser(uid)).disabled).toBe(true);
    for (const name of ['disableMember', 'signOutEverywhere'] as const)
      expect(await stack.call(name, { memberId: uid }, admin)).toMatchObject({
        details: { reason: 'not-found' },
      });
    const to = { type: 'member', memberId: uid } as const;
    expect(await stack.call('handOverConversations', { memberId: members.agent, to }, admin)).toMatchObject({
      details: { reason: 'member-disabled' },
    });

    expect(await stack.call('removeMember', { memberId: uid }, admin)).toMatchObject({ ok: true });
    expect(await accept(link)).toEqual(INVALID);
    expect((await db().doc(paths.invitation(link.invitationId)).get()).exists).toBe(false);
    expect((await directoryOf(companyId))[uid]).toBeUndefined();
    await expect(auth().getUser(uid)).rejects.toThrow();
    expect(await stack.call('resendInvitation', { memberId: uid }, admin)).toMatchObject({
      details: { reason: 'not-found' },
    });
    expect(await invite()).not.toBe(uid);
  });

  it('gets the role that was chosen last', async () => {
    const uid = await invite();
    await stack.call('setMemberRole', { memberId: uid, role: 'supervisor' }, admin);
    await accept(await newestLink());
    expect(await memberOf(companyId, uid)).toMatchObject({ role: 'supervisor', active: true });
    expect((await auth().getUser(uid)).customClaims).toEqual({ companyId, role: 'supervisor' });
    expect(await stack.call('getMediaGrant', {}, await passwordWorks(input.email))).toMatchObject({
      ok: true,
    });
  });
});
