import { sendJson } from '../net/http.ts';
import type { Caller } from '../shared/caller.ts';
import { parseAttributes } from './attributes.ts';
import type { AttributesPatch } from './attributes.ts';
import { readMultipart } from './multipart.ts';
import { NO_PRECONDITIONS } from './preconditions.ts';
import { receiveBlob } from './receive-blob.ts';
import type { ResumableUpload, ResumableUploads } from './resumable-uploads.ts';
import { badRequest, StorageError } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import { bodyOf, headerOf, parseCount, parseJson, readAttributes } from './storage-request.ts';
import type { StorageState, UploadTarget } from './storage-state.ts';
import type { StoredObject } from './stored-object.ts';
import { firebaseResource } from './stored-object.ts';

interface UploadAddress {
  caller: Caller;
  bucket: string;
  name: string;
}

/** Chunks but the last come in multiples of this. Source: the SDKs' resumable chunk size. */
const CHUNK_GRANULARITY_BYTES = 256 * 1024;

/**
 * An upload by a client SDK: `multipart` in one request, or `resumable` by commands
 * (start, upload, query, finalize, cancel) in the header x-goog-upload-command.
 */
export async function handleFirebaseUpload(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
  address: UploadAddress,
): Promise<void> {
  const { request, query } = input;
  const command = headerOf(request, 'x-goog-upload-command');
  if (command === 'start') return startResumable(uploads, input, address);
  if (command !== null)
    return continueResumable(uploads, input, uploads.get(query.get('upload_id')), command);
  const contentType = headerOf(request, 'content-type') ?? '';
  if (headerOf(request, 'x-goog-upload-protocol') !== 'multipart') {
    const target = uploadTarget(address, contentType === '' ? {} : { contentType });
    return sendFinal(input, await receiveBlob(state, target, bodyOf(request)));
  }
  const parts = await readMultipart(bodyOf(request), contentType);
  const attributes = parseAttributes(parseJson(parts.metadata));
  const target = uploadTarget(address, withContentType(attributes, parts.contentType));
  sendFinal(input, await receiveBlob(state, target, parts.content));
}

async function startResumable(
  uploads: ResumableUploads,
  input: StorageRequest,
  address: UploadAddress,
): Promise<void> {
  const { request, response, origin } = input;
  const attributes = await readAttributes(request);
  const contentType = headerOf(request, 'x-goog-upload-header-content-type');
  const announcedBytes = parseCount(headerOf(request, 'x-goog-upload-header-content-length'));
  const target = uploadTarget(address, withContentType(attributes, contentType));
  const { uploadId } = await uploads.start(target, announcedBytes);
  const url = new URL(`/v0/b/${encodeURIComponent(address.bucket)}/o`, origin);
  url.searchParams.set('name', address.name);
  url.searchParams.set('upload_id', uploadId);
  url.searchParams.set('upload_protocol', 'resumable');
  response.setHeader('X-Goog-Upload-Status', 'active');
  response.setHeader('X-Goog-Upload-URL', url.href);
  response.setHeader('X-Goog-Upload-Control-URL', url.href);
  response.setHeader('X-Goog-Upload-Chunk-Granularity', String(CHUNK_GRANULARITY_BYTES));
  response.setHeader('X-GUploader-UploadID', uploadId);
  response.writeHead(200).end();
}

async function continueResumable(
  uploads: ResumableUploads,
  input: StorageRequest,
  upload: ResumableUpload,
  command: string,
): Promise<void> {
  const { request, response } = input;
  const commands = command.split(',').map((text) => text.trim());
  if (commands.some((name) => !['upload', 'finalize', 'query', 'cancel'].includes(name))) {
    throw badRequest(`Unknown upload command "${command}".`);
  }
  if (commands.includes('cancel')) {
    await uploads.cancel(upload);
    response.setHeader('X-Goog-Upload-Status', 'cancelled');
    response.writeHead(200).end();
    return;
  }
  // What is final takes no more bytes: a sender that missed the answer is given it again.
  if (commands.includes('upload') && upload.outcome === null) {
    const offset = parseCount(headerOf(request, 'x-goog-upload-offset')) ?? 0;
    await uploads.append(upload, offset, bodyOf(request));
  }
  if (commands.includes('finalize')) {
    // Also with a refusal the upload is over: without this header the SDK would ask on.
    response.setHeader('X-Goog-Upload-Status', 'final');
    const { announcedBytes, writer } = upload;
    if (announcedBytes !== null && announcedBytes !== writer.sizeBytes) {
      throw new StorageError(
        400,
        'invalid',
        `Announced ${announcedBytes} bytes, received ${writer.sizeBytes}.`,
      );
    }
    sendFinal(input, await uploads.finalize(upload));
    return;
  }
  response.setHeader('X-Goog-Upload-Status', upload.outcome === null ? 'active' : 'final');
  response.setHeader('X-Goog-Upload-Size-Received', String(upload.writer.sizeBytes));
  response.writeHead(200).end();
}

function sendFinal({ response }: StorageRequest, object: StoredObject): void {
  sendJson(response, 200, firebaseResource(object));
}

function uploadTarget(address: UploadAddress, attributes: AttributesPatch): UploadTarget {
  const fileName = address.name.slice(address.name.lastIndexOf('/') + 1);
  // What production fills in where the client names no disposition.
  const contentDisposition = `inline; filename*=utf-8''${encodeURIComponent(fileName)}`;
  return {
    ...address,
    attributes: { ...attributes, contentDisposition: attributes.contentDisposition ?? contentDisposition },
    preconditions: NO_PRECONDITIONS,
  };
}

function withContentType(attributes: AttributesPatch, contentType: string | null): AttributesPatch {
  return attributes.contentType || contentType === null ? attributes : { ...attributes, contentType };
}
