import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { HostingConfig, RewriteConfig } from '../config/firebase-json.ts';
import { createHttpServer } from '../net/http-server.ts';
import { sendJson, sendText } from '../net/http.ts';
import { openServer } from '../net/open-server.ts';
import { FunctionProxy } from './function-proxy.ts';
import { compileSource } from './glob.ts';
import { type StaticFile, StaticFiles } from './static-files.ts';

type Rewrite = { matches: (path: string) => boolean } & (
  { kind: 'file'; destination: string } | { kind: 'function'; name: string; region: string }
);

/** Where Hosting keeps its own files: SDK configuration. */
const INIT_PATH = '/__/firebase/init.json';
const DEFAULT_REGION = 'us-central1';
/** Source: Firebase Hosting, "Manage cache behavior": static content without a header of its own. */
const DEFAULT_CACHE_CONTROL = 'max-age=3600';

/**
 * Serves a site as Firebase Hosting does, in its order: reserved paths, redirects, files, rewrites, 404 page.
 * Headers of firebase.json go with files and not with the answers of functions.
 * @throws the socket's error where the port cannot be opened
 */
export async function createHostingService(options: {
  config: HostingConfig & { folder: string };
  port: number;
  /** Base of a region's functions: `{url}/{name}`. */
  functionsUrl: (region: string) => string;
  /** Answer of `/__/firebase/init.json`. */
  firebaseConfig: () => object;
}): Promise<{ port: number; close(): Promise<void> }> {
  const { config } = options;
  const files = new StaticFiles(config.folder);
  const proxy = new FunctionProxy();
  const redirects = config.redirects.map((redirect) => ({ ...redirect, matches: compileSource(redirect) }));
  const rewrites = config.rewrites.map(readRewrite);
  const headerRules = config.headers.map((rule) => ({ headers: rule.headers, matches: compileSource(rule) }));

  const headersFor = (path: string): OutgoingHttpHeaders => {
    const headers: OutgoingHttpHeaders = { 'cache-control': DEFAULT_CACHE_CONTROL };
    for (const rule of headerRules) {
      if (!rule.matches(path)) continue;
      for (const { key, value } of rule.headers) headers[key.toLowerCase()] = value;
    }
    return headers;
  };

  const findFile = async (path: string, request: IncomingMessage): Promise<StaticFile | null> => {
    const candidates = path.endsWith('/') ? [`${path}index.html`] : [path];
    if (config.cleanUrls && !path.endsWith('/')) candidates.push(`${path}.html`);
    for (const candidate of candidates) {
      const file = await files.find(candidate, request.headers);
      if (file !== null) return file;
    }
    return null;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = splitPath(request.url ?? '/');
    if (path === null) return sendNothing(response, 400, {});
    if (path === INIT_PATH) return sendJson(response, 200, options.firebaseConfig());
    const redirect = redirects.find(({ matches }) => matches(path));
    if (redirect !== undefined) return sendRedirect(response, redirect.destination, redirect.type ?? 301);
    const clean = cleanedPath(path, config);
    if (clean !== null && (await findFile(clean, request)) !== null)
      return sendRedirect(response, clean + query, 301);
    const file = await findFile(path, request);
    if (file !== null) return sendFile(request, response, file, 200, headersFor(path));
    const rewrite = rewrites.find(({ matches }) => matches(path));
    if (rewrite?.kind === 'function') {
      return proxy.forward(`${options.functionsUrl(rewrite.region)}/${rewrite.name}`, request, response);
    }
    const rewritten = rewrite === undefined ? null : await findFile(rewrite.destination, request);
    if (rewritten !== null) return sendFile(request, response, rewritten, 200, headersFor(path));
    const notFound = await findFile('/404.html', request);
    if (notFound !== null) return sendFile(request, response, notFound, 404, headersFor(path));
    sendText(response, 404, 'Page not found');
  };
  // Providers reach webhooks through tunnels that forward to this port under their own name.
  const { port, close } = await openServer(createHttpServer(answer, { hosts: 'any' }), options.port);
  return {
    port,
    async close() {
      proxy.close();
      await close();
    },
  };
}

function readRewrite(config: RewriteConfig): Rewrite {
  const matches = compileSource(config);
  if (typeof config.function === 'string') {
    return { kind: 'function', matches, name: config.function, region: DEFAULT_REGION };
  }
  if (config.function !== undefined) {
    const { functionId, region = DEFAULT_REGION } = config.function;
    return { kind: 'function', matches, name: functionId, region };
  }
  if (config.destination !== undefined) return { kind: 'file', matches, destination: config.destination };
  throw new Error('A rewrite of hosting in firebase.json has neither a destination nor a function.');
}

/** The path decoded (null where it is malformed) and the query with its question mark. */
function splitPath(url: string): { path: string | null; query: string } {
  const mark = url.indexOf('?');
  const query = mark === -1 ? '' : url.slice(mark);
  try {
    return { path: decodeURIComponent(mark === -1 ? url : url.slice(0, mark)), query };
  } catch {
    return { path: null, query };
  }
}

/** Where the settings for clean URLs and trailing slashes send a path; null where it may stay. */
function cleanedPath(path: string, { cleanUrls, trailingSlash }: HostingConfig): string | null {
  let clean = path;
  if (cleanUrls && clean.endsWith('.html')) clean = clean.replace(/(?:\/index)?\.html$/, '') || '/';
  if (trailingSlash === false && clean.length > 1 && clean.endsWith('/')) clean = clean.slice(0, -1);
  if (trailingSlash === true && !clean.endsWith('/') && !/\.[^/]+$/.test(clean)) clean += '/';
  return clean === path ? null : clean;
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StaticFile,
  status: number,
  headers: OutgoingHttpHeaders,
): void {
  const all = { ...file.headers, ...headers, etag: file.etag };
  const known = request.headers['if-none-match'];
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendNothing(response, 405, { allow: 'GET, HEAD' });
  } else if (status === 200 && known?.split(/,\s*/).some((etag) => etag.replace(/^W\//, '') === file.etag)) {
    response.writeHead(304, all).end();
  } else {
    response.writeHead(status, { ...all, 'content-length': file.content.length });
    response.end(request.method === 'HEAD' ? undefined : file.content);
  }
}

function sendRedirect(response: ServerResponse, location: string, status: number): void {
  // Two slashes at the start would name another host.
  sendNothing(response, status, { location: location.replace(/^\/{2,}/, '/') });
}

function sendNothing(response: ServerResponse, status: number, headers: OutgoingHttpHeaders): void {
  response.writeHead(status, { ...headers, 'content-length': 0 }).end();
}
