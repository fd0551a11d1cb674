import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { check, unimplemented } from '../auth-error.ts';
import type { AuthContext } from '../context.ts';
import type { OobCode, OobRequestType } from '../oob-code.ts';
import { ACTION_MODES, isExpired } from '../oob-code.ts';
import { hashPassword } from '../password-hash.ts';
import { checkNewPassword } from '../password-policy.ts';
import { checkRecentLogin, readIdToken } from '../tokens.ts';
import type { UserRecord } from '../user-record.ts';
import { revoked, userInfo, withPassword } from '../user-record.ts';
import { canonicalEmail } from './identifiers.ts';

export const sendOobCodeRequest = z.object({
  requestType: z.string().optional(),
  email: z.string().optional(),
  newEmail: z.string().optional(),
  idToken: z.string().optional(),
  returnOobLink: z.boolean().optional(),
  continueUrl: z.string().optional(),
});
type SendOobCodeRequest = z.infer<typeof sendOobCodeRequest>;

/**
 * Makes a one-time code and hands it to `onEmail` in place of an email, or returns the link to an administrator.
 * For an unknown address it answers as for a known one where enumeration protection is on.
 * Errors: EMAIL_NOT_FOUND, USER_NOT_FOUND, MISSING_EMAIL, INVALID_CONTINUE_URI, EMAIL_EXISTS, INSUFFICIENT_PERMISSION.
 */
export function sendOobCode(context: AuthContext, request: SendOobCodeRequest): object {
  const kind = 'identitytoolkit#GetOobConfirmationCodeResponse';
  const requestType = parseRequestType(request.requestType);
  check(!request.returnOobLink || context.isPrivileged, 'INSUFFICIENT_PERMISSION');
  check(
    request.continueUrl === undefined || isWebAddress(request.continueUrl),
    'INVALID_CONTINUE_URI : Continue URL must be an absolute http or https address.',
  );
  const user = codeOwner(context, request, requestType);
  if (user === null) return { kind, email: request.email };
  check(user.email !== null, 'MISSING_EMAIL');
  const newEmail = requestType === 'VERIFY_AND_CHANGE_EMAIL' ? parseNewEmail(context, request) : null;
  const code = createCode(context, { requestType, user, email: user.email, newEmail }, request.continueUrl);
  if (request.returnOobLink) {
    return { kind, email: user.email, oobCode: code.oobCode, oobLink: code.oobLink };
  }
  context.onEmail(code);
  return { kind, email: user.email };
}

export const resetPasswordRequest = z.object({
  oobCode: z.string().optional(),
  newPassword: z.string().optional(),
});

/**
 * Sets a new password by code and ends all sessions; without `newPassword` only tells what the code stands for.
 * Errors: INVALID_OOB_CODE, EXPIRED_OOB_CODE, USER_DISABLED, WEAK_PASSWORD.
 */
export async function resetPassword(
  context: AuthContext,
  request: z.infer<typeof resetPasswordRequest>,
): Promise<object> {
  check(request.oobCode, 'MISSING_OOB_CODE');
  const code = validCode(context, request.oobCode).code;
  if (request.newPassword !== undefined) {
    check(code.requestType === 'PASSWORD_RESET', 'INVALID_OOB_CODE');
    checkNewPassword(context.accounts.config, request.newPassword);
    const password = await hashPassword(request.newPassword);
    // Again, after the hash was made: of two requests with one code only the first may win.
    const { user } = validCode(context, request.oobCode);
    const changed = withPassword(user, password, context.clock.now());
    context.accounts.useCode(code, { ...changed, emailVerified: true });
    context.limiter.clear(`${context.accounts.projectId}/${code.email}`);
  }
  return {
    kind: 'identitytoolkit#ResetPasswordResponse',
    requestType: code.requestType,
    email: code.email,
    ...(code.newEmail === null ? {} : { newEmail: code.newEmail }),
  };
}

/** Confirms an address, or changes to a confirmed one, by code. Errors: INVALID_OOB_CODE, EXPIRED_OOB_CODE, EMAIL_EXISTS. */
export function applyOobCode(context: AuthContext, oobCode: string): Record<string, unknown> {
  const { code, user } = validCode(context, oobCode);
  const { email, changed } = changeByCode(context, code, user);
  context.accounts.useCode(code, changed);
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    localId: user.localId,
    email,
    emailVerified: true,
    ...(code.newEmail === null ? {} : { newEmail: code.newEmail }),
    providerUserInfo: userInfo(changed)['providerUserInfo'],
  };
}

