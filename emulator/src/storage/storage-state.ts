import { randomUUID } from 'node:crypto';
import type { Caller } from '../shared/caller.ts';
import type { Clock } from '../shared/clock.ts';
import type { AccessControl } from './access.ts';
import type { AttributesPatch } from './attributes.ts';
import { patchAttributes } from './attributes.ts';
import type { Blob, BlobStore, BlobWriter } from './blob-store.ts';
import type { ObjectStore } from './object-store.ts';
import type { Preconditions } from './preconditions.ts';
import { checkPreconditions } from './preconditions.ts';
import { badRequest, objectNotFound } from './storage-error.ts';
import type { StoredObject } from './stored-object.ts';
import { NO_ATTRIBUTES, TOKENS_KEY } from './stored-object.ts';

/** What happened to an object. */
export interface ObjectChange {
  type: 'finalized' | 'deleted' | 'metadataUpdated';
  object: StoredObject;
}

/** Where an upload goes and who sends it. */
export interface UploadTarget {
  caller: Caller;
  bucket: string;
  name: string;
  attributes: AttributesPatch;
  preconditions: Preconditions;
}

/** An object that a caller asks for. */
export interface ObjectRequest {
  caller: Caller;
  bucket: string;
  name: string;
  preconditions: Preconditions;
  /** A certain generation; null for the present one. */
  generation: string | null;
}

interface StateOptions {
  objects: ObjectStore;
  blobs: BlobStore;
  access: AccessControl;
  clock: Clock;
  onChange: (change: ObjectChange) => void;
  onProblem: (error: unknown) => void;
}

/** The operations on objects: each judges the caller and the conditions, then changes the state in one step. */
export class StorageState {
  readonly objects: ObjectStore;
  readonly blobs: BlobStore;
  readonly #access: AccessControl;
  readonly #clock: Clock;
  readonly #onChange: (change: ObjectChange) => void;
  readonly #onProblem: (error: unknown) => void;

  constructor(options: StateOptions) {
    this.objects = options.objects;
    this.blobs = options.blobs;
    this.#access = options.access;
    this.#clock = options.clock;
    this.#onChange = options.onChange;
    this.#onProblem = options.onProblem;
  }

  /**
   * Makes the received bytes an object. Rules judge `create` or `update` by what exists at this moment, and nothing
   * can come between their answer and the write. On any refusal the bytes are thrown away.
   * Errors: 403 by rules, 412 by conditions, 400 for wrong checksums.
   */
  async finishUpload(target: UploadTarget, writer: BlobWriter): Promise<StoredObject> {
    const blob = await finishOrDiscard(writer);
    try {
      checkHashes(target.attributes, blob);
      return this.#write(target, blob, null);
    } catch (error) {
      this.#removeBlobs([blob.blobId]);
      throw error;
    }
  }

  /** The object, if the caller may read it: rules are asked before its absence is told. */
  read(request: ObjectRequest, downloadToken: string | null = null): StoredObject {
    const { caller, bucket, name } = request;
    const object = this.objects.get(bucket, name);
    const hasToken = downloadToken !== null && object?.downloadTokens.includes(downloadToken);
    if (!hasToken) this.#access.check({ caller, method: 'get', bucket, name, before: object });
    return this.#present(request, object);
  }

  /** Judges a list; the names are then read from `objects`. */
  checkList(caller: Caller, bucket: string, prefix: string): void {
    this.#access.check({ caller, method: 'list', bucket, name: prefix, before: null });
  }

  patch(request: ObjectRequest, patch: AttributesPatch): StoredObject {
    const { caller, bucket, name } = request;
    const before = this.objects.get(bucket, name);
    const after = before === null ? undefined : this.#next({ ...before, ...patchAttributes(before, patch) });
    const sendsTokens = patch.metadata?.[TOKENS_KEY] !== undefined;
    const seen = after && { after: sendsTokens ? asSent(after) : after };
    this.#access.check({ caller, method: 'update', bucket, name, before, ...seen });
    this.#present(request, before);
    if (after === undefined) throw objectNotFound(bucket, name);
    return this.#update(after);
  }

  remove(request: ObjectRequest): void {
    const { caller, bucket, name } = request;
    const before = this.objects.get(bucket, name);
    this.#access.check({ caller, method: 'delete', bucket, name, before });
    const object = this.#present(request, before);
    this.#removeBlobs(this.objects.remove([object]));
    this.#announce({ type: 'deleted', object });
  }

  /**
   * Copies an object; the bytes are shared. Where `target` gives any attribute, none is taken from the source: a copy
   * that names its metadata only loses its content type, as in production.
   * Source: https://cloud.google.com/java/docs/reference/google-cloud-storage/latest/com.google.cloud.storage.Storage.CopyRequest
   */
  copy(source: ObjectRequest, target: UploadTarget): StoredObject {
    const object = this.read(source);
    const { blobId, sizeBytes, md5Base64, crc32cBase64 } = object;
    return this.#write(target, { blobId, sizeBytes, md5Base64, crc32cBase64 }, object);
  }

