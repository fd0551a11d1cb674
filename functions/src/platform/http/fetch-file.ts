import { lookup as resolveAll, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';

export interface FetchFileOptions {
  /** The only origins that the first request may go to, such as `https://api.twilio.com`. */
  allowedOrigins: string[];
  /** Of those, the one configured stand-in for the provider: the only place that may be on a private network. */
  trustedOrigin: string | null;
  /** Sent to the first origin, and dropped as soon as a redirect leaves it. */
  authorization: string;
  maxBytes: number;
  timeoutMs: number;
}

export type FetchedFile =
  | { outcome: 'fetched'; bytes: Buffer; contentType: string }
  /** Trying again cannot help: the address is not allowed, the file too large, or the answer final. */
  | { outcome: 'refused'; reason: string }
  | { outcome: 'failed'; reason: string };

const MAX_REDIRECTS = 3;
const ALLOWED_PORTS = new Set(['', '443', '8443']);

/**
 * Fetches a file that a provider holds, without ever becoming a tool against our own network: the first address must be
 * the provider's, each redirect is judged anew, names are resolved once and the connection goes to the address that was
 * judged, and neither size nor time is the other side's choice.
 */
export async function fetchFile(address: string, options: FetchFileOptions): Promise<FetchedFile> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  let target = URL.parse(address);
  if (target === null || !options.allowedOrigins.includes(target.origin)) {
    return { outcome: 'refused', reason: 'not an address of the provider' };
  }
  const credentialsOrigin = target.origin;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const isTrusted = target.origin === options.trustedOrigin;
    const problem = isTrusted ? null : whyNotPublic(target);
    if (problem !== null) return { outcome: 'refused', reason: problem };
    const headers = target.origin === credentialsOrigin ? { authorization: options.authorization } : {};
    const answer = await getOnce(target, {
      headers,
      isTrusted,
      maxBytes: options.maxBytes,
      signal: deadline,
    });
    if (answer.outcome !== 'redirected') return answer;
    const next: URL | null = URL.parse(answer.location, target.href);
    if (next === null) return { outcome: 'refused', reason: 'redirect to something that is no web address' };
    target = next;
  }
  return { outcome: 'refused', reason: 'too many redirects' };
}

function whyNotPublic(target: URL): string | null {
  if (target.protocol !== 'https:') return 'not https';
  if (!ALLOWED_PORTS.has(target.port)) return 'unusual port';
  if (target.username !== '' || target.password !== '') return 'credentials in the address';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'private address';
  return null;
}

/** Resolves a name and refuses it unless every address is public; the socket then connects to what was judged. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolveAll(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '');
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new PrivateAddressError(), '');
    }
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

class PrivateAddressError extends Error {
  readonly code = 'EPRIVATE';
}

type Answer = FetchedFile | { outcome: 'redirected'; location: string };

function getOnce(
  target: URL,
  options: { headers: Record<string, string>; isTrusted: boolean; maxBytes: number; signal: AbortSignal },
): Promise<Answer> {
  return new Promise((resolve) => {
    const start = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = start(
      target,
      {
        headers: { accept: '*/*', ...options.headers },
        signal: options.signal,
        ...(options.isTrusted ? {} : { lookup: lookupPublic }),
      },
      (response) => {
        void readAnswer(response, options.maxBytes).then(resolve, (error: unknown) =>
          resolve(toFailure(error)),
        );
      },
    );
    request.on('error', (error) => resolve(toFailure(error)));
    request.end();
  });
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<Answer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400 && response.headers.location !== undefined) {
    response.destroy();
    return { outcome: 'redirected', location: response.headers.location };
  }
  if (status !== 200) {
    response.destroy();
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429 && status !== 404;
    return { outcome: isFinal ? 'refused' : 'failed', reason: `answered ${status}` };
  }
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    return { outcome: 'refused', reason: 'too large' };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      return { outcome: 'refused', reason: 'too large' };
    }
    chunks.push(chunk);
  }
  return {
    outcome: 'fetched',
    bytes: Buffer.concat(chunks),
    contentType: response.headers['content-type'] ?? 'application/octet-stream',
  };
}

function toFailure(error: unknown): FetchedFile {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'EPRIVATE') return { outcome: 'refused', reason: 'private address' };
  return { outcome: 'failed', reason: typeof code === 'string' ? code : 'connection failed' };
}
