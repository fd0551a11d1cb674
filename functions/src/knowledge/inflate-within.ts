import { inflateRawSync } from 'node:zlib';

/** Layout of ZIP. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16. */
const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  name: string;
  method: number;
  compressedSize: number;
  localOffset: number;
}

/**
 * Whether the entries of a ZIP unpack to at most so many bytes together. They are really unpacked, each up to what is
 * left, because the sizes that a ZIP states may be lies. False for a ZIP that is damaged, encrypted or of the large kind.
 * @param limits.isCounted names the entries that count
 */
export function inflateWithin(
  zip: Buffer,
  limits: { maxBytes: number; isCounted: (name: string) => boolean },
): boolean {
  let left = limits.maxBytes;
  try {
    for (const entry of entriesOf(zip)) {
      if (!limits.isCounted(entry.name)) continue;
      left -= sizeWithin(zip, entry, left);
      if (left < 0) return false;
    }
    return true;
  } catch (error) {
    // Reading behind the end of the buffer, what is no ZIP, what zlib cannot unpack or unpacks to too much.
    if (error instanceof RangeError || error instanceof ZipError || isZlibError(error)) return false;
    throw error;
  }
}

class ZipError extends Error {}

function* entriesOf(zip: Buffer): Generator<Entry> {
  const end = zip.lastIndexOf(END_SIGNATURE);
  if (end < 0 || end + END_BYTES > zip.length) throw new ZipError('no end of directory');
  const count = zip.readUInt16LE(end + 10);
  const start = zip.readUInt32LE(end + 16);
  // Anything between the directory and its end, or a directory elsewhere, and readers disagree on what is in the file.
  if (start + zip.readUInt32LE(end + 12) !== end)
    throw new ZipError('the directory is not where it should be');
  let offset = start;
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(offset) !== ENTRY_SIGNATURE) throw new ZipError('no entry');
    const isEncrypted = (zip.readUInt16LE(offset + 8) & 1) === 1;
    if (isEncrypted) throw new ZipError('encrypted');
    const nameLength = zip.readUInt16LE(offset + 28);
    yield {
      name: zip.toString('utf8', offset + ENTRY_BYTES, offset + ENTRY_BYTES + nameLength),
      method: zip.readUInt16LE(offset + 10),
      compressedSize: zip.readUInt32LE(offset + 20),
      localOffset: zip.readUInt32LE(offset + 42),
    };
    offset += ENTRY_BYTES + nameLength + zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32);
  }
  if (offset !== end) throw new ZipError('entries that are not counted');
}

function sizeWithin(zip: Buffer, entry: Entry, maxBytes: number): number {
  const { localOffset, compressedSize, method } = entry;
  if (zip.readUInt32LE(localOffset) !== LOCAL_SIGNATURE) throw new ZipError('no local entry');
  const from =
    localOffset + LOCAL_BYTES + zip.readUInt16LE(localOffset + 26) + zip.readUInt16LE(localOffset + 28);
  if (from + compressedSize > zip.length) throw new ZipError('cut off');
  if (method === STORED) return compressedSize;
  if (method !== DEFLATED) throw new ZipError('an unknown method');
  return inflateRawSync(zip.subarray(from, from + compressedSize), { maxOutputLength: maxBytes + 1 }).length;
}

function isZlibError(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^(Z_|ERR_BUFFER_TOO_LARGE)/.test(code);
}
