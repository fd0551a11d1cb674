import { sendJson } from '../net/http.ts';
import { isForeignPage } from '../net/local-only.ts';
import type { Caller } from '../shared/caller.ts';
import { parseAuthorization } from '../shared/caller.ts';
import { sendObject } from './download.ts';
import { handleFirebaseUpload } from './firebase-upload.ts';
import { listObjects } from './list-objects.ts';
import { NO_PRECONDITIONS } from './preconditions.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import { badRequest, objectNotFound, StorageError, unimplemented } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import { decodeSegment, headerOf, parseCount, readAttributes } from './storage-request.ts';
import type { ObjectRequest, StorageState } from './storage-state.ts';
import { firebaseResource } from './stored-object.ts';

const ADDRESS = /^\/v0\/b\/([^/]+)\/o(?:\/(.*))?$/;
const MAX_PAGE = 1000;

export function isFirebaseAddress(path: string): boolean {
  return path.startsWith('/v0/');
}

/**
 * The protocol of the client SDKs, under /v0. Callers are anonymous, a user (`Firebase <token>`) or an owner; rules
 * judge all but owners.
 */
export async function handleFirebaseRequest(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
): Promise<void> {
  const address = ADDRESS.exec(input.path);
  if (!address) throw unimplemented(`${input.method} ${input.path}`);
  const caller = callerOf(input);
  const bucket = decodeSegment(address[1] ?? '');
  const name = decodeSegment(address[2] ?? '');
  if (name === '') await handleBucket(state, uploads, input, { caller, bucket });
  else await handleObject(state, uploads, input, objectRequest(caller, bucket, name));
}

async function handleBucket(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
  { caller, bucket }: { caller: Caller; bucket: string },
): Promise<void> {
  if (input.method === 'GET') return list(state, input, caller, bucket);
  if (input.method !== 'POST' && input.method !== 'PUT') throw unimplemented(`${input.method} ${input.path}`);
  const name = input.query.get('name');
  if (!name) throw badRequest('The name of the object is missing.');
  await handleFirebaseUpload(state, uploads, input, { caller, bucket, name });
}

async function handleObject(
  state: StorageState,
  uploads: ResumableUploads,
  input: StorageRequest,
  target: ObjectRequest,
): Promise<void> {
  const { query, request, response } = input;
  const override = headerOf(request, 'x-http-method-override')?.toUpperCase();
  switch (override ?? input.method) {
    case 'GET':
    case 'HEAD': {
      const object = state.read(target, query.get('token'));
      if (query.get('alt') === 'media') await sendObject(state.blobs, object, request, response);
      else sendJson(response, 200, firebaseResource(state.withDownloadToken(object)));
      break;
    }
    case 'PATCH':
      sendJson(response, 200, firebaseResource(state.patch(target, await readAttributes(request))));
      break;
    case 'DELETE':
      state.remove(target);
      response.writeHead(204).end();
      break;
    case 'POST':
      if (query.has('create_token') || query.has('delete_token')) changeTokens(state, input, target);
      else await handleFirebaseUpload(state, uploads, input, target);
      break;
    default:
      throw unimplemented(`${input.method} ${input.path}`);
  }
}

function list(state: StorageState, input: StorageRequest, caller: Caller, bucket: string): void {
  const { query } = input;
  const prefix = query.get('prefix') ?? '';
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw badRequest('The prefix parameter is required to be empty or ends with a single / character.');
  }
  state.checkList(caller, bucket, prefix);
  const page = listObjects(state.objects.names(bucket), {
    prefix,
    delimiter: query.get('delimiter') ?? '',
    startOffset: '',
    endOffset: '',
    pageToken: query.get('pageToken'),
    maxResults: Math.min(parseCount(query.get('maxResults')) ?? MAX_PAGE, MAX_PAGE),
  });
  sendJson(input.response, 200, {
    // The SDKs cannot address names with empty segments; the protocol leaves them out.
    prefixes: page.prefixes.filter((name) => !/^\/|\/\//.test(name)),
    items: page.names.filter((name) => !/^\/|\/\/|\/$/.test(name)).map((name) => ({ name, bucket })),
    ...(page.nextPageToken === null ? {} : { nextPageToken: page.nextPageToken }),
  });
}

/** For owners only: makes or revokes the token of a download URL. */
function changeTokens(state: StorageState, { query, response }: StorageRequest, target: ObjectRequest): void {
  if (target.caller.kind !== 'owner') throw new StorageError(403, 'forbidden', 'Missing admin credentials.');
  const object = state.objects.get(target.bucket, target.name);
  if (object === null) throw objectNotFound(target.bucket, target.name);
  const token = query.get('delete_token');
  const changed = token === null ? state.addDownloadToken(object) : state.removeDownloadToken(object, token);
  sendJson(response, 200, firebaseResource(changed));
}

function callerOf({ request }: StorageRequest): Caller {
  const caller = parseAuthorization(request.headers.authorization);
  if (caller === null) throw new StorageError(401, 'authError', 'Invalid credentials.');
  if (caller.kind === 'owner' && isForeignPage(request)) {
    throw new StorageError(403, 'forbidden', 'Pages of other sites may not act as an owner.');
  }
  return caller;
}

function objectRequest(caller: Caller, bucket: string, name: string): ObjectRequest {
  return { caller, bucket, name, preconditions: NO_PRECONDITIONS, generation: null };
}
