import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets a page of any origin call, credentials included: the Firestore SDK sends every request with credentials,
 * which rules out `*`. The official emulators answer the same; what a foreign page may do is decided elsewhere.
 * @param exposedHeaders headers of the answer that the page may read
 * @returns true where the request was a preflight and is answered
 */
export function applyCors(
  request: IncomingMessage,
  response: ServerResponse,
  exposedHeaders: readonly string[],
): boolean {
  const { origin } = request.headers;
  // Also without an origin: a cache must not hand such an answer to a page.
  response.setHeader('Vary', 'Origin');
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    if (exposedHeaders.length > 0) {
      response.setHeader('Access-Control-Expose-Headers', exposedHeaders.join(', '));
    }
  }
  if (request.method !== 'OPTIONS') return false;
  const requestedHeaders = request.headers['access-control-request-headers'];
  if (requestedHeaders !== undefined) response.setHeader('Access-Control-Allow-Headers', requestedHeaders);
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '3600');
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  response.writeHead(204).end();
  return true;
}
