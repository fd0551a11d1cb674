import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { memberSchema } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import { taxonomySchema } from '#contracts/collections/taxonomy.ts';
import { auth, db } from '../platform/admin.ts';
import { PUBLIC_BASE_URL, SETUP_TOKEN, startStack, type Stack } from '../testing/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const input: CallableInput<'setUpInstallation'> = {
  setupToken: SETUP_TOKEN,
  companyName: 'First',
  adminName: 'Ada',
  email: 'ada@example.test',
  password: 'correct-horse-battery',
  locale: 'es',
  timeZone: 'America/Bogota',
  country: 'CO',
};

describe('setting up an installation', () => {
  it('is refused without the token, and makes nothing', async () => {
    const wrong = await stack.call('setUpInstallation', { ...input, setupToken: 'guess' }, null);
    expect(wrong).toMatchObject({ status: 'PERMISSION_DENIED', details: { reason: 'setup-token-wrong' } });
    expect((await db().doc(paths.installation()).get()).exists).toBe(false);
    expect(await stack.call('getInstallation', {}, null)).toEqual({
      ok: true,
      data: { needsSetup: true, publicBaseUrl: PUBLIC_BASE_URL },
    });
  });

  it('is refused with a password that is tried first, and makes nothing', async () => {
    const weak = await stack.call('setUpInstallation', { ...input, password: 'Welcome2024!' }, null);
    expect(weak).toMatchObject({ details: { reason: 'password-too-weak', field: 'password' } });
    expect((await db().doc(paths.installation()).get()).exists).toBe(false);
  });

  it('goes on with the same ids where an earlier call was cut short', async () => {
    await auth().createUser({ uid: 'taken', email: 'taken@example.test' });
    expect(
      await stack.call('setUpInstallation', { ...input, email: 'taken@example.test' }, null),
    ).toMatchObject({
      details: { reason: 'email-taken' },
    });
    const started = (await db().doc(paths.installation()).get()).data();
    expect(started).toMatchObject({ state: 'running' });
    await auth().createUser({ uid: String(started?.['adminUid']), email: 'half@example.test' });
    const done = await stack.call('setUpInstallation', input, null);
    expect(done).toEqual({ ok: true, data: { companyId: started?.['companyId'] } });
  });

  it('leaves a company whose admin can sign in and work', async () => {
    const { uid, customClaims } = await auth().getUserByEmail(input.email);
    const companyId = String(customClaims?.['companyId']);
    expect(customClaims).toEqual({ companyId, role: 'admin' });
    const member = memberSchema.parse((await db().doc(paths.member(companyId, uid)).get()).data());
    expect(member).toMatchObject({ name: 'Ada', role: 'admin', active: true, locale: 'es' });
    const { queues } = taxonomySchema.parse((await db().doc(paths.taxonomy(companyId)).get()).data());
    expect(Object.keys(queues)).toHaveLength(1);
    const tag = { tagId: null, name: 'VIP', color: 'red', archived: false } as const;
    expect(await stack.call('saveTag', tag, await stack.signIn(uid))).toMatchObject({ ok: true });
  });

  it('happens once', async () => {
    const again = { ...input, email: 'eve@example.test' };
    expect(await stack.call('setUpInstallation', again, null)).toMatchObject({
      details: { reason: 'setup-done' },
    });
    await expect(auth().getUserByEmail('eve@example.test')).rejects.toThrow();
    expect(await stack.call('getInstallation', {}, null)).toMatchObject({ data: { needsSetup: false } });
  });
});
