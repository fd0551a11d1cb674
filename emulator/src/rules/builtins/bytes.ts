import { createHash, type BinaryLike } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { RulesBytes } from '../values.ts';
import { fn, method, type Builtin } from './table.ts';

/** Alphabet and letter case are as recorded from production: URL-safe with padding, upper case. */
export const BYTES_METHODS: readonly Builtin[] = [
  method('bytes', 'size', [], ({ bytes }) => BigInt(bytes.length)),
  method('bytes', 'toBase64', [], ({ bytes }) =>
    Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  ),
  method('bytes', 'toHexString', [], ({ bytes }) => Buffer.from(bytes).toString('hex').toUpperCase()),
];

const HASHES: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
  md5: (data) => digest('md5', data),
  sha256: (data) => digest('sha256', data),
  crc32: (data) => littleEndian(crc32(data)),
  crc32c: (data) => littleEndian(crc32c(data)),
};

/** https://firebase.google.com/docs/reference/rules/rules.hashing; checksums are little-endian (recorded). */
export const HASHING: readonly Builtin[] = Object.entries(HASHES).flatMap(([name, hash]) => [
  fn(`hashing.${name}`, ['bytes'], ({ bytes }) => new RulesBytes(hash(bytes))),
  fn(`hashing.${name}`, ['string'], (text) => new RulesBytes(hash(Buffer.from(text, 'utf8')))),
]);

function digest(algorithm: string, data: BinaryLike): Uint8Array {
  return createHash(algorithm).update(data).digest();
}

function littleEndian(checksum: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(checksum >>> 0);
  return bytes;
}

/** Castagnoli's polynomial, bits reversed: https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
const CASTAGNOLI = 0x82f63b78;
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ CASTAGNOLI : remainder >>> 1;
  }
  return remainder;
});

function crc32c(data: Uint8Array): number {
  let checksum = 0xffffffff;
  for (const byte of data) {
    checksum = (checksum >>> 8) ^ (CRC32C_TABLE[(checksum ^ byte) & 0xff] ?? 0);
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
