import { z } from 'zod';
import { check, unimplemented } from '../auth-error.ts';
import { parseCustomAttributes } from '../claims.ts';
import type { AuthContext } from '../context.ts';
import { hashPassword } from '../password-hash.ts';
import { checkNewPassword } from '../password-policy.ts';

import { checkRecentLogin, issueTokens, newSession, readIdToken } from '../tokens.ts';
import type { UserRecord } from '../user-record.ts';
import { PASSWORD_PROVIDER, providers, revoked, userInfo, withPassword } from '../user-record.ts';
import { applyOobCode } from './oob.ts';
import { canonicalEmail, checkPhoneNumber } from './identifiers.ts';

export const updateRequest = z.object({
  idToken: z.string().optional(),
  oobCode: z.string().optional(),
  localId: z.string().optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  displayName: z.string().optional(),
  photoUrl: z.string().optional(),
  emailVerified: z.boolean().optional(),
  phoneNumber: z.string().optional(),
  disableUser: z.boolean().optional(),
  customAttributes: z.string().optional(),
  /** Seconds since the epoch, as a number or as text. */
  validSince: z.union([z.string(), z.number()]).optional(),
  deleteAttribute: z.array(z.string()).optional(),
  deleteProvider: z.array(z.string()).optional(),
  linkProviderUserInfo: z.unknown().optional(),
  mfa: z.object({ enrollments: z.array(z.unknown()).optional() }).optional(),
});
type UpdateRequest = z.infer<typeof updateRequest>;

/**
 * Changes an account: any field by an administrator; the own name, picture, address and password by a person;
 * what an emailed code stands for, by whoever holds it.
 * Errors: USER_NOT_FOUND, EMAIL_EXISTS, WEAK_PASSWORD, CREDENTIAL_TOO_OLD_LOGIN_AGAIN, OPERATION_NOT_ALLOWED, ...
 */
export async function updateAccount(context: AuthContext, request: UpdateRequest): Promise<object> {
  if (request.linkProviderUserInfo !== undefined) throw unimplemented('accounts:update linkProviderUserInfo');
  if (request.mfa?.enrollments !== undefined && request.mfa.enrollments.length > 0) {
    throw unimplemented('accounts:update mfa');
  }
  if (request.oobCode !== undefined) return applyOobCode(context, request.oobCode);
  return context.isPrivileged ? updateByAdmin(context, request) : updateByUser(context, request);
}

async function updateByAdmin(context: AuthContext, request: UpdateRequest): Promise<object> {
  const { accounts, clock } = context;
  check(request.localId, 'MISSING_LOCAL_ID');
  const { localId } = request;
  check(accounts.user(localId) !== null, 'USER_NOT_FOUND');
  if (request.customAttributes !== undefined) parseCustomAttributes(request.customAttributes);
  const password = await newPassword(context, request.password);
  const nowMs = clock.now();
  let user = accounts.user(localId);
  check(user !== null, 'USER_NOT_FOUND');
  if (request.email !== undefined) user = withEmail(context, user, request.email);
  if (request.phoneNumber !== undefined) user = withPhoneNumber(context, user, request.phoneNumber);
  if (password !== null) user = withPassword(user, password, nowMs);
  if (request.validSince !== undefined) user = withValidSince(user, Number(request.validSince), nowMs);
  user = withoutAttributes(withProfile(user, request), request);
  user = {
    ...user,
    emailVerified: request.emailVerified ?? user.emailVerified,
    disabled: request.disableUser ?? user.disabled,
    customAttributes: request.customAttributes ?? user.customAttributes,
  };
  accounts.saveUsers([user]);
  if (password !== null && user.email !== null) context.limiter.clear(`${accounts.projectId}/${user.email}`);
  return responseBody(user);
}

