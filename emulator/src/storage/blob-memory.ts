import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { BlobDigest } from './blob-digest.ts';
import type { BlobStore, BlobWriter } from './blob-store.ts';

/** Blobs as the chunks they came in, held once. */
export class MemoryBlobStore implements BlobStore {
  readonly #blobs = new Map<string, Buffer[]>();

  create(): Promise<BlobWriter> {
    const digest = new BlobDigest();
    const chunks: Buffer[] = [];
    const blobs = this.#blobs;
    return Promise.resolve({
      get sizeBytes() {
        return digest.sizeBytes;
      },
      async append(chunk: Buffer) {
        digest.update(chunk);
        chunks.push(chunk);
      },
      async finish() {
        const blob = digest.finish(randomUUID());
        blobs.set(blob.blobId, chunks);
        return blob;
      },
      async discard() {
        chunks.length = 0;
      },
    });
  }

  async read(blobId: string, start: number, end: number): Promise<Readable> {
    const chunks = this.#blobs.get(blobId);
    if (!chunks) throw new Error(`There is no blob ${blobId}.`);
    return Readable.from(slices(chunks, start, end), { objectMode: false });
  }

  async remove(blobId: string): Promise<void> {
    this.#blobs.delete(blobId);
  }

  async keepOnly(blobIds: ReadonlySet<string>): Promise<void> {
    for (const blobId of this.#blobs.keys()) {
      if (!blobIds.has(blobId)) this.#blobs.delete(blobId);
    }
  }
}

function* slices(chunks: readonly Buffer[], start: number, end: number): Generator<Buffer> {
  let offset = 0;
  for (const chunk of chunks) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, chunk.length);
    if (from < to) yield chunk.subarray(from, to);
    offset += chunk.length;
  }
}
