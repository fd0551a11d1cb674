import { z } from 'zod';
import { AuthError, check, unimplemented } from '../auth-error.ts';
import { parseCustomAttributes } from '../claims.ts';
import type { AuthContext } from '../context.ts';
import type { PasswordHash } from '../password-hash.ts';
import { hashPassword } from '../password-hash.ts';
import type { UserRecord } from '../user-record.ts';
import { newUser, userInfo } from '../user-record.ts';
import { canonicalEmail, checkPhoneNumber } from './identifiers.ts';

/** Of the Admin API: accounts in one import or deletion. */
const MAX_BATCH = 1000;

const importedUser = z.object({
  localId: z.string().min(1).max(128),
  email: z.string().optional(),
  emailVerified: z.boolean().optional(),
  displayName: z.string().optional(),
  photoUrl: z.string().optional(),
  phoneNumber: z.string().optional(),
  disabled: z.boolean().optional(),
  rawPassword: z.string().optional(),
  passwordHash: z.string().optional(),
  customAttributes: z.string().optional(),
  providerUserInfo: z.array(z.object({ providerId: z.string().optional() })).optional(),
  mfaInfo: z.array(z.unknown()).optional(),
  createdAt: z.coerce.number().int().optional(),
  lastLoginAt: z.coerce.number().int().optional(),
});
type ImportedUser = z.infer<typeof importedUser>;

export const batchCreateRequest = z.object({
  users: z.array(importedUser).max(MAX_BATCH).optional(),
  allowOverwrite: z.boolean().optional(),
});

/** Imports accounts; what is wrong with one is reported by its index and does not stop the others. */
export async function batchCreate(
  context: AuthContext,
  request: z.infer<typeof batchCreateRequest>,
): Promise<object> {
  check(request.users?.length, 'MISSING_USER_ACCOUNT');
  const { users } = request;
  for (const user of users) refuseUnimplemented(user);
  const passwords = await Promise.all(
    users.map(async ({ rawPassword }) => (rawPassword === undefined ? null : hashPassword(rawPassword))),
  );
  const errors: { index: number; message: string }[] = [];
  for (const [index, user] of users.entries()) {
    try {
      // One by one: a later row may clash with an earlier one of the same import.
      context.accounts.saveUsers([
        importUser(context, user, passwords[index] ?? null, request.allowOverwrite ?? false),
      ]);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      errors.push({ index, message: error.message });
    }
  }
  return { kind: 'identitytoolkit#UploadAccountResponse', ...(errors.length === 0 ? {} : { error: errors }) };
}

export const batchDeleteRequest = z.object({
  localIds: z.array(z.string()).optional(),
  force: z.boolean().optional(),
});

/** Deletes accounts, only disabled ones unless `force`; unknown ids are ignored. */
export function batchDelete(context: AuthContext, request: z.infer<typeof batchDeleteRequest>): object {
  const localIds = request.localIds ?? [];
  check(localIds.length > 0 && localIds.length <= MAX_BATCH, 'LOCAL_ID_LIST_EXCEEDS_LIMIT');
  const { accounts } = context;
  const isKept = (localId: string): boolean => !request.force && accounts.user(localId)?.disabled === false;
  accounts.deleteUsers(localIds.filter((localId) => !isKept(localId)));
  const errors = localIds.flatMap((localId, index) =>
    isKept(localId)
      ? [{ index, localId, message: 'NOT_DISABLED : Disable the account before batch deletion.' }]
      : [],
  );
  return errors.length === 0 ? {} : { errors };
}

export const batchGetRequest = z.object({
  maxResults: z.coerce.number().int().min(1).max(MAX_BATCH).catch(20),
  nextPageToken: z.string().optional(),
});

/** A page of accounts in order of id; the page token is the last id. */
export function batchGet(context: AuthContext, request: z.infer<typeof batchGetRequest>): object {
  const users = context.accounts.usersAfter(request.nextPageToken ?? '', request.maxResults + 1);
  const page = users.slice(0, request.maxResults);
  const last = page.at(-1);
  return {
    kind: 'identitytoolkit#DownloadAccountResponse',
    ...(page.length === 0 ? {} : { users: page.map(userInfo) }),
    ...(users.length > page.length && last ? { nextPageToken: last.localId } : {}),
  };
}

function refuseUnimplemented(user: ImportedUser): void {
  if (user.passwordHash !== undefined) throw unimplemented('accounts:batchCreate passwordHash');
  for (const { providerId } of user.providerUserInfo ?? []) {
    // These two follow from the password and the phone number.
    if (providerId === 'password' || providerId === 'phone') continue;
    throw unimplemented(`accounts:batchCreate provider ${providerId}`);
  }
  if ((user.mfaInfo ?? []).length > 0) throw unimplemented('accounts:batchCreate mfaInfo');
}

function importUser(
  context: AuthContext,
  user: ImportedUser,
  password: PasswordHash | null,
  allowOverwrite: boolean,
): UserRecord {
  const { accounts, clock } = context;
  const nowMs = clock.now();
  const existing = accounts.user(user.localId);
  check(existing === null || allowOverwrite, 'localId belongs to an existing account - can not overwrite.');
  const email = user.email === undefined ? null : canonicalEmail(user.email);
  const emailHolder = email === null ? null : accounts.userByEmail(email);
  check(
    emailHolder === null || emailHolder.localId === user.localId,
    'email exists in other account in database',
  );
  const phoneNumber = user.phoneNumber === undefined ? null : checkPhoneNumber(user.phoneNumber);
  const phoneHolder = phoneNumber === null ? null : accounts.userByPhone(phoneNumber);
  check(
    phoneHolder === null || phoneHolder.localId === user.localId,
    'phone number exists in other account in database',
  );
  if (user.customAttributes !== undefined) parseCustomAttributes(user.customAttributes);
  return {
    ...newUser(user.localId, nowMs),
    email,
    emailVerified: user.emailVerified ?? false,
    displayName: user.displayName ?? null,
    photoUrl: user.photoUrl ?? null,
    phoneNumber,
    disabled: user.disabled ?? false,
    password,
    passwordUpdatedAtMs: password === null ? null : nowMs,
    customAttributes: user.customAttributes ?? null,
    revocationCount: existing === null ? 0 : existing.revocationCount + 1,
    createdAtMs: user.createdAt ?? nowMs,
    lastLoginAtMs: user.lastLoginAt ?? null,
  };
}
