import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { applyCors } from '../net/cors.ts';
import { createHttpServer } from '../net/http-server.ts';
import { BodyTooLargeError, readBody, sendJson } from '../net/http.ts';
import { isForeignPage } from '../net/local-only.ts';
import { openServer } from '../net/open-server.ts';
import { parseAuthorization } from '../shared/caller.ts';
import type { Clock } from '../shared/clock.ts';
import { openRecordStore } from '../shared/record-store.ts';
import { handleAction } from './action-page.ts';
import { AttemptLimiter } from './attempt-limiter.ts';
import { AuthError } from './auth-error.ts';
import type { AuthContext } from './context.ts';
import type { OobCode } from './oob-code.ts';
import { ProjectAccounts } from './project-accounts.ts';
import type { Route } from './routes.ts';
import { findRoute } from './routes.ts';
import { decodePayload, decodeRefreshToken } from './tokens.ts';

interface AuthServiceOptions {
  clock: Clock;
  /** Where accounts are kept; null keeps them in memory. */
  folder: string | null;
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** The project of requests that name none: an API key stands for it, as in the official emulator. */
  projectId: string;
  /** Called in place of sending an email, with the link that a person would receive. */
  onEmail?: (code: OobCode) => void;
}

export interface AuthService {
  port: number;
  /** Deletes all accounts and codes of a project. */
  clear(projectId: string): void;
  close(): Promise<void>;
}

/** An import of a thousand accounts fits well. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/**
 * Starts the stand-in for Firebase Authentication (Identity Toolkit and Secure Token) on one port.
 * Rejects if the port is taken or the data folder cannot be read.
 */
export async function createAuthService(options: AuthServiceOptions): Promise<AuthService> {
  if (options.folder !== null) mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const records = openRecordStore(options.folder, 'auth.sqlite');
  const limiter = new AttemptLimiter(options.clock);
  const projects = new Map<string, ProjectAccounts>();

  const accountsOf = (projectId: string): ProjectAccounts => {
    const accounts = projects.get(projectId) ?? new ProjectAccounts(projectId, records);
    projects.set(projectId, accounts);
    return accounts;
  };
  const contextOf = (request: IncomingMessage, projectId: string, isPrivileged: boolean): AuthContext => ({
    accounts: accountsOf(projectId),
    clock: options.clock,
    limiter,
    isPrivileged,
    // Not the Host header: a link must not lead where a stranger's request says.
    origin: `http://${options.host}:${request.socket.localPort}`,
    onEmail: options.onEmail ?? (() => undefined),
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (applyCors(request, response, [])) return;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    if (url.pathname === '/') {
      sendJson(response, 200, { authEmulator: { ready: true } });
    } else if (url.pathname === '/emulator/action') {
      await answerAction(contextOf(request, options.projectId, false), request, response, url);
    } else {
      const route = findRoute(method, url.pathname);
      if (route === null) throw new AuthError('Not Found', 404, 'NOT_FOUND');
      const isPrivileged = authorize(route, request, url);
      const input = await readInput(request, url);
      const projectId = route.projectId ?? projectOfTokens(input) ?? options.projectId;
      sendJson(response, 200, await route.run(contextOf(request, projectId, isPrivileged), input));
    }
  };

  const server = await openServer(createHttpServer(answer, { fail: sendError }), options.port, options.host);
  return {
    port: server.port,
    clear(projectId) {
      accountsOf(projectId).deleteAll();
      limiter.clearAll(`${projectId}/`);
    },
    async close() {
      await server.close();
      records.close();
    },
  };
}

/** Whether the caller is an administrator. Refuses with 401 or 403 who may not call at all. */
function authorize(route: Route, request: IncomingMessage, url: URL): boolean {
  const { authorization } = request.headers;
  if (isForeignPage(request) && (authorization !== undefined || route.access !== 'client')) {
    throw new AuthError('Pages of other sites may not control the emulator.', 403, 'PERMISSION_DENIED');
  }
  if (authorization !== undefined) {
    const caller = parseAuthorization(authorization);
    if (caller?.kind !== 'owner') {
      throw new AuthError('Request had invalid authentication credentials.', 401, 'UNAUTHENTICATED');
    }
    return true;
  }
  if (route.access === 'owner') {
    throw new AuthError('Request is missing required authentication credential.', 401, 'UNAUTHENTICATED');
  }
  const key = url.searchParams.get('key') ?? request.headers['x-goog-api-key'];
  if (route.access === 'client' && !key) {
    throw new AuthError('The request is missing a valid API key.', 403, 'PERMISSION_DENIED');
  }
  return false;
}

async function readInput(request: IncomingMessage, url: URL): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'DELETE') return Object.fromEntries(url.searchParams);
  const text = await readBody(request, BODY_LIMIT_BYTES);
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AuthError('Invalid JSON payload received.', 400, 'INVALID_ARGUMENT');
  }
}

const tokenHolder = z.object({
  targetProjectId: z.string().optional(),
  idToken: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** The project that the tokens of a request were issued for, since API keys here tell nothing. */
function projectOfTokens(input: unknown): string | null {
  const holder = tokenHolder.safeParse(input).data;
  if (holder?.targetProjectId) return holder.targetProjectId;
  if (holder?.idToken) return textOrNull(decodePayload(holder.idToken)?.['aud']);
  if (!holder?.refresh_token) return null;
  return textOrNull(decodeRefreshToken(holder.refresh_token)?.['projectId']);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

async function answerAction(
  context: AuthContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const parameters = new URLSearchParams(url.search);
  if (request.method === 'POST') {
    const form = new URLSearchParams(await readBody(request, 64 * 1024));
    parameters.set('newPassword', form.get('newPassword') ?? '');
  }
  const { httpStatus, html } = await handleAction(context, parameters);
  response.writeHead(httpStatus, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(html);
}

function sendError(_request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { httpStatus: code, message, status } = asAuthError(error);
  sendJson(response, code, {
    error: {
      code,
      message,
      errors: [{ message, reason: 'invalid', domain: 'global' }],
      ...(status === undefined ? {} : { status }),
    },
  });
}

function asAuthError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  if (error instanceof BodyTooLargeError) return new AuthError(error.message, 413, 'INVALID_ARGUMENT');
  if (error instanceof z.ZodError) {
    const place = error.issues[0]?.path.join('.') ?? '';
    return new AuthError(
      `Invalid JSON payload received. Invalid value at '${place}'.`,
      400,
      'INVALID_ARGUMENT',
    );
  }
  process.emitWarning(error instanceof Error ? error : String(error));
  return new AuthError('INTERNAL_ERROR', 500, 'INTERNAL');
}
