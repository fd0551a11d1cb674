import type { PasswordHash } from './password-hash.ts';

/** One account as it is stored. */
export interface UserRecord {
  localId: string;
  email: string | null;
  emailVerified: boolean;
  displayName: string | null;
  photoUrl: string | null;
  phoneNumber: string | null;
  disabled: boolean;
  password: PasswordHash | null;
  passwordUpdatedAtMs: number | null;
  /** Custom claims as JSON text, as the administrator sent them. */
  customAttributes: string | null;
  /** Tokens of sessions begun before are refused; whole seconds, as in production. */
  validSinceSeconds: number;
  /**
   * Grows with every revocation and is carried by refresh tokens, so that a session begun in the very second of
   * the revocation does not survive it.
   */
  revocationCount: number;
  createdAtMs: number;
  lastLoginAtMs: number | null;
  lastRefreshAtMs: number | null;
  /** Has signed in with a custom token. */
  customAuth: boolean;
}

export const PASSWORD_PROVIDER = 'password';
const PHONE_PROVIDER = 'phone';
/** What production sends instead of a hash. Base64 of `REDACTED`. */
const REDACTED_HASH = 'UkVEQUNURUQ=';

export function newUser(localId: string, nowMs: number): UserRecord {
  return {
    localId,
    email: null,
    emailVerified: false,
    displayName: null,
    photoUrl: null,
    phoneNumber: null,
    disabled: false,
    password: null,
    passwordUpdatedAtMs: null,
    customAttributes: null,
    validSinceSeconds: Math.floor(nowMs / 1000),
    revocationCount: 0,
    createdAtMs: nowMs,
    lastLoginAtMs: null,
    lastRefreshAtMs: null,
    customAuth: false,
  };
}

/** The record with a new password: all earlier sessions end. */
export function withPassword(user: UserRecord, password: PasswordHash, nowMs: number): UserRecord {
  return { ...revoked(user, nowMs), password, passwordUpdatedAtMs: nowMs };
}

/** The record with all earlier sessions ended. */
export function revoked(user: UserRecord, nowMs: number): UserRecord {
  return {
    ...user,
    validSinceSeconds: Math.floor(nowMs / 1000),
    revocationCount: user.revocationCount + 1,
  };
}

/** `UserInfo` of Identity Toolkit: numbers as strings, absent fields left out, hash redacted. */
export function userInfo(user: UserRecord): Record<string, unknown> {
  const providerUserInfo = providers(user);
  return {
    localId: user.localId,
    ...present('email', user.email),
    ...(user.email === null ? {} : { emailVerified: user.emailVerified }),
    ...present('displayName', user.displayName),
    ...present('photoUrl', user.photoUrl),
    ...present('phoneNumber', user.phoneNumber),
    ...(user.password === null
      ? {}
      : { passwordHash: REDACTED_HASH, passwordUpdatedAt: user.passwordUpdatedAtMs }),
    ...(providerUserInfo.length === 0 ? {} : { providerUserInfo }),
    validSince: String(user.validSinceSeconds),
    disabled: user.disabled,
    ...present('customAttributes', user.customAttributes),
    ...(user.customAuth ? { customAuth: true } : {}),
    createdAt: String(user.createdAtMs),
    ...(user.lastLoginAtMs === null ? {} : { lastLoginAt: String(user.lastLoginAtMs) }),
    ...(user.lastRefreshAtMs === null ? {} : { lastRefreshAt: new Date(user.lastRefreshAtMs).toISOString() }),
  };
}

export function providers(user: UserRecord): Record<string, unknown>[] {
  const result: Record<string, unknown>[] = [];
  if (user.email !== null && user.password !== null) {
    result.push({
      providerId: PASSWORD_PROVIDER,
      email: user.email,
      federatedId: user.email,
      rawId: user.email,
      ...present('displayName', user.displayName),
      ...present('photoUrl', user.photoUrl),
    });
  }
  if (user.phoneNumber !== null) {
    result.push({ providerId: PHONE_PROVIDER, phoneNumber: user.phoneNumber, rawId: user.phoneNumber });
  }
  return result;
}

function present(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}
