import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'firebase-admin/app';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { Auth } from 'firebase-admin/auth';
import { getAuth } from 'firebase-admin/auth';
import { initializeApp as initializeClient } from 'firebase/app';
import type { Auth as ClientAuth } from 'firebase/auth';
import {
  connectAuthEmulator,
  getAuth as getClientAuth,
  getIdTokenResult,
  signInWithCustomToken,
  signInWithEmailAndPassword,
  signOut,
} from 'firebase/auth';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuthService } from '../auth/index.ts';
import { createAuthService } from '../auth/index.ts';
import { AdjustableClock } from '../shared/clock.ts';

const PROJECT = 'demo-auth-admin';
const clock = new AdjustableClock();
let service: AuthService;
let app: App;
let admin: Auth;
let client: ClientAuth;

beforeAll(async () => {
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  service = await createAuthService({ clock, folder: null, host: '127.0.0.1', port: 0, projectId: PROJECT });
  vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', `127.0.0.1:${service.port}`);
  app = initializeApp({ projectId: PROJECT }, 'auth-admin');
  admin = getAuth(app);
  client = connectClient(service.port);
});

afterEach(async () => {
  clock.resume();
  await signOut(client);
  service.clear(PROJECT);
});

afterAll(async () => {
  await deleteApp(app);
  await service.close();
  vi.unstubAllEnvs();
});

describe('an administrator', () => {
  it('creates, reads, changes and deletes an account', async () => {
    const created = await admin.createUser({
      uid: 'ana',
      email: 'Ana@example.com',
      password: 'secret-1',
      displayName: 'Ana',
      phoneNumber: '+15005550006',
    });
    expect(created).toMatchObject({
      uid: 'ana',
      email: 'ana@example.com',
      disabled: false,
      emailVerified: false,
    });
    expect((await admin.getUserByEmail('ana@example.com')).uid).toBe('ana');
    expect((await admin.getUserByPhoneNumber('+15005550006')).uid).toBe('ana');
    const updated = await admin.updateUser('ana', {
      displayName: null,
      emailVerified: true,
      phoneNumber: null,
    });
    expect(updated.displayName).toBeUndefined();
    expect(updated.phoneNumber).toBeUndefined();
    expect(updated.emailVerified).toBe(true);
    await admin.deleteUser('ana');
    await expect(admin.getUser('ana')).rejects.toMatchObject({ code: 'auth/user-not-found' });
    await expect(admin.deleteUser('ana')).rejects.toMatchObject({ code: 'auth/user-not-found' });
  });

  it('never sees a password or its hash', async () => {
    const { passwordHash, passwordSalt } = await admin.createUser({
      email: 'ana@example.com',
      password: 'secret-1',
    });
    expect(passwordHash).toBeUndefined();
    expect(passwordSalt).toBeUndefined();
  });

  it('cannot make two accounts of one id, address or number', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', phoneNumber: '+15005550006' });
    const refusals: [object, string][] = [
      [{ uid: 'ana' }, 'auth/uid-already-exists'],
      [{ email: 'ana@example.com' }, 'auth/email-already-exists'],
      [{ phoneNumber: '+15005550006' }, 'auth/phone-number-already-exists'],
      [{ password: '12345' }, 'auth/invalid-password'],
    ];
    for (const [request, code] of refusals) {
      await expect(admin.createUser(request)).rejects.toMatchObject({ code });
    }
    await admin.createUser({ uid: 'ben' });
    await expect(admin.updateUser('ben', { email: 'ana@example.com' })).rejects.toMatchObject({
      code: 'auth/email-already-exists',
    });
  });

  it('finds many accounts at once and names those that are not there', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com' });
    await admin.createUser({ uid: 'ben' });
    const { users, notFound } = await admin.getUsers([
      { email: 'ana@example.com' },
      { uid: 'ben' },
      { uid: 'eve' },
    ]);
    expect(users.map(({ uid }) => uid).sort()).toEqual(['ana', 'ben']);
    expect(notFound).toEqual([{ uid: 'eve' }]);
  });

  it('lists accounts page by page in order of id', async () => {
    for (const uid of ['c', 'a', 'd', 'b']) await admin.createUser({ uid });
    const first = await admin.listUsers(2);
    const second = await admin.listUsers(2, first.pageToken);
    expect(first.users.map(({ uid }) => uid)).toEqual(['a', 'b']);
    expect(second.users.map(({ uid }) => uid)).toEqual(['c', 'd']);
    expect(second.pageToken).toBeUndefined();
  });

  it('imports accounts, reporting the bad ones by index, and deletes many', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com' });
    const result = await admin.importUsers([
      { uid: 'ben', email: 'ben@example.com', customClaims: { role: 'agent' } },
      { uid: 'eve', email: 'ana@example.com' },
    ]);
    expect(result).toMatchObject({ successCount: 1, failureCount: 1 });
    expect(result.errors[0]?.index).toBe(1);
    expect((await admin.getUser('ben')).customClaims).toEqual({ role: 'agent' });
    expect(await admin.deleteUsers(['ana', 'ben', 'nobody'])).toMatchObject({
      successCount: 3,
      failureCount: 0,
    });
    expect((await admin.listUsers()).users).toEqual([]);
  });

  it('gives claims that arrive with the next token, flat, and refuses reserved or large ones', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', password: 'secret-1' });
    const { user } = await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    await admin.setCustomUserClaims('ana', { companyId: 'acme', role: 'admin' });
    expect((await getIdTokenResult(user)).claims['role']).toBeUndefined();
    expect((await getIdTokenResult(user, true)).claims).toMatchObject({ companyId: 'acme', role: 'admin' });
    await admin.setCustomUserClaims('ana', null);
    expect((await getIdTokenResult(user, true)).claims['role']).toBeUndefined();
    await expect(admin.setCustomUserClaims('ana', { aud: 'x' })).rejects.toMatchObject({
      code: 'auth/reserved-claim',
    });
    await expect(admin.setCustomUserClaims('ana', { x: 'x'.repeat(1000) })).rejects.toMatchObject({
      code: 'auth/claims-too-large',
    });
  });

  it('changes the password policy of the project', async () => {
    const manager = admin.projectConfigManager();
    await manager.updateProjectConfig({
      passwordPolicyConfig: {
        enforcementState: 'ENFORCE',
        constraints: { minLength: 12, requireUppercase: true },
      },
    });
    const { passwordPolicyConfig } = await manager.getProjectConfig();
    expect(passwordPolicyConfig).toMatchObject({
      enforcementState: 'ENFORCE',
      constraints: { minLength: 12, requireUppercase: true },
    });
    await expect(admin.createUser({ password: 'secret-1' })).rejects.toThrow('at least 12 characters');
    await manager.updateProjectConfig({ passwordPolicyConfig: { enforcementState: 'OFF' } });
    await admin.createUser({ password: 'secret-1' });
    await expect(
      manager.updateProjectConfig({ smsRegionConfig: { allowByDefault: { disallowedRegions: ['US'] } } }),
    ).rejects.toThrow('smsRegionConfig');
  });
});