function changeByCode(
  context: AuthContext,
  code: OobCode,
  user: UserRecord,
): { email: string; changed: UserRecord } {
  if (code.requestType === 'VERIFY_EMAIL') {
    return { email: code.email, changed: { ...user, emailVerified: true } };
  }
  check(code.requestType === 'VERIFY_AND_CHANGE_EMAIL' && code.newEmail !== null, 'INVALID_OOB_CODE');
  check(context.accounts.userByEmail(code.newEmail) === null, 'EMAIL_EXISTS');
  const changed = { ...revoked(user, context.clock.now()), email: code.newEmail, emailVerified: true };
  return { email: code.newEmail, changed };
}

/** The code and its account, both as of now. */
function validCode(context: AuthContext, oobCode: string): { code: OobCode; user: UserRecord } {
  const code = context.accounts.code(oobCode);
  check(code !== null, 'INVALID_OOB_CODE');
  check(!isExpired(code, context.clock.now()), 'EXPIRED_OOB_CODE');
  const user = context.accounts.user(code.localId);
  // The account was deleted, or has another address than the one the code was sent to.
  check(user !== null && user.email === code.email, 'INVALID_OOB_CODE');
  check(!user.disabled, 'USER_DISABLED');
  return { code, user };
}

/** The account a code is for; null where an unknown address must not be told. */
function codeOwner(
  context: AuthContext,
  request: SendOobCodeRequest,
  requestType: OobRequestType,
): UserRecord | null {
  const { accounts } = context;
  if (requestType === 'PASSWORD_RESET') {
    check(request.email, 'MISSING_EMAIL');
    const user = accounts.userByEmail(canonicalEmail(request.email));
    check(user !== null || accounts.config.improvedEmailPrivacy, 'EMAIL_NOT_FOUND');
    // An administrator asks for a link: that there is none is not to be hidden.
    check(user !== null || !request.returnOobLink, 'EMAIL_NOT_FOUND');
    return user;
  }
  if (request.returnOobLink && request.idToken === undefined) {
    check(request.email, 'MISSING_EMAIL');
    const user = accounts.userByEmail(canonicalEmail(request.email));
    check(user !== null, 'USER_NOT_FOUND');
    return user;
  }
  check(request.idToken, 'MISSING_ID_TOKEN');
  const { user, session } = readIdToken(context, request.idToken);
  if (requestType === 'VERIFY_AND_CHANGE_EMAIL') checkRecentLogin(context, session);
  return user;
}

function createCode(
  context: AuthContext,
  subject: { requestType: OobRequestType; user: UserRecord; email: string; newEmail: string | null },
  continueUrl: string | undefined,
): OobCode {
  const { requestType, user, email, newEmail } = subject;
  const oobCode = randomBytes(32).toString('base64url');
  const link = new URL('/emulator/action', context.origin);
  link.searchParams.set('mode', ACTION_MODES[requestType]);
  link.searchParams.set('lang', 'en');
  link.searchParams.set('oobCode', oobCode);
  link.searchParams.set('apiKey', 'fake-api-key');
  if (continueUrl !== undefined) link.searchParams.set('continueUrl', continueUrl);
  const code: OobCode = {
    oobCode,
    requestType,
    localId: user.localId,
    email,
    newEmail,
    oobLink: link.toString(),
    createdAtMs: context.clock.now(),
  };
  context.accounts.addCode(code);
  return code;
}

function parseRequestType(value: string | undefined): OobRequestType {
  check(value, 'MISSING_REQ_TYPE');
  switch (value) {
    case 'PASSWORD_RESET':
    case 'VERIFY_EMAIL':
    case 'VERIFY_AND_CHANGE_EMAIL':
      return value;
    default:
      throw unimplemented(`accounts:sendOobCode ${value}`);
  }
}

function parseNewEmail(context: AuthContext, request: SendOobCodeRequest): string {
  check(request.newEmail, 'MISSING_NEW_EMAIL');
  const newEmail = canonicalEmail(request.newEmail);
  check(context.accounts.userByEmail(newEmail) === null, 'EMAIL_EXISTS');
  return newEmail;
}

function isWebAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
