import { z } from 'zod';
import { check } from '../auth-error.ts';
import type { AuthContext } from '../context.ts';
import { checkRecentLogin, readIdToken, sessionCookie } from '../tokens.ts';
import type { UserRecord } from '../user-record.ts';
import { userInfo } from '../user-record.ts';

export const lookupRequest = z.object({
  idToken: z.string().optional(),
  localId: z.array(z.string()).optional(),
  email: z.array(z.string()).optional(),
  phoneNumber: z.array(z.string()).optional(),
});

/** The own account by ID token; any accounts for an administrator. Unknown ones are left out, `users` too if empty. */
export function lookup(context: AuthContext, request: z.infer<typeof lookupRequest>): object {
  const kind = 'identitytoolkit#GetAccountInfoResponse';
  if (!context.isPrivileged) {
    check(request.idToken, 'MISSING_ID_TOKEN');
    return { kind, users: [userInfo(readIdToken(context, request.idToken).user)] };
  }
  const { accounts } = context;
  const found = new Map<string, UserRecord>();
  const candidates = [
    ...(request.localId ?? []).map((localId) => accounts.user(localId)),
    ...(request.email ?? []).map((email) => accounts.userByEmail(email.toLowerCase())),
    ...(request.phoneNumber ?? []).map((phoneNumber) => accounts.userByPhone(phoneNumber)),
  ];
  for (const user of candidates) {
    if (user !== null) found.set(user.localId, user);
  }
  // The Admin SDK takes an empty list for a user; it wants the field left out.
  return found.size === 0 ? { kind } : { kind, users: [...found.values()].map(userInfo) };
}

export const deleteRequest = z.object({ idToken: z.string().optional(), localId: z.string().optional() });

/** Errors: USER_NOT_FOUND, CREDENTIAL_TOO_OLD_LOGIN_AGAIN, ADMIN_ONLY_OPERATION. */
export function deleteAccount(context: AuthContext, request: z.infer<typeof deleteRequest>): object {
  const { accounts } = context;
  if (context.isPrivileged) {
    check(request.localId, 'MISSING_LOCAL_ID');
    check(accounts.user(request.localId) !== null, 'USER_NOT_FOUND');
    accounts.deleteUsers([request.localId]);
  } else {
    check(request.idToken, 'MISSING_ID_TOKEN');
    check(!accounts.config.deletionDisabled, 'ADMIN_ONLY_OPERATION');
    const { user, session } = readIdToken(context, request.idToken);
    checkRecentLogin(context, session);
    accounts.deleteUsers([user.localId]);
  }
  return { kind: 'identitytoolkit#DeleteAccountResponse' };
}

export const sessionCookieRequest = z.object({
  idToken: z.string().optional(),
  /** Seconds, as a number or as text. */
  validDuration: z.union([z.string(), z.number()]).optional(),
});

export function createSessionCookie(
  context: AuthContext,
  request: z.infer<typeof sessionCookieRequest>,
): object {
  check(request.idToken, 'MISSING_ID_TOKEN');
  const validSeconds = request.validDuration === undefined ? null : Number(request.validDuration);
  return { sessionCookie: sessionCookie(context, request.idToken, validSeconds) };
}