async function updateByUser(context: AuthContext, request: UpdateRequest): Promise<object> {
  const { accounts, clock } = context;
  check(request.idToken, 'INVALID_REQ_TYPE : Unsupported request parameters.');
  check(request.customAttributes === undefined, 'INSUFFICIENT_PERMISSION');
  check(request.disableUser === undefined, 'OPERATION_NOT_ALLOWED');
  const { idToken } = request;
  const before = readIdToken(context, idToken);
  const changesEmail = request.email !== undefined && request.email.toLowerCase() !== before.user.email;
  check(
    !changesEmail || !accounts.config.improvedEmailPrivacy,
    'OPERATION_NOT_ALLOWED : Please verify the new email before changing email.',
  );
  const isSensitive = changesEmail || request.password !== undefined;
  if (isSensitive) checkRecentLogin(context, before.session);
  const password = await newPassword(context, request.password);
  const nowMs = clock.now();
  // Read again: the account may have been changed or revoked while the password was hashed.
  let { user } = readIdToken(context, idToken);
  if (request.email !== undefined && changesEmail) {
    user = revoked(withEmail(context, user, request.email), nowMs);
  }
  if (password !== null) user = withPassword(user, password, nowMs);
  user = withoutAttributes(withProfile(user, request), request);
  if (!isSensitive) {
    accounts.saveUsers([user]);
    return responseBody(user);
  }
  // The earlier sessions have ended with the old credential; the caller goes on with a new one.
  const session = newSession(context, password === null ? before.session.provider : PASSWORD_PROVIDER);
  return { ...responseBody(user), ...issueTokens(context, { ...user, lastLoginAtMs: nowMs }, session) };
}

async function newPassword(context: AuthContext, password: string | undefined) {
  if (password === undefined) return null;
  checkNewPassword(context.accounts.config, password);
  return hashPassword(password);
}

function withEmail(context: AuthContext, user: UserRecord, newEmail: string): UserRecord {
  const email = canonicalEmail(newEmail);
  if (email === user.email) return user;
  check(context.accounts.userByEmail(email) === null, 'EMAIL_EXISTS');
  return { ...user, email, emailVerified: false };
}

function withPhoneNumber(context: AuthContext, user: UserRecord, newNumber: string): UserRecord {
  const phoneNumber = checkPhoneNumber(newNumber);
  if (phoneNumber === user.phoneNumber) return user;
  check(context.accounts.userByPhone(phoneNumber) === null, 'PHONE_NUMBER_EXISTS');
  return { ...user, phoneNumber };
}

function withValidSince(user: UserRecord, seconds: number, nowMs: number): UserRecord {
  check(Number.isSafeInteger(seconds) && seconds >= 0, 'INVALID_VALID_SINCE');
  // A time before now ends the sessions begun before it; the present also ends those of this very second.
  const isNow = seconds >= Math.floor(nowMs / 1000);
  return { ...(isNow ? revoked(user, nowMs) : user), validSinceSeconds: seconds };
}

function withProfile(user: UserRecord, request: UpdateRequest): UserRecord {
  return {
    ...user,
    // An empty text clears the field.
    displayName: (request.displayName ?? user.displayName) || null,
    photoUrl: (request.photoUrl ?? user.photoUrl) || null,
  };
}

function withoutAttributes(user: UserRecord, request: UpdateRequest): UserRecord {
  let result = user;
  for (const attribute of request.deleteAttribute ?? []) {
    if (attribute === 'DISPLAY_NAME') result = { ...result, displayName: null };
    else if (attribute === 'PHOTO_URL') result = { ...result, photoUrl: null };
    else if (attribute === 'PASSWORD') result = { ...result, password: null, passwordUpdatedAtMs: null };
    else if (attribute === 'EMAIL') result = { ...result, email: null, emailVerified: false };
    else throw unimplemented(`accounts:update deleteAttribute ${attribute}`);
  }
  for (const provider of request.deleteProvider ?? []) {
    if (provider === PASSWORD_PROVIDER) {
      result = { ...result, email: null, emailVerified: false, password: null, passwordUpdatedAtMs: null };
    } else if (provider === 'phone') {
      result = { ...result, phoneNumber: null };
    } else {
      throw unimplemented(`accounts:update deleteProvider ${provider}`);
    }
  }
  return result;
}

function responseBody(user: UserRecord): Record<string, unknown> {
  const { localId, email, emailVerified, displayName, photoUrl, passwordHash } = userInfo(user);
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    localId,
    email,
    emailVerified,
    displayName,
    photoUrl,
    passwordHash,
    providerUserInfo: providers(user),
  };
}
