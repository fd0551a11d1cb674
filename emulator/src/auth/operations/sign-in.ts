import { z } from 'zod';
import { check, unimplemented } from '../auth-error.ts';
import { checkClaims } from '../claims.ts';
import type { AuthContext } from '../context.ts';
import { verifyPassword } from '../password-hash.ts';
import { checkPasswordAtSignin } from '../password-policy.ts';
import { decodePayload, issueTokens, newSession, readRefreshToken } from '../tokens.ts';
import { newUser, PASSWORD_PROVIDER } from '../user-record.ts';
import { canonicalEmail } from './identifiers.ts';

/** https://cloud.google.com/identity-platform/docs/use-rest-api#section-verify-custom-token */
const CUSTOM_TOKEN_AUDIENCE =
  'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';

export const signInWithPasswordRequest = z.object({
  email: z.string().optional(),
  password: z.string().optional(),
  pendingIdToken: z.string().optional(),
});

/**
 * Signs a person in. With enumeration protection on, an unknown address and a wrong password are told apart by
 * nothing, not even time. Errors: INVALID_LOGIN_CREDENTIALS (or EMAIL_NOT_FOUND, INVALID_PASSWORD), USER_DISABLED,
 * TOO_MANY_ATTEMPTS_TRY_LATER.
 */
export async function signInWithPassword(
  context: AuthContext,
  request: z.infer<typeof signInWithPasswordRequest>,
): Promise<object> {
  const { accounts, clock, limiter } = context;
  const { config } = accounts;
  check(config.emailEnabled, 'PASSWORD_LOGIN_DISABLED');
  check(request.email !== undefined, 'MISSING_EMAIL');
  const email = canonicalEmail(request.email);
  check(request.password, 'MISSING_PASSWORD');
  if (request.pendingIdToken !== undefined) throw unimplemented('accounts:signInWithPassword pendingIdToken');
  const { password } = request;
  const before = accounts.userByEmail(email);
  const isRight = await limiter.attempt(`${accounts.projectId}/${email}`, () =>
    verifyPassword(password, before?.password ?? null),
  );
  // Read again: the password may have been changed while the old one was being compared.
  const user = accounts.userByEmail(email);
  const isCurrent = user !== null && user.password?.hash === before?.password?.hash;
  check(config.improvedEmailPrivacy || user !== null, 'EMAIL_NOT_FOUND');
  check(
    user !== null && isRight && isCurrent,
    config.improvedEmailPrivacy ? 'INVALID_LOGIN_CREDENTIALS' : 'INVALID_PASSWORD',
  );
  check(!user.disabled, 'USER_DISABLED');
  checkPasswordAtSignin(config, password);
  const tokens = issueTokens(
    context,
    { ...user, lastLoginAtMs: clock.now() },
    newSession(context, PASSWORD_PROVIDER),
  );
  return {
    kind: 'identitytoolkit#VerifyPasswordResponse',
    registered: true,
    localId: user.localId,
    email,
    displayName: user.displayName ?? '',
    ...tokens,
  };
}

export const signInWithCustomTokenRequest = z.object({ token: z.string().optional() });

/**
 * Signs in whom the backend vouches for; the account is created at the first time. The signature is not checked
 * (there is no key here), nor the age. Errors: INVALID_CUSTOM_TOKEN, MISSING_IDENTIFIER, USER_DISABLED.
 */
export function signInWithCustomToken(
  context: AuthContext,
  request: z.infer<typeof signInWithCustomTokenRequest>,
): object {
  const { accounts, clock } = context;
  check(request.token, 'MISSING_CUSTOM_TOKEN');
  const payload = decodePayload(request.token);
  check(payload !== null, 'INVALID_CUSTOM_TOKEN : Invalid assertion format');
  check(payload['aud'] === CUSTOM_TOKEN_AUDIENCE, 'INVALID_CUSTOM_TOKEN : Invalid audience');
  const localId = payload['uid'];
  check(typeof localId === 'string' && localId !== '' && localId.length <= 128, 'MISSING_IDENTIFIER');
  const claims = payload['claims'] === undefined ? {} : checkClaims(payload['claims']);
  const existing = accounts.user(localId);
  check(existing === null || !existing.disabled, 'USER_DISABLED');
  const nowMs = clock.now();
  const user = { ...(existing ?? newUser(localId, nowMs)), customAuth: true, lastLoginAtMs: nowMs };
  return {
    kind: 'identitytoolkit#VerifyCustomTokenResponse',
    isNewUser: existing === null,
    ...issueTokens(context, user, newSession(context, 'custom', claims)),
  };
}

export const refreshRequest = z.object({
  grant_type: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** The OAuth-shaped exchange of a refresh token. Errors: MISSING_REFRESH_TOKEN, INVALID_GRANT_TYPE, see tokens.ts. */
export function refresh(context: AuthContext, request: z.infer<typeof refreshRequest>): object {
  check(request.grant_type, 'MISSING_GRANT_TYPE');
  check(request.grant_type === 'refresh_token', 'INVALID_GRANT_TYPE');
  check(request.refresh_token, 'MISSING_REFRESH_TOKEN');
  const { user, session } = readRefreshToken(context, request.refresh_token);
  const { idToken, refreshToken, expiresIn } = issueTokens(context, user, session);
  return {
    access_token: idToken,
    id_token: idToken,
    refresh_token: refreshToken,
    expires_in: expiresIn,
    token_type: 'Bearer',
    user_id: user.localId,
    project_id: context.accounts.projectId,
  };
}

export const createAuthUriRequest = z.object({
  identifier: z.string().optional(),
  continueUri: z.string().optional(),
  providerId: z.string().optional(),
});

/** How an address can sign in; says nothing where enumeration protection is on. */
export function createAuthUri(context: AuthContext, request: z.infer<typeof createAuthUriRequest>): object {
  if (request.providerId !== undefined) throw unimplemented('accounts:createAuthUri providerId');
  check(request.identifier, 'MISSING_IDENTIFIER');
  check(request.continueUri, 'MISSING_CONTINUE_URI');
  const { accounts } = context;
  const user = accounts.userByEmail(canonicalEmail(request.identifier));
  const kind = 'identitytoolkit#CreateAuthUriResponse';
  if (accounts.config.improvedEmailPrivacy) return { kind };
  const methods = user?.password ? [PASSWORD_PROVIDER] : [];
  return { kind, registered: user !== null, allProviders: methods, signinMethods: methods };
}
