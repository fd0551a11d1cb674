import { parseCustomAttributes } from './claims.ts';
import { check } from './auth-error.ts';
import type { AuthContext } from './context.ts';
import { randomText } from './project-accounts.ts';
import type { UserRecord } from './user-record.ts';

/** What began when a person signed in; lives as long as its refresh token. */
export interface Session {
  provider: string;
  /** Stays the same through refreshes: a session is known by user and this time. */
  authTimeSeconds: number;
  /** Developer claims of the custom token. */
  claims: Record<string, unknown>;
}

interface IssuedTokens {
  idToken: string;
  refreshToken: string;
  /** Seconds, as text. */
  expiresIn: string;
}

interface IdToken {
  user: UserRecord;
  session: Session;
  payload: Record<string, unknown>;
}

const LIFETIME_SECONDS = 60 * 60;
const COOKIE_MIN_SECONDS = 5 * 60;
const COOKIE_MAX_SECONDS = 14 * 24 * 60 * 60;

/** A session that begins now. */
export function newSession(context: AuthContext, provider: string, claims = {}): Session {
  return { provider, authTimeSeconds: nowSeconds(context), claims };
}

/** Issues tokens for a session and stores `user`, changed as the caller left it, with the time of this refresh. */
export function issueTokens(context: AuthContext, user: UserRecord, session: Session): IssuedTokens {
  context.accounts.saveUsers([{ ...user, lastRefreshAtMs: context.clock.now() }]);
  const refresh = {
    _AuthEmulatorRefreshToken: 'DO NOT MODIFY',
    localId: user.localId,
    provider: session.provider,
    extraClaims: session.claims,
    projectId: context.accounts.projectId,
    authTimeSeconds: session.authTimeSeconds,
    revocationCount: user.revocationCount,
  };
  return {
    idToken: unsignedToken(idTokenPayload(context, user, session)),
    refreshToken: Buffer.from(JSON.stringify(refresh)).toString('base64'),
    expiresIn: String(LIFETIME_SECONDS),
  };
}

/**
 * Reads an ID token of this project. Its age is not checked, as in the official emulator: tests move the clock of
 * the services, not that of the browser. Errors: INVALID_ID_TOKEN, USER_NOT_FOUND, USER_DISABLED, TOKEN_EXPIRED
 * (revoked).
 */
export function readIdToken(context: AuthContext, idToken: string): IdToken {
  const payload = decodePayload(idToken);
  check(payload !== null && payload['aud'] === context.accounts.projectId, 'INVALID_ID_TOKEN');
  check(payload['iss'] === idTokenIssuer(context), 'INVALID_ID_TOKEN');
  const { iat, auth_time: authTime, user_id: localId, firebase } = payload;
  check(typeof localId === 'string' && typeof iat === 'number', 'INVALID_ID_TOKEN');
  const user = context.accounts.user(localId);
  check(user !== null, 'USER_NOT_FOUND');
  check(!user.disabled, 'USER_DISABLED');
  check(iat >= user.validSinceSeconds, 'TOKEN_EXPIRED');
  const provider = isObject(firebase) ? firebase['sign_in_provider'] : undefined;
  return {
    user,
    payload,
    session: {
      provider: typeof provider === 'string' ? provider : 'custom',
      authTimeSeconds: typeof authTime === 'number' ? authTime : iat,
      claims: {},
    },
  };
}

/** Errors: INVALID_REFRESH_TOKEN, USER_NOT_FOUND, USER_DISABLED, TOKEN_EXPIRED (revoked since). */
export function readRefreshToken(context: AuthContext, refreshToken: string): Omit<IdToken, 'payload'> {
  const record = decodeRefreshToken(refreshToken);
  check(record !== null && '_AuthEmulatorRefreshToken' in record, 'INVALID_REFRESH_TOKEN');
  const { localId, provider, extraClaims, projectId, authTimeSeconds, revocationCount } = record;
  check(
    typeof localId === 'string' &&
      typeof provider === 'string' &&
      typeof authTimeSeconds === 'number' &&
      projectId === context.accounts.projectId,
    'INVALID_REFRESH_TOKEN',
  );
  const user = context.accounts.user(localId);
  check(user !== null, 'USER_NOT_FOUND');
  check(!user.disabled, 'USER_DISABLED');
  check(
    revocationCount === user.revocationCount && authTimeSeconds >= user.validSinceSeconds,
    'TOKEN_EXPIRED',
  );
  return {
    user,
    session: { provider, authTimeSeconds, claims: isObject(extraClaims) ? extraClaims : {} },
  };
}

