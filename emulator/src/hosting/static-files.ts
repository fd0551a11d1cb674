import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file ready to send. */
export interface StaticFile {
  content: Buffer;
  headers: OutgoingHttpHeaders;
  etag: string;
}

interface CachedFile {
  modifiedAtMs: number;
  size: number;
  content: Buffer;
  etag: string;
  encoded: Map<string, Promise<Buffer>>;
}

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.pdf': 'application/pdf',
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest\+json|xml|wasm)|image\/svg)/;
/** Below it the headers outweigh the gain. */
const COMPRESS_FROM_BYTES = 1024;

const encoders: Record<string, (content: Buffer) => Promise<Buffer>> = {
  // Quality 5 costs a few milliseconds per megabyte and loses little to the best.
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (content) => promisify(gzip)(content),
};

/** The files of one folder, kept in memory with their compressed forms until they change on disk. */
export class StaticFiles {
  readonly #folder: string;
  readonly #cache = new Map<string, CachedFile>();

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  /** @param urlPath decoded path with its leading slash. @returns null where no such file exists in the folder */
  async find(urlPath: string, request: IncomingHttpHeaders): Promise<StaticFile | null> {
    const file = path.join(this.#folder, urlPath);
    const isInside = file.startsWith(this.#folder + path.sep) && !urlPath.includes('\0');
    if (!isInside || urlPath.endsWith('/') || isHidden(urlPath)) return null;
    const cached = await this.#load(file);
    if (cached === null) return null;
    const type = CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    const isCompressible = COMPRESSIBLE.test(type) && cached.size >= COMPRESS_FROM_BYTES;
    const encoding = isCompressible ? preferredEncoding(request['accept-encoding']) : null;
    return {
      content: encoding === null ? cached.content : await this.#encode(cached, encoding),
      etag: encoding === null ? `"${cached.etag}"` : `"${cached.etag}-${encoding}"`,
      headers: {
        'content-type': type,
        ...(isCompressible ? { vary: 'Accept-Encoding' } : {}),
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
      },
    };
  }

  async #load(file: string): Promise<CachedFile | null> {
    const stats = await stat(file).catch(ignoreMissing);
    if (stats === null || !stats.isFile()) return null;
    const known = this.#cache.get(file);
    if (known !== undefined && known.modifiedAtMs === stats.mtimeMs && known.size === stats.size)
      return known;
    const content = await readFile(file).catch(ignoreMissing);
    if (content === null) return null;
    const cached = {
      modifiedAtMs: stats.mtimeMs,
      size: content.length,
      content,
      etag: createHash('sha256').update(content).digest('hex').slice(0, 32),
      encoded: new Map<string, Promise<Buffer>>(),
    };
    this.#cache.set(file, cached);
    return cached;
  }

  #encode(cached: CachedFile, encoding: string): Promise<Buffer> {
    const known = cached.encoded.get(encoding);
    if (known !== undefined) return known;
    const encoded = encoders[encoding]?.(cached.content) ?? Promise.resolve(cached.content);
    cached.encoded.set(encoding, encoded);
    return encoded;
  }
}

/** Hosting's default `ignore` leaves dot files out of a deploy. */
function isHidden(urlPath: string): boolean {
  return urlPath.split('/').some((segment) => segment.startsWith('.') && segment !== '.well-known');
}

function preferredEncoding(accepted: string | string[] | undefined): 'br' | 'gzip' | null {
  const names = String(accepted ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : null;
}

function ignoreMissing(error: unknown): null {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
  throw error;
}