describe('the end of a session', () => {
  it('comes with revocation, for ID token and refresh token', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', password: 'secret-1' });
    const { user } = await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    expect((await admin.verifyIdToken(await user.getIdToken())).uid).toBe('ana');
    await admin.revokeRefreshTokens('ana');
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
    await nextSecond();
    await admin.revokeRefreshTokens('ana');
    await expect(admin.verifyIdToken(await user.getIdToken(), true)).rejects.toMatchObject({
      code: 'auth/id-token-revoked',
    });
    await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    expect((await admin.verifyIdToken((await client.currentUser?.getIdToken()) ?? '', true)).uid).toBe('ana');
  });

  it('comes with disabling, and an enabled account signs in again', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', password: 'secret-1' });
    const { user } = await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    await admin.updateUser('ana', { disabled: true });
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-disabled' });
    await expect(admin.verifyIdToken(await user.getIdToken())).rejects.toMatchObject({
      code: 'auth/user-disabled',
    });
    await expect(signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1')).rejects.toMatchObject({
      code: 'auth/user-disabled',
    });
    await admin.updateUser('ana', { disabled: false });
    await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
  });

  it('comes with a password that an administrator sets', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', password: 'secret-1' });
    const { user } = await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    await admin.updateUser('ana', { password: 'secret-2' });
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
    await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-2');
  });

  it('comes with deletion', async () => {
    await admin.createUser({ uid: 'ana', email: 'ana@example.com', password: 'secret-1' });
    const { user } = await signInWithEmailAndPassword(client, 'ana@example.com', 'secret-1');
    await admin.deleteUser('ana');
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
  });
});