/** A session cookie from an ID token. `validSeconds` between five minutes and two weeks, else INVALID_DURATION. */
export function sessionCookie(context: AuthContext, idToken: string, validSeconds: number | null): string {
  const seconds = validSeconds ?? COOKIE_MAX_SECONDS;
  check(seconds >= COOKIE_MIN_SECONDS && seconds <= COOKIE_MAX_SECONDS, 'INVALID_DURATION');
  const { payload } = readIdToken(context, idToken);
  const iat = nowSeconds(context);
  return unsignedToken({
    ...payload,
    iat,
    exp: iat + seconds,
    iss: `https://session.firebase.google.com/${context.accounts.projectId}`,
  });
}

/** What a refresh token says, not verified; null if it is none. */
export function decodeRefreshToken(token: string): Record<string, unknown> | null {
  return decodeJson(Buffer.from(token, 'base64').toString('utf8'));
}

/** The payload of a JSON Web Token, not verified; null if it is none. */
export function decodePayload(token: string): Record<string, unknown> | null {
  const part = token.split('.')[1];
  return part === undefined ? null : decodeJson(Buffer.from(part, 'base64url').toString('utf8'));
}

/**
 * Refuses what production wants a fresh sign-in for (new password or address, deletion) when the session is older
 * than five minutes. Source: the official SDKs' auth/requires-recent-login.
 */
export function checkRecentLogin(context: AuthContext, session: Session): void {
  check(nowSeconds(context) - session.authTimeSeconds <= 5 * 60, 'CREDENTIAL_TOO_OLD_LOGIN_AGAIN');
}

function idTokenPayload(context: AuthContext, user: UserRecord, session: Session): Record<string, unknown> {
  const iat = nowSeconds(context);
  const identities: Record<string, string[]> = {};
  if (user.email !== null) identities['email'] = [user.email];
  if (user.phoneNumber !== null) identities['phone'] = [user.phoneNumber];
  return {
    ...(user.displayName === null ? {} : { name: user.displayName }),
    ...(user.photoUrl === null ? {} : { picture: user.photoUrl }),
    ...(user.customAttributes === null ? {} : parseCustomAttributes(user.customAttributes)),
    ...session.claims,
    ...(session.provider === 'anonymous' ? { provider_id: 'anonymous' } : {}),
    ...(user.email === null ? {} : { email: user.email, email_verified: user.emailVerified }),
    ...(user.phoneNumber === null ? {} : { phone_number: user.phoneNumber }),
    auth_time: session.authTimeSeconds,
    user_id: user.localId,
    firebase: { identities, sign_in_provider: session.provider },
    iat,
    exp: iat + LIFETIME_SECONDS,
    aud: context.accounts.projectId,
    iss: idTokenIssuer(context),
    sub: user.localId,
  };
}

function idTokenIssuer(context: AuthContext): string {
  return `https://securetoken.google.com/${context.accounts.projectId}`;
}

function nowSeconds(context: AuthContext): number {
  return Math.floor(context.clock.now() / 1000);
}

/**
 * `kid` (which production's tokens have too) makes each token another text: the web SDK takes over new tokens only
 * if the ID token differs, and two issued in the same second would have the same claims.
 */
function unsignedToken(payload: Record<string, unknown>): string {
  return `${encode({ alg: 'none', kid: randomText(8), typ: 'JWT' })}.${encode(payload)}.`;
}

function encode(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodeJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
