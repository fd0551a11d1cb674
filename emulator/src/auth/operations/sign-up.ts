import { z } from 'zod';
import { check, unimplemented } from '../auth-error.ts';
import type { AuthContext } from '../context.ts';
import type { PasswordHash } from '../password-hash.ts';
import { hashPassword } from '../password-hash.ts';
import { checkNewPassword } from '../password-policy.ts';
import { checkRecentLogin, issueTokens, newSession, readIdToken } from '../tokens.ts';
import type { UserRecord } from '../user-record.ts';
import { newUser, PASSWORD_PROVIDER, withPassword } from '../user-record.ts';
import { canonicalEmail, checkPhoneNumber } from './identifiers.ts';

export const signUpRequest = z.object({
  localId: z.string().min(1).max(128).optional(),
  idToken: z.string().optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  displayName: z.string().optional(),
  photoUrl: z.string().optional(),
  emailVerified: z.boolean().optional(),
  phoneNumber: z.string().optional(),
  disabled: z.boolean().optional(),
  mfaInfo: z.array(z.unknown()).optional(),
});
type SignUpRequest = z.infer<typeof signUpRequest>;

/**
 * Creates an account: by an administrator (no tokens), by a person with address and password, or anonymous; with
 * an `idToken`, gives an existing account an address and a password.
 * Errors: EMAIL_EXISTS, DUPLICATE_LOCAL_ID, INVALID_EMAIL, MISSING_PASSWORD, WEAK_PASSWORD, ADMIN_ONLY_OPERATION, ...
 */
export async function signUp(context: AuthContext, request: SignUpRequest): Promise<object> {
  if (request.mfaInfo !== undefined && request.mfaInfo.length > 0) throw unimplemented('accounts mfaInfo');
  if (context.isPrivileged) return createByAdmin(context, request);
  check(request.localId === undefined, 'UNEXPECTED_PARAMETER : User ID');
  if (request.idToken !== undefined) return linkPassword(context, request, request.idToken);
  if (request.email === undefined && request.password === undefined) return signUpAnonymous(context);
  return signUpWithPassword(context, request);
}

async function createByAdmin(context: AuthContext, request: SignUpRequest): Promise<object> {
  const { accounts } = context;
  const email = request.email === undefined ? null : canonicalEmail(request.email);
  const password = request.password === undefined ? null : await newPassword(context, request.password);
  const nowMs = context.clock.now();
  const localId = request.localId ?? accounts.newLocalId();
  check(accounts.user(localId) === null, 'DUPLICATE_LOCAL_ID');
  if (email !== null) checkEmailFree(context, email);
  const phoneNumber = request.phoneNumber === undefined ? null : checkPhoneNumber(request.phoneNumber);
  check(phoneNumber === null || accounts.userByPhone(phoneNumber) === null, 'PHONE_NUMBER_EXISTS');
  accounts.saveUsers([
    {
      ...newUser(localId, nowMs),
      email,
      emailVerified: request.emailVerified ?? false,
      displayName: request.displayName ?? null,
      photoUrl: request.photoUrl ?? null,
      phoneNumber,
      disabled: request.disabled ?? false,
      password,
      passwordUpdatedAtMs: password === null ? null : nowMs,
    },
  ]);
  return { kind: 'identitytoolkit#SignupNewUserResponse', localId, ...(email === null ? {} : { email }) };
}

async function signUpWithPassword(context: AuthContext, request: SignUpRequest): Promise<object> {
  const { accounts, clock } = context;
  check(accounts.config.emailEnabled, 'OPERATION_NOT_ALLOWED');
  check(!accounts.config.signupDisabled, 'ADMIN_ONLY_OPERATION');
  const { email, password } = await newCredentials(context, request);
  const nowMs = clock.now();
  checkEmailFree(context, email);
  const user: UserRecord = {
    ...newUser(accounts.newLocalId(), nowMs),
    email,
    displayName: request.displayName ?? null,
    password,
    passwordUpdatedAtMs: nowMs,
    lastLoginAtMs: nowMs,
  };
  return signUpBody(context, user, PASSWORD_PROVIDER);
}

function signUpAnonymous(context: AuthContext): object {
  const { accounts, clock } = context;
  check(accounts.config.anonymousEnabled && !accounts.config.signupDisabled, 'ADMIN_ONLY_OPERATION');
  const nowMs = clock.now();
  return signUpBody(context, { ...newUser(accounts.newLocalId(), nowMs), lastLoginAtMs: nowMs }, 'anonymous');
}

async function linkPassword(context: AuthContext, request: SignUpRequest, idToken: string): Promise<object> {
  const { accounts, clock } = context;
  check(accounts.config.emailEnabled, 'OPERATION_NOT_ALLOWED');
  checkRecentLogin(context, readIdToken(context, idToken).session);
  const { email, password } = await newCredentials(context, request);
  const nowMs = clock.now();
  // Read again: the account may have changed while the password was hashed.
  const { user } = readIdToken(context, idToken);
  if (user.email !== email) checkEmailFree(context, email);
  const linked = {
    ...withPassword(user, password, nowMs),
    email,
    emailVerified: user.email === email && user.emailVerified,
    displayName: request.displayName ?? user.displayName,
    lastLoginAtMs: nowMs,
  };
  return signUpBody(context, linked, PASSWORD_PROVIDER);
}

function signUpBody(context: AuthContext, user: UserRecord, provider: string): object {
  return {
    kind: 'identitytoolkit#SignupNewUserResponse',
    localId: user.localId,
    ...(user.email === null ? {} : { email: user.email }),
    ...(user.displayName === null ? {} : { displayName: user.displayName }),
    ...issueTokens(context, user, newSession(context, provider)),
  };
}

async function newCredentials(
  context: AuthContext,
  request: SignUpRequest,
): Promise<{ email: string; password: PasswordHash }> {
  check(request.email !== undefined, 'MISSING_EMAIL');
  const email = canonicalEmail(request.email);
  check(request.password, 'MISSING_PASSWORD');
  checkEmailFree(context, email, request.idToken);
  return { email, password: await newPassword(context, request.password) };
}

function newPassword(context: AuthContext, password: string): Promise<PasswordHash> {
  checkNewPassword(context.accounts.config, password);
  return hashPassword(password);
}

/** One account per address. `exceptIdToken` is that of an account which may already hold the address. */
function checkEmailFree(context: AuthContext, email: string, exceptIdToken?: string): void {
  const holder = context.accounts.userByEmail(email);
  if (holder === null) return;
  if (exceptIdToken !== undefined && readIdToken(context, exceptIdToken).user.localId === holder.localId) {
    return;
  }
  check(false, 'EMAIL_EXISTS');
}
