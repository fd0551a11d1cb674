import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { STATUS, StatusError } from '../shared/status.ts';

/** Documents are at most 1 MiB and batches 10 MiB; base64 and JSON make them larger on the wire. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * An HTTP/1.1 server for sockets handed to it, with the time limits off: a hanging GET lives for minutes.
 * @param handle answers one request; what it throws becomes a JSON error
 */
export function createHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Server {
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
    void answer(handle, request, response);
  });
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.timeout = 0;
  return server;
}

async function answer(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await handle(request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(response, error);
  }
}

/** Reads a whole body. @throws StatusError INVALID_ARGUMENT above 64 MiB */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // Without setEncoding a request yields Buffers only.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > MAX_BODY_BYTES) throw new StatusError('INVALID_ARGUMENT', 'The request body is too large.');
    chunks.push(bytes);
  }
  const [first] = chunks;
  return first !== undefined && chunks.length === 1
    ? first.toString('utf8')
    : Buffer.concat(chunks, length).toString('utf8');
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, httpStatus: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(httpStatus, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-cache',
  });
  response.end(text);
}

/** Answers with plain text. */
export function sendText(response: ServerResponse, httpStatus: number, text: string): void {
  response.writeHead(httpStatus, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** The error body of Google's JSON APIs. Source: google.rpc.Status in its HTTP mapping. */
export function errorBody(error: unknown): { error: { code: number; message: string; status: string } } {
  const failure = asStatusError(error);
  return { error: { code: STATUS[failure.status].http, message: failure.message, status: failure.status } };
}

/** Answers with the HTTP status and the JSON body of a failure. */
export function sendError(response: ServerResponse, error: unknown): void {
  const body = errorBody(error);
  sendJson(response, body.error.code, body);
}

/** A failure as clients may see it: anything that is no StatusError is INTERNAL. */
function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  return new StatusError('INTERNAL', error instanceof Error ? error.message : String(error));
}
