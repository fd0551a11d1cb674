import type { FirebaseApp } from 'firebase/app';
import { deleteApp, initializeApp } from 'firebase/app';
import type { Auth } from 'firebase/auth';
import {
  applyActionCode,
  confirmPasswordReset,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  deleteUser,
  fetchSignInMethodsForEmail,
  getAuth,
  getIdTokenResult,
  GoogleAuthProvider,
  reload,
  sendEmailVerification,
  sendPasswordResetEmail,
  signInAnonymously,
  signInWithCredential,
  signInWithEmailAndPassword,
  signOut,
  updateEmail,
  updatePassword,
  updateProfile,
  validatePassword,
  verifyBeforeUpdateEmail,
  verifyPasswordResetCode,
} from 'firebase/auth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthService } from '../auth/index.ts';
import { createAuthService } from '../auth/index.ts';
import { AdjustableClock } from '../shared/clock.ts';

const PROJECT = 'demo-auth-client';
const MINUTE_MS = 60_000;
const clock = new AdjustableClock();
let service: AuthService;
let base: string;
let app: FirebaseApp;
let auth: Auth;

beforeAll(async () => {
  service = await createAuthService({
    clock,
    folder: null,
    host: '127.0.0.1',
    port: 0,
    projectId: PROJECT,
  });
  base = `http://127.0.0.1:${service.port}`;
  app = initializeApp({ apiKey: 'fake-api-key', projectId: PROJECT });
  auth = getAuth(app);
  connectAuthEmulator(auth, base, { disableWarnings: true });
});

afterEach(async () => {
  clock.resume();
  await signOut(auth);
  service.clear(PROJECT);
  await setConfig({
    emailPrivacyConfig: { enableImprovedEmailPrivacy: true },
    passwordPolicyConfig: { passwordPolicyEnforcementState: 'OFF' },
    client: { permissions: { disabledUserSignup: false } },
  });
});

afterAll(async () => {
  await deleteApp(app);
  await service.close();
});

describe('the web SDK with an address and a password', () => {
  it('signs up, looks the account up and carries the claims of production in its token', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'Ana@Example.com', 'secret-1');
    expect(user.email).toBe('ana@example.com');
    expect(user.emailVerified).toBe(false);
    expect(user.providerData.map(({ providerId }) => providerId)).toEqual(['password']);
    const { claims, signInProvider } = await getIdTokenResult(user);
    expect(signInProvider).toBe('password');
    expect(claims).toMatchObject({
      aud: PROJECT,
      iss: `https://securetoken.google.com/${PROJECT}`,
      sub: user.uid,
      user_id: user.uid,
      email: 'ana@example.com',
      email_verified: false,
      firebase: { identities: { email: ['ana@example.com'] }, sign_in_provider: 'password' },
    });
  });

  it('signs in again, and only with the right password', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await signOut(auth);
    const again = await signInWithEmailAndPassword(auth, 'ANA@example.com', 'secret-1');
    expect(again.user.uid).toBe(user.uid);
    await expect(signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-2')).rejects.toMatchObject({
      code: 'auth/invalid-credential',
    });
  });

  it('refuses a second account of one address, a short password and what is no address', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const refusals: [string, string, string][] = [
      ['ana@example.com', 'secret-2', 'auth/email-already-in-use'],
      ['ben@example.com', '12345', 'auth/weak-password'],
      ['ben', 'secret-1', 'auth/invalid-email'],
      ['ben@example.com', '', 'auth/missing-password'],
    ];
    for (const [email, password, code] of refusals) {
      await expect(createUserWithEmailAndPassword(auth, email, password)).rejects.toMatchObject({ code });
    }
  });

  it('lets only one of two simultaneous sign-ups have an address', async () => {
    const results = await Promise.allSettled([
      signUpByRest('ana@example.com'),
      signUpByRest('ana@example.com'),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps sign-up for administrators where the project says so', async () => {
    await setConfig({ client: { permissions: { disabledUserSignup: true } } });
    await expect(createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1')).rejects.toMatchObject({
      code: 'auth/admin-restricted-operation',
    });
  });
});

