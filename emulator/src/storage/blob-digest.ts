import { createHash } from 'node:crypto';
import type { Blob } from './blob-store.ts';
import { Crc32c } from './crc32c.ts';

/** Size and checksums of bytes as they pass. */
export class BlobDigest {
  readonly #md5 = createHash('md5');
  readonly #crc32c = new Crc32c();
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  update(chunk: Buffer): void {
    this.#md5.update(chunk);
    this.#crc32c.update(chunk);
    this.#sizeBytes += chunk.length;
  }

  /** Ends the digest: it can be asked for once. */
  finish(blobId: string): Blob {
    return {
      blobId,
      sizeBytes: this.#sizeBytes,
      md5Base64: this.#md5.digest('base64'),
      crc32cBase64: this.#crc32c.base64(),
    };
  }
}
