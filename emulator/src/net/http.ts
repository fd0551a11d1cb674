import type { IncomingMessage, ServerResponse } from 'node:http';

import { STATUS, StatusError } from '../shared/status.ts';

/** Documents are at most 1 MiB and batches 10 MiB; base64 and JSON make them larger on the wire. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** A request body larger than the limit of its endpoint. */
export class BodyTooLargeError extends Error {
  constructor(limitBytes: number) {
    super(`Request body exceeds ${limitBytes} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * Reads a whole body as text in UTF-8.
 * @param limitBytes 64 MiB unless said otherwise
 * @throws BodyTooLargeError beyond the limit
 */
export async function readBody(request: IncomingMessage, limitBytes = MAX_BODY_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // Without setEncoding a request yields Buffers only.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > limitBytes) throw new BodyTooLargeError(limitBytes);
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
    'Cache-Control': 'no-store',
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

/** A failure as clients may see it: what is neither theirs nor a StatusError is INTERNAL. */
function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  if (error instanceof BodyTooLargeError) return new StatusError('INVALID_ARGUMENT', error.message);
  return new StatusError('INTERNAL', error instanceof Error ? error.message : String(error));
}