describe('enumeration protection', () => {
  it('answers alike for an unknown address and a wrong password', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    for (const email of ['ana@example.com', 'nobody@example.com']) {
      await expect(signInWithEmailAndPassword(auth, email, 'wrong-one')).rejects.toMatchObject({
        code: 'auth/invalid-credential',
      });
      await sendPasswordResetEmail(auth, email);
      expect(await fetchSignInMethodsForEmail(auth, email)).toEqual([]);
    }
    expect((await oobCodes()).map(({ email }) => email)).toEqual(['ana@example.com']);
  });

  it('tells the difference where the project turned it off', async () => {
    await setConfig({ emailPrivacyConfig: { enableImprovedEmailPrivacy: false } });
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await expect(signInWithEmailAndPassword(auth, 'ana@example.com', 'wrong-one')).rejects.toMatchObject({
      code: 'auth/wrong-password',
    });
    await expect(signInWithEmailAndPassword(auth, 'nobody@example.com', 'wrong-one')).rejects.toMatchObject({
      code: 'auth/user-not-found',
    });
    await expect(sendPasswordResetEmail(auth, 'nobody@example.com')).rejects.toMatchObject({
      code: 'auth/user-not-found',
    });
    expect(await fetchSignInMethodsForEmail(auth, 'ana@example.com')).toEqual(['password']);
  });
});

describe('guessing a password', () => {
  it('is stopped after ten failures, even for the right one, until some minutes have passed', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const guesses = Array.from({ length: 10 }, (_, index) =>
      signInByRest('ana@example.com', `guess-${index}`),
    );
    expect((await Promise.all(guesses)).every((text) => text === 'INVALID_LOGIN_CREDENTIALS')).toBe(true);
    await expect(signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-1')).rejects.toMatchObject({
      code: 'auth/too-many-requests',
    });
    clock.advance(6 * MINUTE_MS);
    await signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
  });

  it('does not get more tries by guessing all at once', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const guesses = Array.from({ length: 14 }, (_, index) =>
      signInByRest('ana@example.com', `guess-${index}`),
    );
    const answers = await Promise.all(guesses);
    expect(answers.filter((text) => text === 'INVALID_LOGIN_CREDENTIALS')).toHaveLength(10);
    expect(answers.filter((text) => text.startsWith('TOO_MANY_ATTEMPTS_TRY_LATER'))).toHaveLength(4);
  });

  it('lets many people who know it sign in at once', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => signInByRest('ana@example.com', 'secret-1')),
    );
    expect(new Set(answers)).toEqual(new Set(['']));
  });
});

describe('a forgotten password', () => {
  it('is replaced by a code that works once and ends every other session', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await sendPasswordResetEmail(auth, 'ana@example.com');
    const [code] = await oobCodes();
    const oobCode = code?.oobCode ?? '';
    expect(await verifyPasswordResetCode(auth, oobCode)).toBe('ana@example.com');
    await expect(confirmPasswordReset(auth, oobCode, '123')).rejects.toMatchObject({
      code: 'auth/weak-password',
    });
    await confirmPasswordReset(auth, oobCode, 'secret-2');
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
    await expect(confirmPasswordReset(auth, oobCode, 'secret-3')).rejects.toMatchObject({
      code: 'auth/invalid-action-code',
    });
    const again = await signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-2');
    expect(again.user.emailVerified).toBe(true);
  });

  it('cannot be replaced after an hour', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await sendPasswordResetEmail(auth, 'ana@example.com');
    const [code] = await oobCodes();
    clock.advance(61 * MINUTE_MS);
    await expect(confirmPasswordReset(auth, code?.oobCode ?? '', 'secret-2')).rejects.toMatchObject({
      code: 'auth/expired-action-code',
    });
  });

  it('can be set on the page that the link opens', async () => {
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await sendPasswordResetEmail(auth, 'ana@example.com', { url: 'https://app.example.com/sign-in?x=1&y=2' });
    const [code] = await oobCodes();
    const link = code?.oobLink ?? '';
    const form = await fetch(link);
    expect(form.headers.get('content-type')).toContain('text/html');
    expect(await form.text()).toContain('For ana@example.com');
    const weak = await fetch(link, { method: 'POST', body: new URLSearchParams({ newPassword: '123' }) });
    expect(weak.status).toBe(400);
    expect(await weak.text()).toContain('at least 6 characters');
    const done = await fetch(link, {
      method: 'POST',
      body: new URLSearchParams({ newPassword: 'secret-2' }),
    });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('href="https://app.example.com/sign-in?x=1&amp;y=2"');
    expect((await fetch(link)).status).toBe(400);
    await sendPasswordResetEmail(auth, 'ana@example.com');
    const [next] = await oobCodes();
    expect((await fetch(`${next?.oobLink}&newPassword=secret-3`)).status).toBe(200);
    await signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-3');
  });
});

