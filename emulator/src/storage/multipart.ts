import { badRequest } from './storage-error.ts';

/** The two parts of `multipart/related`: metadata, read whole, and the bytes, which must be read as a stream. */
interface MultipartUpload {
  metadata: string;
  /** Content-Type of the second part; null if it has none. */
  contentType: string | null;
  /** Ends with the closing boundary; throws if that does not come. */
  content: AsyncIterable<Buffer>;
}

const METADATA_LIMIT_BYTES = 1024 * 1024;
const HEADERS_LIMIT_BYTES = 16 * 1024;

/** Begins to read an upload in RFC 2387 form. Throws a 400 StorageError if it is malformed. */
export async function readMultipart(
  source: AsyncIterable<Buffer>,
  contentTypeHeader: string,
): Promise<MultipartUpload> {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentTypeHeader);
  const boundary = match?.[1] ?? match?.[2];
  if (!/^multipart\/related/i.test(contentTypeHeader) || boundary === undefined) {
    throw badRequest('Expected multipart/related with a boundary.');
  }
  const reader = new DelimitedReader(source);
  await reader.readUntil(Buffer.from(`--${boundary}\r\n`), HEADERS_LIMIT_BYTES);
  await reader.readUntil(Buffer.from('\r\n\r\n'), HEADERS_LIMIT_BYTES);
  const separator = Buffer.from(`\r\n--${boundary}`);
  const metadata = (await reader.readUntil(separator, METADATA_LIMIT_BYTES)).toString('utf8');
  const headers = (await reader.readUntil(Buffer.from('\r\n\r\n'), HEADERS_LIMIT_BYTES)).toString('latin1');
  const contentType = /^content-type:[ \t]*(.+?)[ \t]*$/im.exec(headers)?.[1] ?? null;
  return { metadata, contentType, content: reader.streamUntil(separator, Buffer.from('--')) };
}

class DelimitedReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The bytes before the delimiter, which is taken away too. */
  async readUntil(delimiter: Buffer, limitBytes: number): Promise<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(delimiter);
      if (end >= 0) return this.#take(end, delimiter.length);
      if (this.#buffer.length > limitBytes) throw badRequest('A part of the multipart body is too long.');
      await this.#fill();
    }
  }

  /** The bytes before the delimiter as they come; `ending` must follow it. */
  async *streamUntil(delimiter: Buffer, ending: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(delimiter);
      if (end >= 0) {
        if (end > 0) yield this.#buffer.subarray(0, end);
        this.#take(end, delimiter.length);
        break;
      }
      // The delimiter may begin in this chunk and end in the next.
      const safe = this.#buffer.length - delimiter.length + 1;
      if (safe > 0) yield this.#take(safe, 0);
      await this.#fill();
    }
    while (this.#buffer.length < ending.length) await this.#fill();
    if (!this.#buffer.subarray(0, ending.length).equals(ending)) {
      throw badRequest('Expected two parts in the multipart body.');
    }
  }

  #take(length: number, skip: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length + skip);
    return taken;
  }

  async #fill(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done) throw badRequest('The multipart body ends before its last boundary.');
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
  }
}
