import { pipeline } from 'node:stream/promises';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { bucket } from '../platform/admin.ts';
import { log } from '../platform/log.ts';
import { remainingGrantMs } from './media-links.ts';
import { readRange } from './read-range.ts';

/**
 * Serves files to whoever holds a signed grant. Customers choose what the files hold, so that browsers are told to run
 * nothing of them, to guess no types, and to save what is not an image, sound or film.
 */
export function createMediaApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get(['/media/*path', '/*path'], (request, response) => serve(request, response));
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(hideFault);
  return app;
}

const hideFault: ErrorRequestHandler = (error, _request, response, _next) => {
  log.error('media failed', error);
  if (response.headersSent) response.destroy();
  else response.status(500).end();
};

async function serve(request: Request, response: Response): Promise<void> {
  const url = URL.parse(request.originalUrl, 'http://media.invalid');
  const path = (url?.pathname ?? '').replace(/^\/media\//, '').replace(/^\//, '');
  const remainingMs = url === null ? null : remainingGrantMs(path, url.searchParams);
  if (remainingMs === null) {
    response.status(403).end();
    return;
  }
  const file = bucket().file(path);
  const [exists] = await file.exists();
  if (!exists) {
    response.status(404).end();
    return;
  }
  const [metadata] = await file.getMetadata();
  const size = Number(metadata.size);
  const name = metadata.metadata?.['name'];
  setHeaders(response, {
    contentType: metadata.contentType ?? 'application/octet-stream',
    name: typeof name === 'string' ? name : 'file',
    remainingMs,
  });
  const range = readRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.status(416).set('content-range', `bytes */${size}`).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.status(range === null ? 200 : 206).set('content-length', String(end - start + 1));
  if (range !== null) response.set('content-range', `bytes ${start}-${end}/${size}`);
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  await send(file.createReadStream(range === null ? {} : range), response);
}

async function send(source: NodeJS.ReadableStream, response: Response): Promise<void> {
  try {
    await pipeline(source, response);
  } catch (error) {
    // Players drop connections while they seek: nothing is wrong then.
    if (!response.destroyed) throw error;
  }
}

function setHeaders(
  response: Response,
  file: { contentType: string; name: string; remainingMs: number },
): void {
  const isShown = /^(image\/(?!svg)|audio\/|video\/)/.test(file.contentType);
  const plainName = file.name.replace(/[^\w .()-]/g, '_');
  const fullName = encodeURIComponent(file.name).replace(/['()*]/g, escapeByte);
  const disposition = `${isShown ? 'inline' : 'attachment'}; filename="${plainName}"; filename*=UTF-8''${fullName}`;
  response.set({
    'content-type': isShown ? file.contentType : 'application/octet-stream',
    'content-disposition': disposition,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${Math.floor(file.remainingMs / 1000)}, immutable`,
  });
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