describe('an own account', () => {
  it('gets its address confirmed by code', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await sendEmailVerification(user);
    const [code] = await oobCodes();
    await applyActionCode(auth, code?.oobCode ?? '');
    await reload(user);
    expect(user.emailVerified).toBe(true);
  });

  it('changes its address only after the new one is confirmed', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await expect(updateEmail(user, 'new@example.com')).rejects.toMatchObject({
      code: 'auth/operation-not-allowed',
    });
    await verifyBeforeUpdateEmail(user, 'new@example.com');
    const [code] = await oobCodes();
    await applyActionCode(auth, code?.oobCode ?? '');
    const again = await signInWithEmailAndPassword(auth, 'new@example.com', 'secret-1');
    expect(again.user).toMatchObject({ uid: user.uid, email: 'new@example.com', emailVerified: true });
  });

  it('keeps its session through a new password while other sessions end', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const otherSession = user.refreshToken;
    await updatePassword(user, 'secret-2');
    await user.getIdToken(true);
    expect(await refreshByRest(otherSession)).toBe('TOKEN_EXPIRED');
    await signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-2');
  });

  it('must sign in again before a new password or deletion when the sign-in is old', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    clock.advance(6 * MINUTE_MS);
    await expect(updatePassword(user, 'secret-2')).rejects.toMatchObject({
      code: 'auth/requires-recent-login',
    });
    await expect(deleteUser(user)).rejects.toMatchObject({ code: 'auth/requires-recent-login' });
    await signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await updatePassword(auth.currentUser ?? user, 'secret-2');
  });

  it('changes its name and picture and can be deleted', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    await updateProfile(user, { displayName: 'Ana', photoURL: 'https://example.com/ana.png' });
    const { claims } = await getIdTokenResult(user, true);
    expect(claims).toMatchObject({ name: 'Ana', picture: 'https://example.com/ana.png' });
    await updateProfile(user, { displayName: '' });
    await reload(user);
    expect(user).toMatchObject({ displayName: null, photoURL: 'https://example.com/ana.png' });
    await deleteUser(user);
    await expect(signInWithEmailAndPassword(auth, 'ana@example.com', 'secret-1')).rejects.toMatchObject({
      code: 'auth/invalid-credential',
    });
  });

  it('keeps the time of its sign-in through refreshes, apart from other sessions of the account', async () => {
    const { user } = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'secret-1');
    const first = (await getIdTokenResult(user)).claims.auth_time;
    clock.advance(30 * MINUTE_MS);
    await signInByRest('ana@example.com', 'secret-1');
    const refreshed = await getIdTokenResult(user, true);
    expect(refreshed.claims.auth_time).toBe(first);
    expect(Number(refreshed.claims['iat'])).toBeGreaterThan(Number(first));
  });
});

