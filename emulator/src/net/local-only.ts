import type { IncomingMessage } from 'node:http';

import { StatusError } from '../shared/status.ts';

/** The names under which this machine reaches itself. */
const LOOPBACK = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?`;
const LOCAL_ORIGIN = new RegExp(`^https?://${LOOPBACK}$`, 'i');
const LOCAL_HOST = new RegExp(`^${LOOPBACK}$`, 'i');

/**
 * Whether a page that is not from this machine sends the request. Such pages may use what any client may, but not
 * act as an owner and not control the emulator, or every site that a developer visits could. A page that hides its
 * origin (`Origin: null`) is foreign too.
 */
export function isForeignPage(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin !== undefined && !LOCAL_ORIGIN.test(origin);
}

/** @throws StatusError PERMISSION_DENIED for a foreign page */
export function refuseForeignPages(request: IncomingMessage): void {
  if (!isForeignPage(request)) return;
  throw new StatusError(
    'PERMISSION_DENIED',
    `Pages of ${request.headers.origin} may not act as an owner or control the emulator.`,
  );
}

/**
 * Whether the request was addressed to this machine by one of its own names. A site can make its own name resolve to
 * 127.0.0.1 (DNS rebinding): its pages then send no foreign `Origin`, but the name stands in `Host`.
 */
export function isAddressedLocally(request: IncomingMessage): boolean {
  return LOCAL_HOST.test(request.headers.host ?? '');
}
