import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { StatusError } from '../shared/status.ts';
import { sendError } from './http.ts';
import { isAddressedLocally, refuseForeignPages } from './local-only.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
type Fail = (request: IncomingMessage, response: ServerResponse, error: unknown) => void;

interface HttpServerOptions {
  /** Answers what `handle` throws, in the service's own form; not called where an answer has begun. */
  fail?: Fail;
  /** `any` where a tunnel may forward requests under a name of its own; others are refused with 403. */
  hosts?: 'loopback' | 'any';
  /** `refused` where nothing but controls is served: pages of other sites get 403. */
  foreignPages?: 'admitted' | 'refused';
}

/**
 * Hanging GETs live for minutes and clients keep their connections for later requests. Longer than the 60 s after
 * which proxies in front let theirs go, so that none sends into a connection that ends.
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * An HTTP/1.1 server, not yet listening, with the time limits off: a hanging GET lives for minutes, and an upload
 * over a slow link takes longer than Node's default.
 * @param handle answers one request
 */
export function createHttpServer(handle: Handle, options: HttpServerOptions = {}): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
    void answer(handle, options, request, response);
  });
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.timeout = 0;
  return server;
}

async function answer(
  handle: Handle,
  { fail = failPlainly, hosts = 'loopback', foreignPages = 'admitted' }: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (hosts === 'loopback' && !isAddressedLocally(request)) {
    // A body that nobody reads would stand in the way of the next request.
    response.setHeader('Connection', 'close');
    sendError(response, new StatusError('PERMISSION_DENIED', 'Only localhost is served, by its own name.'));
    return;
  }
  try {
    if (foreignPages === 'refused') refuseForeignPages(request);
    await handle(request, response);
  } catch (error) {
    // What has begun breaks off: an answer that stops short must not look complete.
    if (response.headersSent) response.destroy();
    else fail(request, response, error);
  }
}

function failPlainly(_request: IncomingMessage, response: ServerResponse, error: unknown): void {
  sendError(response, error);
}