describe('the password policy', () => {
  it('is told to the SDK and enforced with all that is missing', async () => {
    await setConfig({
      passwordPolicyConfig: {
        passwordPolicyEnforcementState: 'ENFORCE',
        passwordPolicyVersions: [
          { customStrengthOptions: { minPasswordLength: 10, containsNumericCharacter: true } },
        ],
      },
    });
    const status = await validatePassword(auth, 'short');
    expect(status).toMatchObject({ isValid: false, containsNumericCharacter: false });
    const error = await createUserWithEmailAndPassword(auth, 'ana@example.com', 'short').catch(String);
    expect(error).toContain('auth/password-does-not-meet-requirements');
    await createUserWithEmailAndPassword(auth, 'ana@example.com', 'long enough 1');
  });
});

describe('other ways in', () => {
  it('signs in without any credential', async () => {
    const { user } = await signInAnonymously(auth);
    expect(user.isAnonymous).toBe(true);
    const { claims } = await getIdTokenResult(user);
    expect(claims).toMatchObject({ provider_id: 'anonymous', firebase: { sign_in_provider: 'anonymous' } });
  });

  it('answers what is not offered with its name', async () => {
    const credential = GoogleAuthProvider.credential('{"sub":"1","email":"ana@example.com"}');
    await expect(signInWithCredential(auth, credential)).rejects.toThrow('accounts:signInWithIdp');
    const refused = [
      ['v1/accounts:signInWithPhoneNumber', {}, 'accounts:signInWithPhoneNumber'],
      ['v2/accounts/mfaEnrollment:start', {}, 'accounts/mfaEnrollment:start'],
      ['v1/accounts:signUp', { tenantId: 'a' }, 'tenants'],
      ['v1/accounts:sendOobCode', { requestType: 'EMAIL_SIGNIN' }, 'accounts:sendOobCode EMAIL_SIGNIN'],
    ] as const;
    for (const [path, body, name] of refused) {
      const response = await post(`/identitytoolkit.googleapis.com/${path}?key=k`, body);
      expect(response.status).toBe(501);
      expect(await errorOf(response)).toBe(`UNIMPLEMENTED : ${name}`);
    }
  });

  it('refuses callers without a key, and strangers on the administrator’s addresses', async () => {
    const lookup = '/identitytoolkit.googleapis.com/v1/accounts:lookup';
    expect((await post(lookup, {})).status).toBe(403);
    expect(
      (await post(`/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts:lookup`, {})).status,
    ).toBe(401);
    const foreign = await fetch(`${base}/emulator/v1/projects/${PROJECT}/oobCodes`, {
      headers: { Origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const broken = await fetch(`${base}${lookup}?key=k`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });
});

function post(path: string, body: object): Promise<Response> {
  return fetch(`${base}${path}`, { method: 'POST', body: JSON.stringify(body) });
}

async function setConfig(config: object): Promise<void> {
  const response = await fetch(`${base}/emulator/v1/projects/${PROJECT}/config`, {
    method: 'PATCH',
    body: JSON.stringify(config),
  });
  expect(response.status).toBe(200);
}

async function oobCodes(): Promise<{ email: string; oobCode: string; oobLink: string }[]> {
  const response = await fetch(`${base}/emulator/v1/projects/${PROJECT}/oobCodes`);
  const body = (await response.json()) as { oobCodes: { email: string; oobCode: string; oobLink: string }[] };
  return body.oobCodes;
}

/** The error's text, or an empty one after success. */
async function errorOf(response: Response): Promise<string> {
  const body = (await response.json()) as { error?: { message: string } };
  return body.error?.message ?? '';
}

async function signUpByRest(email: string): Promise<void> {
  const response = await post('/identitytoolkit.googleapis.com/v1/accounts:signUp?key=k', {
    email,
    password: 'secret-1',
  });
  expect(await errorOf(response)).toBe('');
}

async function signInByRest(email: string, password: string): Promise<string> {
  return errorOf(
    await post('/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=k', { email, password }),
  );
}

async function refreshByRest(refreshToken: string): Promise<string> {
  return errorOf(
    await fetch(`${base}/securetoken.googleapis.com/v1/token?key=k`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    }),
  );
}
