import type { Readable } from 'node:stream';
import { FileBlobStore } from './blob-files.ts';
import { MemoryBlobStore } from './blob-memory.ts';

/** Bytes that are complete and do not change any more. */
export interface Blob {
  blobId: string;
  sizeBytes: number;
  md5Base64: string;
  crc32cBase64: string;
}

/** Bytes that are still coming. */
export interface BlobWriter {
  readonly sizeBytes: number;
  append(chunk: Buffer): Promise<void>;
  /** Makes the bytes durable; nothing may be appended after. */
  finish(): Promise<Blob>;
  /** Throws the bytes away; may be called at any time. */
  discard(): Promise<void>;
}

/** Where the bytes of objects are. Objects refer to them by id; a blob never changes. */
export interface BlobStore {
  create(): Promise<BlobWriter>;
  /** A stream of the bytes from `start` up to and without `end`. Rejects if there is no such blob. */
  read(blobId: string, start: number, end: number): Promise<Readable>;
  remove(blobId: string): Promise<void>;
  /** Removes all blobs but these: what uploads left that a crash cut off. */
  keepOnly(blobIds: ReadonlySet<string>): Promise<void>;
}

/** Files in `folder`, or memory when it is null. */
export function openBlobStore(folder: string | null): BlobStore {
  return folder === null ? new MemoryBlobStore() : new FileBlobStore(folder);
}
