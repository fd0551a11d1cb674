import type { IncomingMessage } from 'node:http';
import { sendJson } from '../net/http.ts';
import { OWNER } from '../shared/caller.ts';
import type { AttributesPatch } from './attributes.ts';
import { parseAttributes } from './attributes.ts';
import { readMultipart } from './multipart.ts';
import { parsePreconditions } from './preconditions.ts';
import { receiveBlob } from './receive-blob.ts';
import type { ResumableUpload, ResumableUploads } from './resumable-uploads.ts';
import { badRequest, unimplemented } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import { bodyOf, headerOf, parseCount, parseJson, readAttributes } from './storage-request.ts';
import type { StorageState, UploadTarget } from './storage-state.ts';
import { objectResource } from './stored-object.ts';

/** Uploads under /upload/storage/v1: `media`, `multipart` and `resumable`, by the parameter uploadType. */
export async function handleGcsUpload(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
  bucket: string,
): Promise<void> {
  const { request, response, query, method, origin } = input;
  const uploadId = query.get('upload_id');
  if (uploadId !== null) return continueResumable(uploads, input, uploads.get(uploadId));
  if (method !== 'POST') throw unimplemented(`${method} ${input.path}`);
  for (const parameter of ['predefinedAcl', 'kmsKeyName']) {
    if (query.has(parameter)) throw unimplemented(`upload ${parameter}`);
  }
  switch (query.get('uploadType')) {
    case 'resumable':
      return startResumable(uploads, input, bucket);
    case 'multipart': {
      const parts = await readMultipart(bodyOf(request), headerOf(request, 'content-type') ?? '');
      const attributes = withContentType(parseAttributes(parseJson(parts.metadata)), parts.contentType);
      const target = uploadTarget(bucket, query, attributes);
      const object = await receiveBlob(state, target, parts.content);
      return sendJson(response, 200, objectResource(object, origin));
    }
    case 'media': {
      const attributes = withContentType({}, headerOf(request, 'content-type'));
      const object = await receiveBlob(state, uploadTarget(bucket, query, attributes), bodyOf(request));
      return sendJson(response, 200, objectResource(object, origin));
    }
    default:
      throw badRequest('Unknown uploadType.');
  }
}

async function startResumable(
  uploads: ResumableUploads,
  { request, response, query, origin }: StorageRequest,
  bucket: string,
): Promise<void> {
  const contentType = headerOf(request, 'x-upload-content-type');
  const target = uploadTarget(bucket, query, withContentType(await readAttributes(request), contentType));
  const announcedBytes = parseCount(headerOf(request, 'x-upload-content-length'));
  const { uploadId } = await uploads.start(target, announcedBytes);
  const url = new URL(`/upload/storage/v1/b/${encodeURIComponent(bucket)}/o`, origin);
  url.searchParams.set('uploadType', 'resumable');
  url.searchParams.set('name', target.name);
  url.searchParams.set('upload_id', uploadId);
  response.setHeader('Location', url.href);
  response.setHeader('X-GUploader-UploadID', uploadId);
  response.writeHead(200).end();
}

/** https://cloud.google.com/storage/docs/performing-resumable-uploads: 308 with a Range until all is here. */
async function continueResumable(
  uploads: ResumableUploads,
  { request, response, method, origin }: StorageRequest,
  upload: ResumableUpload,
): Promise<void> {
  if (method === 'DELETE') {
    await uploads.cancel(upload);
    // The status that the API answers a cancellation with.
    response.writeHead(499).end();
    return;
  }
  if (method !== 'PUT') throw unimplemented(`${method} of an upload`);
  const range = parseContentRange(headerOf(request, 'content-range'));
  if (range.start !== null && upload.outcome === null) {
    await uploads.append(upload, range.start, bodyOf(request));
  }
  const received = upload.writer.sizeBytes;
  const total = range.total ?? (range.isOpenEnded ? received : upload.announcedBytes);
  if (upload.outcome === null && total !== received) {
    if (received > 0) response.setHeader('Range', `bytes=0-${received - 1}`);
    response.writeHead(308).end();
    return;
  }
  const object = await uploads.finalize(upload, sentHashes(request));
  sendJson(response, 200, objectResource(object, origin));
}

interface ContentRange {
  /** Offset of the bytes in this request; null if it only asks how much is here. */
  start: number | null;
  /** Size of the whole object; null if the sender does not say. */
  total: number | null;
  /** The request holds all the rest, however much that is. */
  isOpenEnded: boolean;
}

/** `bytes 0-99/*`, `bytes 0-99/200`, `bytes 0-*` with or without size, `bytes *` with or without size. */
function parseContentRange(header: string | null): ContentRange {
  if (header === null) return { start: 0, total: null, isOpenEnded: true };
  const match = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*|undefined|NaN)$/.exec(header);
  if (!match) throw badRequest(`Invalid Content-Range "${header}".`);
  const [, start, end, size = '*'] = match;
  const total = /^\d+$/.test(size) ? Number(size) : null;
  return {
    start: start === undefined ? null : Number(start),
    total,
    isOpenEnded: end === '*' && total === null,
  };
}

function uploadTarget(bucket: string, query: URLSearchParams, attributes: AttributesPatch): UploadTarget {
  const name = query.get('name') ?? attributes.name;
  if (!name) throw badRequest('The name of the object is missing.');
  return { caller: OWNER, bucket, name, attributes, preconditions: parsePreconditions(query) };
}

function withContentType(attributes: AttributesPatch, contentType: string | null): AttributesPatch {
  return attributes.contentType || contentType === null ? attributes : { ...attributes, contentType };
}

/** `X-Goog-Hash: crc32c=...,md5=...`: what the sender computed. */
function sentHashes(request: IncomingMessage): AttributesPatch {
  const header = headerOf(request, 'x-goog-hash') ?? '';
  const crc32c = /(?:^|,)\s*crc32c=([^,\s]+)/.exec(header)?.[1];
  const md5Hash = /(?:^|,)\s*md5=([^,\s]+)/.exec(header)?.[1];
  return { ...(crc32c === undefined ? {} : { crc32c }), ...(md5Hash === undefined ? {} : { md5Hash }) };
}
