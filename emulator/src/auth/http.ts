import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

/** A request body larger than the limit of its endpoint. */
export class BodyTooLargeError extends Error {
  constructor(limitBytes: number) {
    super(`Request body exceeds ${limitBytes} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * Adds the CORS headers that the official emulators send (any origin, reflected) and answers preflights.
 * Returns true if the request was a preflight and is answered.
 */
export function handleCors(
  request: IncomingMessage,
  response: ServerResponse,
  exposedHeaders: readonly string[],
): boolean {
  const { origin } = request.headers;
  response.setHeader('Access-Control-Allow-Origin', origin ?? '*');
  response.setHeader('Vary', 'Origin');
  if (exposedHeaders.length > 0) {
    response.setHeader('Access-Control-Expose-Headers', exposedHeaders.join(','));
  }
  if (request.headers['access-control-request-private-network']) {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  if (request.method !== 'OPTIONS') return false;
  const requestedHeaders = request.headers['access-control-request-headers'];
  if (requestedHeaders) response.setHeader('Access-Control-Allow-Headers', requestedHeaders);
  response.setHeader('Access-Control-Allow-Methods', 'GET,HEAD,PUT,PATCH,POST,DELETE');
  response.setHeader('Access-Control-Max-Age', '3600');
  response.writeHead(204).end();
  return true;
}

/**
 * Whether a page that is not from this machine sends the request. Such pages may use what any client may, but not
 * act as an owner, or every site that a developer visits could.
 */
export function isForeignPage(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin !== undefined && !/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(origin);
}

/** Reads a whole small body. Throws BodyTooLargeError beyond `limitBytes`. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // no encoding is set on the request: chunks are buffers
    size += bytes.length;
    if (size > limitBytes) throw new BodyTooLargeError(limitBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

/** An HTTP server that listens; `close` also ends idle and running connections. */
interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens on `host:port` (0 picks a free port). Rejects with the system's error if the port is taken.
 */
export async function startHttpServer(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<RunningServer> {
  // Uploads over slow links take longer than Node's default of five minutes per request.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