  /** Gives the object a token if it has none. Source: GET of the metadata, which getDownloadURL() reads. */
  withDownloadToken(object: StoredObject): StoredObject {
    return object.downloadTokens.length > 0 ? object : this.addDownloadToken(object);
  }

  addDownloadToken(object: StoredObject): StoredObject {
    return this.#update(this.#next({ ...object, downloadTokens: [...object.downloadTokens, randomUUID()] }));
  }

  /** Revokes a token. The last one is replaced by a new one, as officially. */
  removeDownloadToken(object: StoredObject, token: string): StoredObject {
    const left = object.downloadTokens.filter((other) => other !== token);
    const downloadTokens = left.length === 0 ? [randomUUID()] : left;
    return this.#update(this.#next({ ...object, downloadTokens }));
  }

  /** Deletes all objects, without events. */
  reset(): void {
    this.#removeBlobs(this.objects.removeAll());
  }

  #write(target: UploadTarget, blob: Blob, source: StoredObject | null): StoredObject {
    const { caller, bucket, name, attributes, preconditions } = target;
    checkName(name);
    const before = this.objects.get(bucket, name);
    const nowMs = this.#clock.now();
    const base = { ...NO_ATTRIBUTES, contentType: 'application/octet-stream', downloadTokens: [] };
    const isInherited = source !== null && Object.values(attributes).every((value) => value === undefined);
    const after: StoredObject = {
      ...patchAttributes(isInherited ? { ...source, downloadTokens: [] } : base, attributes),
      bucket,
      name,
      generation: this.objects.nextGeneration(nowMs),
      metageneration: 1,
      blobId: blob.blobId,
      sizeBytes: blob.sizeBytes,
      md5Base64: blob.md5Base64,
      crc32cBase64: blob.crc32cBase64,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    const method = before === null ? 'create' : 'update';
    this.#access.check({ caller, method, bucket, name, before, after: asSent(after) });
    checkPreconditions(preconditions, before);
    this.#removeBlobs(this.objects.put(after));
    // Without versioning the object that was replaced is gone for good, and functions are told so.
    if (before !== null) this.#announce({ type: 'deleted', object: before });
    this.#announce({ type: 'finalized', object: after });
    return after;
  }

  #next(object: StoredObject): StoredObject {
    return { ...object, metageneration: object.metageneration + 1, updatedAtMs: this.#clock.now() };
  }

  #update(object: StoredObject): StoredObject {
    this.#removeBlobs(this.objects.put(object));
    this.#announce({ type: 'metadataUpdated', object });
    return object;
  }

  #present(request: ObjectRequest, object: StoredObject | null): StoredObject {
    checkPreconditions(request.preconditions, object);
    if (object === null || (request.generation !== null && request.generation !== object.generation)) {
      throw objectNotFound(request.bucket, request.name);
    }
    return object;
  }

  /** The change is stored by now: a listener that fails must not make it look undone. */
  #announce(change: ObjectChange): void {
    try {
      this.#onChange(change);
    } catch (error) {
      this.#onProblem(error);
    }
  }

  #removeBlobs(blobIds: readonly string[]): void {
    for (const blobId of blobIds) this.blobs.remove(blobId).catch(this.#onProblem);
  }
}

async function finishOrDiscard(writer: BlobWriter): Promise<Blob> {
  try {
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** Tokens come among the custom metadata, where rules look for them. */
function asSent(object: StoredObject): StoredObject {
  if (object.downloadTokens.length === 0) return object;
  return { ...object, metadata: { ...object.metadata, [TOKENS_KEY]: object.downloadTokens.join(',') } };
}

/** https://cloud.google.com/storage/docs/objects#naming */
function checkName(name: string): void {
  const bytes = Buffer.byteLength(name);
  const isText = bytes > 0 && bytes <= 1024 && !/[\r\n]/.test(name) && name.isWellFormed();
  if (!isText || name === '.' || name === '..' || name.startsWith('.well-known/acme-challenge/'))
    throw badRequest('Invalid object name.');
}

function checkHashes(attributes: AttributesPatch, blob: Blob): void {
  const { md5Hash, crc32c } = attributes;
  if (md5Hash && md5Hash !== blob.md5Base64) {
    throw badRequest(`Provided MD5 hash "${md5Hash}" doesn't match calculated MD5 hash "${blob.md5Base64}".`);
  }
  if (crc32c && crc32c !== blob.crc32cBase64) {
    throw badRequest(`Provided CRC32C "${crc32c}" doesn't match calculated CRC32C "${blob.crc32cBase64}".`);
  }
}
