import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { BlobDigest } from './blob-digest.ts';
import type { Blob, BlobStore, BlobWriter } from './blob-store.ts';

/** A blob per file. A file is referred to by the metadata only after it is safe on the disk. */
export class FileBlobStore implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async create(): Promise<BlobWriter> {
    const blobId = randomUUID();
    const path = this.#path(blobId);
    return new FileBlobWriter(this.#folder, path, blobId, await open(path, 'wx', 0o600));
  }

  async read(blobId: string, start: number, end: number): Promise<Readable> {
    if (start >= end) return ReadableStream.from([]);
    // Opened at once: a blob that is removed later can still be read to its end.
    const file = await open(this.#path(blobId), 'r');
    return file.createReadStream({ start, end: end - 1 });
  }

  remove(blobId: string): Promise<void> {
    return rm(this.#path(blobId), { force: true });
  }

  async keepOnly(blobIds: ReadonlySet<string>): Promise<void> {
    const present = await readdir(this.#folder);
    await Promise.all(present.filter((blobId) => !blobIds.has(blobId)).map((blobId) => this.remove(blobId)));
  }

  #path(blobId: string): string {
    return join(this.#folder, blobId);
  }
}

class FileBlobWriter implements BlobWriter {
  readonly #folder: string;
  readonly #path: string;
  readonly #blobId: string;
  readonly #file: FileHandle;
  readonly #digest = new BlobDigest();

  constructor(folder: string, path: string, blobId: string, file: FileHandle) {
    this.#folder = folder;
    this.#path = path;
    this.#blobId = blobId;
    this.#file = file;
  }

  get sizeBytes(): number {
    return this.#digest.sizeBytes;
  }

  async append(chunk: Buffer): Promise<void> {
    // At a place of its own: what a write that failed left behind is overwritten by the next.
    for (let written = 0; written < chunk.length;) {
      const rest = chunk.length - written;
      const position = this.#digest.sizeBytes + written;
      written += (await this.#file.write(chunk, written, rest, position)).bytesWritten;
    }
    this.#digest.update(chunk);
  }

  async finish(): Promise<Blob> {
    await this.#file.sync();
    await this.#file.close();
    // The entry in the folder must survive a loss of power too, not only the bytes.
    const folder = await open(this.#folder, 'r');
    await folder.sync();
    await folder.close();
    return this.#digest.finish(this.#blobId);
  }

  async discard(): Promise<void> {
    // Closing a file handle twice is allowed.
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}
