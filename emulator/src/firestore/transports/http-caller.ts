import type { IncomingMessage } from 'node:http';

import { refuseForeignPages } from '../../net/local-only.ts';
import { type Caller, parseAuthorization } from '../../shared/caller.ts';
import { StatusError } from '../../shared/status.ts';

/**
 * Who calls over HTTP (REST and WebChannel).
 * @param authorization the credential, which WebChannel carries in the body and not in the headers
 * @throws StatusError UNAUTHENTICATED for a credential that is none; PERMISSION_DENIED for a foreign page as owner
 */
export function httpCaller(request: IncomingMessage, authorization: string | undefined): Caller {
  const caller = parseAuthorization(authorization);
  if (!caller) throw new StatusError('UNAUTHENTICATED', 'The Authorization header is malformed.');
  if (caller.kind === 'owner') refuseForeignPages(request);
  return caller;
}
