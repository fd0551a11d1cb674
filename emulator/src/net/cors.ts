import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets a page of any origin call, credentials included: the Firestore SDK sends every request with credentials,
 * which rules out `*`. The official emulators answer the same; every port here is on loopback.
 * @returns true where the request was a preflight and is answered
 */
export function applyCors(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Vary', 'Origin');
    // Without it the SDK cannot read the session's affinity header of the WebChannel handshake.
    response.setHeader('Access-Control-Expose-Headers', 'X-HTTP-Session-Id, Content-Type, Content-Length');
  }
  if (request.method !== 'OPTIONS') return false;
  const requestedHeaders = request.headers['access-control-request-headers'];
  if (requestedHeaders !== undefined) response.setHeader('Access-Control-Allow-Headers', requestedHeaders);
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '3600');
  if (request.headers['access-control-request-private-network'] === 'true') {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  response.writeHead(204).end();
  return true;
}
