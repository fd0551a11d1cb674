import { sendJson } from '../net/http.ts';
import { OWNER } from '../shared/caller.ts';
import { sendObject } from './download.ts';
import { handleGcsUpload } from './gcs-upload.ts';
import { listObjects } from './list-objects.ts';
import { parsePreconditions } from './preconditions.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import { StorageError, unimplemented } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import { decodeSegment, parseCount, readAttributes, readJson } from './storage-request.ts';
import type { ObjectRequest, StorageState } from './storage-state.ts';
import { objectResource } from './stored-object.ts';

// With STORAGE_EMULATOR_HOST set the client library leaves `/storage/v1` out.
const ADDRESS = /^(?:\/(?:download\/)?storage\/v1)?\/b(?:\/([^/]+)(?:\/o(?:\/([^/]+))?)?)?$/;
const BUCKET = /^(?:\/storage\/v1)?\/b\/[^/]+$/;
const COPY = /^(?:\/storage\/v1)?\/b\/([^/]+)\/o\/([^/]+)\/(rewriteTo|copyTo)\/b\/([^/]+)\/o\/([^/]+)$/;
const UPLOAD = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/;
const MAX_PAGE = 1000;

/**
 * The JSON API as servers use it. The Admin SDK sends no credentials to an emulator, so every caller is an owner;
 * browsers have no business here and are refused, or any page could go round the rules.
 */
export async function handleGcsRequest(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
): Promise<void> {
  const { path, request } = input;
  if (request.headers.origin !== undefined) {
    throw new StorageError(403, 'forbidden', 'The JSON API is for servers; pages use the Firebase SDK.');
  }
  refuseOtherCallers(request.headers.authorization);
  const upload = UPLOAD.exec(path);
  if (upload) return handleGcsUpload(state, uploads, input, decodeSegment(upload[1] ?? ''));
  const copy = COPY.exec(path);
  if (copy) return copyObject(state, input, copy);
  const address = ADDRESS.exec(path);
  if (!address) throw unimplemented(`${input.method} ${path}`);
  const bucket = decodeSegment(address[1] ?? '');
  if (address[2] !== undefined) return handleObject(state, input, bucket, decodeSegment(address[2]));
  if (bucket === '') return handleBuckets(state, input);
  if (BUCKET.test(path)) return handleBucket(state, input, bucket);
  if (input.method !== 'GET') throw unimplemented(`${input.method} ${path}`);
  list(state, input, bucket);
}

async function handleObject(
  state: StorageState,
  input: StorageRequest,
  bucket: string,
  name: string,
): Promise<void> {
  const { query, request, response, origin } = input;
  const target: ObjectRequest = {
    caller: OWNER,
    bucket,
    name,
    preconditions: parsePreconditions(query),
    generation: query.get('generation'),
  };
  switch (input.method) {
    case 'GET':
    case 'HEAD': {
      const object = state.read(target);
      const isMedia = query.get('alt') === 'media';
      if (isMedia) await sendObject(state.blobs, object, request, response);
      else sendJson(response, 200, objectResource(object, origin));
      break;
    }
    case 'PATCH':
      sendJson(response, 200, objectResource(state.patch(target, await readAttributes(request)), origin));
      break;
    case 'DELETE':
      state.remove(target);
      response.writeHead(204).end();
      break;
    default:
      throw unimplemented(`${input.method} ${input.path}`);
  }
}

/** Answers `rewriteTo` (what the client library calls, always done at once here) and `copyTo`. */
async function copyObject(state: StorageState, input: StorageRequest, match: RegExpExecArray): Promise<void> {
  if (input.method !== 'POST') throw unimplemented(`${input.method} ${input.path}`);
  const [, bucket = '', name = '', operation, targetBucket = '', targetName = ''] = match;
  const { query, response, origin } = input;
  const object = state.copy(
    {
      caller: OWNER,
      bucket: decodeSegment(bucket),
      name: decodeSegment(name),
      preconditions: parsePreconditions(query, 'Source'),
      generation: query.get('sourceGeneration'),
    },
    {
      caller: OWNER,
      bucket: decodeSegment(targetBucket),
      name: decodeSegment(targetName),
      attributes: await readAttributes(input.request),
      preconditions: parsePreconditions(query),
    },
  );
  const resource = objectResource(object, origin);
  const size = String(object.sizeBytes);
  const done = { totalBytesRewritten: size, objectSize: size, done: true, resource };
  sendJson(response, 200, operation === 'copyTo' ? resource : { kind: 'storage#rewriteResponse', ...done });
}

function list(state: StorageState, { query, response, origin }: StorageRequest, bucket: string): void {
  for (const parameter of ['matchGlob', 'versions', 'softDeleted', 'includeTrailingDelimiter']) {
    if (query.has(parameter) && query.get(parameter) !== 'false') throw unimplemented(`list ${parameter}`);
  }
  const page = listObjects(state.objects.names(bucket), {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    startOffset: query.get('startOffset') ?? '',
    endOffset: query.get('endOffset') ?? '',
    pageToken: query.get('pageToken'),
    maxResults: Math.min(parseCount(query.get('maxResults')) ?? MAX_PAGE, MAX_PAGE),
  });
  const items = page.names.flatMap((name) => state.objects.get(bucket, name) ?? []);
  sendJson(response, 200, {
    kind: 'storage#objects',
    items: items.map((object) => objectResource(object, origin)),
    prefixes: page.prefixes,
    ...(page.nextPageToken === null ? {} : { nextPageToken: page.nextPageToken }),
  });
}

async function handleBuckets(state: StorageState, input: StorageRequest): Promise<void> {
  if (input.method === 'GET') {
    const items = state.objects.bucketNames().map((bucket) => bucketResource(bucket, input.origin));
    return sendJson(input.response, 200, { kind: 'storage#buckets', items });
  }
  if (input.method !== 'POST') throw unimplemented(`${input.method} ${input.path}`);
  const body = await readJson(input.request);
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name)) {
    throw new StorageError(400, 'invalid', 'Invalid bucket name.');
  }
  if (state.objects.bucketNames().includes(name)) {
    throw new StorageError(409, 'conflict', 'The requested bucket name is not available.');
  }
  state.objects.createBucket(name);
  sendJson(input.response, 200, bucketResource(name, input.origin));
}

/** A bucket is there once it was created or something was put into it. */
function handleBucket(state: StorageState, input: StorageRequest, bucket: string): void {
  if (input.method !== 'GET') throw unimplemented(`${input.method} ${input.path}`);
  if (!state.objects.bucketNames().includes(bucket)) {
    throw new StorageError(404, 'notFound', 'The specified bucket does not exist.');
  }
  sendJson(input.response, 200, bucketResource(bucket, input.origin));
}

function bucketResource(name: string, origin: string): object {
  return {
    kind: 'storage#bucket',
    id: name,
    name,
    selfLink: `${origin}/storage/v1/b/${name}`,
    location: 'US',
    storageClass: 'STANDARD',
  };
}

function refuseOtherCallers(authorization: string | undefined): void {
  if (authorization === undefined || /^Bearer owner$/i.test(authorization)) return;
  throw new StorageError(401, 'authError', 'Invalid credentials.');
}
