import type { StorageObjectView } from '../rules/types.ts';
import { crc32cDecimal } from './crc32c.ts';

/** What a writer may set on an object; null where it is not set. */
export interface ObjectAttributes {
  contentType: string | null;
  contentEncoding: string | null;
  contentDisposition: string | null;
  contentLanguage: string | null;
  cacheControl: string | null;
  customTime: string | null;
  metadata: Record<string, string>;
}

/** One object of a bucket as it is stored; its bytes are a blob. */
export interface StoredObject extends ObjectAttributes {
  bucket: string;
  name: string;
  /** Grows with each object written; decimal, as it may exceed what a number holds exactly. */
  generation: string;
  metageneration: number;
  blobId: string;
  sizeBytes: number;
  md5Base64: string;
  crc32cBase64: string;
  /** Each lets anybody read the object. None exists until somebody asks for a download URL. */
  downloadTokens: string[];
  createdAtMs: number;
  updatedAtMs: number;
}

/** `Object` of the JSON API; also what a function receives with an event. */
export interface ObjectResource {
  bucket: string;
  name: string;
  [field: string]: unknown;
}

export const NO_ATTRIBUTES: ObjectAttributes = {
  contentType: null,
  contentEncoding: null,
  contentDisposition: null,
  contentLanguage: null,
  cacheControl: null,
  customTime: null,
  metadata: {},
};

/** Where tokens stand among the custom metadata of the JSON API. Source: the official SDKs and emulator. */
export const TOKENS_KEY = 'firebaseStorageDownloadTokens';

/** The object as the JSON API shows it. `origin` such as `http://127.0.0.1:9199` begins its links. */
export function objectResource(object: StoredObject, origin: string): ObjectResource {
  const { bucket, name, generation } = object;
  const path = `b/${bucket}/o/${encodeURIComponent(name)}`;
  const tokens = object.downloadTokens.length === 0 ? {} : { [TOKENS_KEY]: object.downloadTokens.join(',') };
  const metadata = { ...object.metadata, ...tokens };
  return {
    kind: 'storage#object',
    id: `${bucket}/${name}/${generation}`,
    selfLink: `${origin}/storage/v1/${path}`,
    mediaLink: `${origin}/download/storage/v1/${path}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation,
    metageneration: String(object.metageneration),
    ...setAttributes(object),
    storageClass: 'STANDARD',
    size: String(object.sizeBytes),
    md5Hash: object.md5Base64,
    crc32c: object.crc32cBase64,
    etag: etagOf(object),
    timeCreated: timeText(object.createdAtMs),
    updated: timeText(object.updatedAtMs),
    timeStorageClassUpdated: timeText(object.createdAtMs),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

/** The object as the Firebase protocol shows it. */
export function firebaseResource(object: StoredObject): ObjectResource {
  return {
    name: object.name,
    bucket: object.bucket,
    generation: object.generation,
    metageneration: String(object.metageneration),
    ...setAttributes(object),
    contentEncoding: object.contentEncoding ?? 'identity',
    timeCreated: timeText(object.createdAtMs),
    updated: timeText(object.updatedAtMs),
    storageClass: 'STANDARD',
    size: String(object.sizeBytes),
    md5Hash: object.md5Base64,
    crc32c: crc32cDecimal(object.crc32cBase64),
    etag: etagOf(object),
    downloadTokens: object.downloadTokens.join(','),
    ...(Object.keys(object.metadata).length === 0 ? {} : { metadata: object.metadata }),
  };
}

/** The object as rules see it. */
export function rulesView(object: StoredObject): StorageObjectView {
  return {
    bucket: object.bucket,
    name: object.name,
    generation: object.generation,
    metageneration: object.metageneration,
    ...setAttributes(object),
    size: object.sizeBytes,
    md5Hash: object.md5Base64,
    crc32c: object.crc32cBase64,
    etag: etagOf(object),
    timeCreated: timeText(object.createdAtMs),
    updated: timeText(object.updatedAtMs),
    metadata: object.metadata,
  };
}

export function etagOf(object: StoredObject): string {
  return Buffer.from(`${object.generation}/${object.metageneration}`).toString('base64');
}

function setAttributes(object: StoredObject): Record<string, string> {
  const { contentType, contentEncoding, contentDisposition, contentLanguage, cacheControl, customTime } =
    object;
  const all = { contentType, contentEncoding, contentDisposition, contentLanguage, cacheControl, customTime };
  return Object.fromEntries(
    Object.entries(all).flatMap(([field, value]) => (value === null ? [] : [[field, value]])),
  );
}

function timeText(atMs: number): string {
  return new Date(atMs).toISOString();
}
