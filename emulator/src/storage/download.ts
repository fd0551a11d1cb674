import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { BlobStore } from './blob-store.ts';
import type { StoredObject } from './stored-object.ts';
import { etagOf } from './stored-object.ts';

/** Part of an object's bytes, from `start` up to and without `end`. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * Sends an object's bytes, or the range that the request asks for (206, 416). What is stored compressed is
 * decompressed for clients that do not take gzip (https://cloud.google.com/storage/docs/transcoding).
 */
export async function sendObject(
  blobs: BlobStore,
  object: StoredObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  setHeaders(object, response);
  const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const isTranscoded = object.contentEncoding === 'gzip' && !acceptsGzip;
  const hasNoRange = isTranscoded || request.method !== 'GET';
  const range = hasNoRange ? null : parseRange(request.headers.range, object.sizeBytes);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${object.sizeBytes}`);
    response.writeHead(416).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: object.sizeBytes };
  if (range !== null) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${object.sizeBytes}`);
  if (!isTranscoded) {
    response.setHeader('Content-Length', end - start);
    if (object.contentEncoding !== null) setText(response, 'Content-Encoding', object.contentEncoding);
  }
  if (request.method === 'HEAD') {
    response.writeHead(200).end();
    return;
  }
  const bytes = await blobs.read(object.blobId, start, end);
  response.writeHead(range === null ? 200 : 206);
  if (isTranscoded) await pipeline(bytes, createGunzip(), response);
  else await pipeline(bytes, response);
}

function setHeaders(object: StoredObject, response: ServerResponse): void {
  setText(response, 'Content-Type', object.contentType ?? 'application/octet-stream');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', etagOf(object));
  response.setHeader('Last-Modified', new Date(object.updatedAtMs).toUTCString());
  setText(response, 'Cache-Control', object.cacheControl ?? 'private, max-age=0');
  response.setHeader('X-Goog-Generation', object.generation);
  response.setHeader('X-Goog-Metageneration', String(object.metageneration));
  response.setHeader('X-Goog-Hash', `crc32c=${object.crc32cBase64},md5=${object.md5Base64}`);
  response.setHeader('X-Goog-Storage-Class', 'STANDARD');
  // The client libraries check the hashes only if they know how the bytes are stored.
  setText(response, 'X-Goog-Stored-Content-Encoding', object.contentEncoding ?? 'identity');
  response.setHeader('X-Goog-Stored-Content-Length', String(object.sizeBytes));
  if (object.contentDisposition !== null) setText(response, 'Content-Disposition', object.contentDisposition);
  if (object.contentLanguage !== null) setText(response, 'Content-Language', object.contentLanguage);
}

/** Writers choose these texts; what a header cannot carry is percent-encoded rather than refused on reading. */
function setText(response: ServerResponse, header: string, value: string): void {
  const text = value.replace(/[^\t\x20-\x7e]/gu, (character) =>
    Buffer.from(character).toString('hex').replace(/../g, '%$&'),
  );
  response.setHeader(header, text);
}

/** One range of RFC 9110, section 14; null for none, or for several, which servers may ignore. */
function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return start < end ? { start, end } : 'unsatisfiable';
}
