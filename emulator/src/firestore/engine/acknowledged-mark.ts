import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** 8 bytes count, 4 bytes checksum; one small write in place, which no kill of the process can tear. */
const MARK_BYTES = 12;

/**
 * A tiny file beside the database with the number of commits that were acknowledged. SQLite drops the end of a
 * damaged log without a word, as if those commits had never been; the count tells. It is written after each durable
 * commit and not flushed by itself: after a power cut it may lag behind, which only weakens the check.
 */
export class AcknowledgedMark {
  readonly commitCount: number;
  readonly #file: number;
  readonly #bytes = Buffer.alloc(MARK_BYTES);

  /** Opens or makes the file at `filePath`. Throws an Error if its checksum is wrong. */
  constructor(filePath: string) {
    this.#file = openSync(filePath, constants.O_RDWR | constants.O_CREAT);
    const length = readSync(this.#file, this.#bytes, 0, MARK_BYTES, 0);
    // Empty: new, or a power cut came before its first flush.
    const isEmpty = length === 0 || this.#bytes.every((byte) => byte === 0);
    if (
      !isEmpty &&
      (length < MARK_BYTES || this.#bytes.readUInt32LE(8) !== crc32(this.#bytes.subarray(0, 8)))
    ) {
      closeSync(this.#file);
      throw new Error(`the checksum of ${filePath} is wrong`);
    }
    this.commitCount = isEmpty ? 0 : this.#bytes.readDoubleLE(0);
  }

  write(commitCount: number): void {
    this.#bytes.writeDoubleLE(commitCount, 0);
    this.#bytes.writeUInt32LE(crc32(this.#bytes.subarray(0, 8)), 8);
    writeSync(this.#file, this.#bytes, 0, MARK_BYTES, 0);
  }

  close(): void {
    closeSync(this.#file);
  }
}
