import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as sendRequest,
  type ServerResponse,
} from 'node:http';

/** Headers of one hop. Source: RFC 9110, section 7.6.1. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Source: Firebase Hosting, "Serve dynamic content": requests time out after 60 s. */
const TIMEOUT_MS = 60_000;

/** Passes requests of a site on to the functions port. */
export class FunctionProxy {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });

  /**
   * Streams a request to a function and its answer back. The function sees the path as the visitor sent it.
   * @param base `http://127.0.0.1:5001/project/region/name`
   */
  forward(base: string, request: IncomingMessage, response: ServerResponse): void {
    const upstream = sendRequest(
      base + (request.url ?? '/'),
      { method: request.method, headers: requestHeaders(request), agent: this.#agent, timeout: TIMEOUT_MS },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, responseHeaders(answer.headers));
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    upstream.on('timeout', () => {
      endWith(response, 504, 'The function did not answer within 60 s.');
      upstream.destroy();
    });
    upstream.on('error', () => endWith(response, 502, 'The function did not answer.'));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }

  close(): void {
    this.#agent.destroy();
  }
}

function requestHeaders(request: IncomingMessage): IncomingHttpHeaders {
  const headers = withoutHopByHop(request.headers);
  const session = sessionCookie(headers.cookie);
  delete headers.cookie;
  const forwardedFor = [headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ');
  return {
    ...headers,
    ...(session === null ? {} : { cookie: session }),
    // A body of unknown length stays one; Node frames it anew.
    ...(request.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
    'x-forwarded-for': forwardedFor,
    'x-forwarded-host': headers['x-forwarded-host'] ?? headers.host,
    'x-forwarded-proto': headers['x-forwarded-proto'] ?? 'http',
  };
}

/** Hosting lets one cookie through. Source: Firebase Hosting, "Manage cache behavior", using cookies. */
function sessionCookie(cookies: string | undefined): string | null {
  const found = cookies?.split(/;\s*/).find((cookie) => cookie.startsWith('__session='));
  return found ?? null;
}

/** Answers of functions are private unless they say otherwise, as Hosting makes them. */
function responseHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return { 'cache-control': 'private', ...withoutHopByHop(headers) };
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = { ...headers };
  for (const name of HOP_BY_HOP) delete kept[name];
  return kept;
}

function endWith(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(message);
}