describe('custom tokens and cookies', () => {
  it('sign in a person who is new here, with claims that last through refreshes', async () => {
    const token = await admin.createCustomToken('visitor-1', { companyId: 'acme', visitor: true });
    const { user } = await signInWithCustomToken(client, token);
    expect(user.uid).toBe('visitor-1');
    for (const forceRefresh of [false, true]) {
      const { claims, signInProvider } = await getIdTokenResult(user, forceRefresh);
      expect(signInProvider).toBe('custom');
      expect(claims).toMatchObject({ companyId: 'acme', visitor: true });
    }
    const decoded = await admin.verifyIdToken(await user.getIdToken());
    expect(decoded).toMatchObject({ uid: 'visitor-1', companyId: 'acme' });
  });

  it('are refused for a disabled account and when they are none', async () => {
    await admin.createUser({ uid: 'ana', disabled: true });
    const token = await admin.createCustomToken('ana');
    await expect(signInWithCustomToken(client, token)).rejects.toMatchObject({ code: 'auth/user-disabled' });
    await expect(signInWithCustomToken(client, 'nonsense')).rejects.toMatchObject({
      code: 'auth/invalid-custom-token',
    });
  });

  it('make a session cookie between five minutes and two weeks', async () => {
    const { user } = await signInWithCustomToken(client, await admin.createCustomToken('ana'));
    const idToken = await user.getIdToken();
    const cookie = await admin.createSessionCookie(idToken, { expiresIn: 3_600_000 });
    expect(await admin.verifySessionCookie(cookie, true)).toMatchObject({
      uid: 'ana',
      iss: `https://session.firebase.google.com/${PROJECT}`,
    });
    await expect(admin.createSessionCookie(idToken, { expiresIn: 60_000 })).rejects.toMatchObject({
      code: 'auth/invalid-session-cookie-duration',
    });
  });
});

describe('links for emails', () => {
  it('are made for an administrator to send', async () => {
    await admin.createUser({ email: 'ana@example.com', password: 'secret-1' });
    const link = new URL(
      await admin.generatePasswordResetLink('ana@example.com', { url: 'https://app.example.com/' }),
    );
    expect(link.searchParams.get('mode')).toBe('resetPassword');
    expect(link.searchParams.get('continueUrl')).toBe('https://app.example.com/');
    const verify = await admin.generateEmailVerificationLink('ana@example.com');
    expect(await (await fetch(verify)).text()).toContain('Your address is confirmed');
    expect((await admin.getUserByEmail('ana@example.com')).emailVerified).toBe(true);
    await expect(admin.generatePasswordResetLink('nobody@example.com')).rejects.toMatchObject({
      code: 'auth/email-not-found',
    });
  });
});

describe('a data folder', () => {
  it('holds accounts, codes and sessions over a restart, and no password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'auth-'));
    const options = { clock, folder, host: '127.0.0.1', projectId: PROJECT };
    const first = await createAuthService({ ...options, port: 0 });
    const { port } = first;
    const before = connectClient(port);
    const headers = { Authorization: 'Bearer owner' };
    const created = await fetch(
      `http://127.0.0.1:${port}/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts`,
      {
        method: 'POST',
        headers,
        body: JSON.stringify({ email: 'ana@example.com', password: 'a-secret-to-find' }),
      },
    );
    expect(created.status).toBe(200);
    const { user } = await signInWithEmailAndPassword(before, 'ana@example.com', 'a-secret-to-find');
    await first.close();
    const second = await createAuthService({ ...options, port });
    // The client may first meet a connection that the restart has cut.
    await expect.poll(() => user.getIdToken(true)).toBeTruthy();
    await signInWithEmailAndPassword(before, 'ana@example.com', 'a-secret-to-find');
    await second.close();
    expect(readFileSync(join(folder, 'auth.sqlite')).includes('a-secret-to-find')).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

function connectClient(port: number): ClientAuth {
  const auth = getClientAuth(
    initializeClient({ apiKey: 'fake-api-key', projectId: PROJECT }, `client-${port}-${Math.random()}`),
  );
  connectAuthEmulator(auth, `http://127.0.0.1:${port}`, { disableWarnings: true });
  return auth;
}

/** The SDK compares whole seconds of its own clock, which cannot be faked here. */
function nextSecond(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1010 - (Date.now() % 1000));
  });
}
