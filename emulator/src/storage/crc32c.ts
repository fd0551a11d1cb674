/** Castagnoli polynomial, bits reversed. Source: RFC 3720, appendix B.4. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The checksum of Cloud Storage, taken chunk by chunk. */
export class Crc32c {
  #state = 0xffffffff;

  update(chunk: Uint8Array): void {
    let state = this.#state;
    for (let index = 0; index < chunk.length; index++) {
      // Both indexes are within bounds; a miss would read as 0.
      state = (TABLE[(state ^ (chunk[index] ?? 0)) & 0xff] ?? 0) ^ (state >>> 8);
    }
    this.#state = state;
  }

  /** Big-endian bytes in base64, as the JSON API shows it. */
  base64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE((this.#state ^ 0xffffffff) >>> 0);
    return bytes.toString('base64');
  }
}

/** The same checksum as the Firebase protocol shows it: an unsigned decimal. */
export function crc32cDecimal(base64: string): string {
  return String(Buffer.from(base64, 'base64').readUInt32BE());
}
