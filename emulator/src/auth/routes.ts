import { z } from 'zod';
import { unimplemented } from './auth-error.ts';
import type { AuthContext } from './context.ts';
import {
  createSessionCookie,
  deleteAccount,
  deleteRequest,
  lookup,
  lookupRequest,
  sessionCookieRequest,
} from './operations/account.ts';
import {
  batchCreate,
  batchCreateRequest,
  batchDelete,
  batchDeleteRequest,
  batchGet,
  batchGetRequest,
} from './operations/admin-batch.ts';
import { resetPassword, resetPasswordRequest, sendOobCode, sendOobCodeRequest } from './operations/oob.ts';
import {
  createAuthUri,
  createAuthUriRequest,
  refresh,
  refreshRequest,
  signInWithCustomToken,
  signInWithCustomTokenRequest,
  signInWithPassword,
  signInWithPasswordRequest,
} from './operations/sign-in.ts';
import { signUp, signUpRequest } from './operations/sign-up.ts';
import { updateAccount, updateRequest } from './operations/update.ts';
import { passwordPolicyBody } from './password-policy.ts';
import { configBody, patchConfig } from './project-config.ts';

/** Where a request goes: what runs, for which project (null: the one of its token), and who may call. */
export interface Route {
  run(context: AuthContext, input: unknown): object | Promise<object>;
  projectId: string | null;
  /** `owner`: `Bearer owner` only. `client`: with an API key, or an owner. `open`: nobody is asked, as officially. */
  access: 'owner' | 'client' | 'open';
}
type Run = Route['run'];

const IDENTITY = '/identitytoolkit.googleapis.com';

const CLIENT_OPERATIONS: Record<string, Run> = {
  'POST v1/accounts:signUp': operation(signUpRequest, signUp),
  'POST v1/accounts:signInWithPassword': operation(signInWithPasswordRequest, signInWithPassword),
  'POST v1/accounts:signInWithCustomToken': operation(signInWithCustomTokenRequest, signInWithCustomToken),
  'POST v1/accounts:lookup': operation(lookupRequest, lookup),
  'POST v1/accounts:update': operation(updateRequest, updateAccount),
  'POST v1/accounts:delete': operation(deleteRequest, deleteAccount),
  'POST v1/accounts:sendOobCode': operation(sendOobCodeRequest, sendOobCode),
  'POST v1/accounts:resetPassword': operation(resetPasswordRequest, resetPassword),
  'POST v1/accounts:createAuthUri': operation(createAuthUriRequest, createAuthUri),
  'GET v2/passwordPolicy': (context) => passwordPolicyBody(context.accounts.config),
  // No reCAPTCHA is ever asked for here; the SDK wants a key in the answer all the same.
  'GET v2/recaptchaConfig': (context) => ({
    recaptchaKey: `projects/${context.accounts.projectId}/keys/none`,
    recaptchaEnforcementState: [{ provider: 'EMAIL_PASSWORD_PROVIDER', enforcementState: 'OFF' }],
  }),
};

const PROJECT_OPERATIONS: Record<string, Run> = {
  'POST accounts': operation(signUpRequest, signUp),
  'POST accounts:lookup': operation(lookupRequest, lookup),
  'POST accounts:update': operation(updateRequest, updateAccount),
  'POST accounts:delete': operation(deleteRequest, deleteAccount),
  'POST accounts:batchCreate': operation(batchCreateRequest, batchCreate),
  'POST accounts:batchDelete': operation(batchDeleteRequest, batchDelete),
  'GET accounts:batchGet': operation(batchGetRequest, batchGet),
  'POST accounts:sendOobCode': operation(sendOobCodeRequest, sendOobCode),
};

const EMULATOR_OPERATIONS: Record<string, Run> = {
  'GET config': getConfig,
  'PATCH config': updateConfig,
  'DELETE accounts': (context) => {
    context.accounts.deleteAll();
    context.limiter.clearAll(`${context.accounts.projectId}/`);
    return {};
  },
  'GET oobCodes': (context) => ({
    oobCodes: context.accounts.codes().map(({ oobCode, requestType, email, newEmail, oobLink }) => ({
      email,
      ...(newEmail === null ? {} : { newEmail }),
      requestType,
      oobCode,
      oobLink,
    })),
  }),
  // Codes by SMS are not offered, so none is ever waiting.
  'GET verificationCodes': () => ({ verificationCodes: [] }),
};

/** The route of a request, or null if no such address exists. Known addresses that are not offered answer 501. */
export function findRoute(method: string, path: string): Route | null {
  if (method === 'POST' && path === '/securetoken.googleapis.com/v1/token') {
    return { run: operation(refreshRequest, refresh), projectId: null, access: 'client' };
  }
  const emulator = /^\/emulator\/v1\/projects\/([^/]+)\/(\w+)$/.exec(path);
  if (emulator) return projectRoute(EMULATOR_OPERATIONS, emulator, method, 'open');
  if (!path.startsWith(`${IDENTITY}/`)) return null;
  const rest = path.slice(IDENTITY.length + 1);
  const project = /^v1\/projects\/([^/:]+)\/(accounts(?::\w+)?)$/.exec(rest);
  if (project) return projectRoute(PROJECT_OPERATIONS, project, method, 'owner');
  const cookie = /^v1\/projects\/([^/:]+):createSessionCookie$/.exec(rest);
  if (cookie && method === 'POST') {
    const run = operation(sessionCookieRequest, createSessionCookie);
    return { run, projectId: decodeURIComponent(cookie[1] ?? ''), access: 'owner' };
  }
  const config = /^v2\/projects\/([^/]+)\/(config)$/.exec(rest);
  if (config) return projectRoute(EMULATOR_OPERATIONS, config, method, 'owner');
  const run = CLIENT_OPERATIONS[`${method} ${rest}`] ?? refuse(rest.replace(/^v[12]\//, ''));
  return { run, projectId: null, access: 'client' };
}

function projectRoute(
  operations: Record<string, Run>,
  match: RegExpExecArray,
  method: string,
  access: Route['access'],
): Route {
  const [, projectId = '', name = ''] = match;
  return {
    run: operations[`${method} ${name}`] ?? refuse(name),
    projectId: decodeURIComponent(projectId),
    access,
  };
}

function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (context: AuthContext, request: z.infer<Schema>) => object | Promise<object>,
): Run {
  const tenant = z.object({ tenantId: z.string().optional() });
  return (context, input) => {
    if (tenant.safeParse(input).data?.tenantId) throw unimplemented('tenants');
    return run(context, schema.parse(withoutNulls(input)));
  };
}

/** JSON of protocol buffers: null stands for a field that is not there. The web SDK sends some. */
function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

function refuse(name: string): Run {
  return () => {
    throw unimplemented(name);
  };
}

function getConfig(context: AuthContext): object {
  return configBody(context.accounts.projectId, context.accounts.config);
}

function updateConfig(context: AuthContext, input: unknown): object {
  context.accounts.setConfig(patchConfig(context.accounts.config, input));
  return getConfig(context);
}
