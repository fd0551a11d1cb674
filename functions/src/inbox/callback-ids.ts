import { publicBaseUrl } from '../platform/config.ts';
import { isSignedBy, sign } from '../platform/signing.ts';

/** Which message a status callback is about, and which attempt at sending it. */
export interface CallbackIds {
  conversationId: string;
  messageId: string;
  attemptId: string;
}

/**
 * Where a provider reports the fate of one message. The ids travel in the address, signed, so that a report finds its
 * message without a query, even before the call that sent it has returned.
 */
export function statusCallbackUrl(statusPath: string, companyId: string, ids: CallbackIds): string {
  const url = new URL(publicBaseUrl() + statusPath);
  url.searchParams.set('c', ids.conversationId);
  url.searchParams.set('m', ids.messageId);
  url.searchParams.set('a', ids.attemptId);
  url.searchParams.set('s', signIds(companyId, ids));
  return url.href;
}

/** Ids from a callback's address, or null where it holds none that we signed for this company. */
export function readCallbackIds(url: string, companyId: string): CallbackIds | null {
  const query = URL.parse(url)?.searchParams;
  const ids = {
    conversationId: query?.get('c') ?? '',
    messageId: query?.get('m') ?? '',
    attemptId: query?.get('a') ?? '',
  };
  if (Object.values(ids).includes('')) return null;
  const signature = query?.get('s') ?? '';
  const { conversationId, messageId, attemptId } = ids;
  return isSignedBy(signature, 'status-callback', companyId, conversationId, messageId, attemptId)
    ? ids
    : null;
}

function signIds(companyId: string, { conversationId, messageId, attemptId }: CallbackIds): string {
  return sign('status-callback', companyId, conversationId, messageId, attemptId);
}
