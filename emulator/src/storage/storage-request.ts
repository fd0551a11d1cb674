import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../net/http.ts';
import { badRequest, StorageError } from './storage-error.ts';
import type { AttributesPatch } from './attributes.ts';
import { parseAttributes } from './attributes.ts';

/** A request as the handlers take it. */
export interface StorageRequest {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** As it came, still percent-encoded: an encoded slash belongs to an object's name. */
  path: string;
  query: URLSearchParams;
  /** Where this service is reached, such as `http://127.0.0.1:9199`. */
  origin: string;
}

const JSON_LIMIT_BYTES = 1024 * 1024;

/** Refuses with 400 what is no JSON and with 413 what is too long; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return parseJson(await readBody(request, JSON_LIMIT_BYTES));
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw new StorageError(413, 'uploadTooLarge', error.message);
    throw error;
  }
}

export async function readAttributes(request: IncomingMessage): Promise<AttributesPatch> {
  return parseAttributes(await readJson(request));
}

export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

/** The body as a stream. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request as AsyncIterable<Buffer>; // no encoding is set on the request: chunks are buffers
}

/** Decodes a segment of a path. Refuses with 400 a broken escape. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The address is not percent-encoded rightly.');
  }
}

/** A header's value where it is given once. */
export function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/** A count in a query or header; null if absent. Refuses with 400 anything but digits. */
export function parseCount(text: string | null): number | null {
  if (text === null || text === '') return null;
  if (!/^\d+$/.test(text)) throw badRequest(`"${text}" is not a count.`);
  return Number(text);
}
