import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultBucket } from '../config/functions-environment.ts';
import { applyCors } from '../net/cors.ts';
import { createHttpServer } from '../net/http-server.ts';
import { sendJson } from '../net/http.ts';
import { openServer } from '../net/open-server.ts';
import type { RulesIssue, RulesReader } from '../rules/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import { openRecordStore } from '../shared/record-store.ts';
import { AccessControl } from './access.ts';
import { openBlobStore } from './blob-store.ts';
import { handleFirebaseRequest, isFirebaseAddress } from './firebase-api.ts';
import { handleGcsRequest } from './gcs-api.ts';
import { handleInternalRequest, isInternalAddress } from './internal-api.ts';
import { ObjectStore } from './object-store.ts';
import { ResumableUploads } from './resumable-uploads.ts';
import { StorageError } from './storage-error.ts';
import type { StorageRequest } from './storage-request.ts';
import type { ObjectChange } from './storage-state.ts';
import { StorageState } from './storage-state.ts';
import type { ObjectResource } from './stored-object.ts';
import { objectResource } from './stored-object.ts';

/** A change of an object as functions hear of it. */
export interface StorageObjectEvent {
  type: ObjectChange['type'];
  resource: ObjectResource;
}

interface StorageServiceOptions {
  clock: Clock;
  /** Where objects are kept; null keeps them in memory. */
  folder: string | null;
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** The project of buckets whose name tells none: its Firestore serves `firestore.get()` in rules. */
  projectId: string;
  rulesReader: (projectId: string) => RulesReader;
  /** Counts the documents that rules read. */
  meter?: Meter;
  onObjectEvent?: (event: StorageObjectEvent) => void;
}

export interface StorageService {
  port: number;
  /** Compiles and installs rules for a bucket, or for all others under the name `default`. With errors the old stay. */
  setRules(bucketOrDefault: string, source: string): RulesIssue[];
  close(): Promise<void>;
}

/** What the web SDK must be able to read. Source: the SDK's upload requests. */
const EXPOSED_HEADERS = [
  'Content-Type',
  'Content-Length',
  'Content-Range',
  'X-Firebase-Storage-Version',
  'X-Goog-Upload-Chunk-Granularity',
  'X-Goog-Upload-Command',
  'X-Goog-Upload-Control-URL',
  'X-Goog-Upload-Protocol',
  'X-Goog-Upload-Size-Received',
  'X-Goog-Upload-Status',
  'X-Goog-Upload-URL',
  'X-GUploader-UploadID',
];

/**
 * Starts the stand-in for Cloud Storage: the Firebase protocol and the JSON API on one port.
 * Rejects if the port is taken or the data folder cannot be read.
 */
export async function createStorageService(options: StorageServiceOptions): Promise<StorageService> {
  const { clock, folder, host, port } = options;
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const records = openRecordStore(folder, 'storage.sqlite');
  const objects = new ObjectStore(records);
  // Firebase makes it with the project.
  objects.createBucket(defaultBucket(options.projectId));
  const blobs = openBlobStore(folder === null ? null : join(folder, 'blobs'));
  await blobs.keepOnly(objects.blobIds());
  const access = new AccessControl({ ...options, meter: options.meter ?? null });
  let origin = '';
  const state = new StorageState({
    objects,
    blobs,
    access,
    clock,
    onChange({ type, object }) {
      try {
        options.onObjectEvent?.({ type, resource: objectResource(object, origin) });
      } catch (error) {
        // The change is stored already: whoever asked for it must not hear that it failed.
        warn(error);
      }
    },
    onProblem: warn,
  });
  const uploads = new ResumableUploads(state, clock);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (applyCors(request, response, EXPOSED_HEADERS)) return;
    const input = readRequest(request, response, origin);
    if (input.path === '/') sendJson(response, 200, { storageEmulator: { ready: true } });
    else if (isInternalAddress(input.path)) await handleInternalRequest({ state, uploads, access }, input);
    else if (isFirebaseAddress(input.path)) await handleFirebaseRequest(state, uploads, input);
    else await handleGcsRequest(state, uploads, input);
  };
  const server = await openServer(createHttpServer(answer, { fail: sendError }), port, host);
  origin = `http://${host}:${server.port}`;
  return {
    port: server.port,
    setRules: (bucketOrDefault, source) => access.setRules(bucketOrDefault, source),
    async close() {
      await server.close();
      await uploads.reset();
      records.close();
    },
  };
}

function readRequest(request: IncomingMessage, response: ServerResponse, origin: string): StorageRequest {
  const url = request.url ?? '/';
  const end = url.indexOf('?');
  return {
    request,
    response,
    method: request.method ?? 'GET',
    // Cut by hand: parsing it as a URL would resolve dots, which are ordinary in an object's name.
    path: end < 0 ? url : url.slice(0, end),
    query: new URLSearchParams(end < 0 ? '' : url.slice(end + 1)),
    origin,
  };
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  // The connection broke: there is nobody left to tell.
  if (response.destroyed) return;
  const { httpStatus: code, reason, message } = asStorageError(error);
  // An upload that is refused early is not read to its end; the connection cannot be used again.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (code === 404 && request.url?.includes('alt=media')) {
    response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' }).end(message);
    return;
  }
  sendJson(response, code, { error: { code, message, errors: [{ message, domain: 'global', reason }] } });
}

function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof z.ZodError) {
    const place = error.issues[0]?.path.join('.') ?? '';
    return new StorageError(400, 'invalid', `Invalid value at '${place}'.`);
  }
  warn(error);
  return new StorageError(500, 'backendError', 'Internal error.');
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
