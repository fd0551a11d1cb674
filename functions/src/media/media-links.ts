import { now } from '../platform/clock.ts';
import { publicBaseUrl } from '../platform/config.ts';
import { isSignedBy, sign } from '../platform/signing.ts';

/** Browsers get a grant for all of the company's files, renewed while somebody works. */
const BROWSER_GRANT_MS = 15 * 60_000;
/** A provider may fetch a file late: Twilio keeps a message in its queue for up to ten hours. */
const PROVIDER_LINK_MS = 12 * 60 * 60_000;

/** Only files below this path are ever served; the first capture is the company. */
const MEDIA_PATH = /^companies\/([A-Za-z0-9_-]+)\/media\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/\d{1,3}$/;

/** Where a provider fetches one file; the link is good for this file alone. */
export function providerMediaUrl(path: string): string {
  const expiresAt = String(now() + PROVIDER_LINK_MS);
  const query = new URLSearchParams({ e: expiresAt, k: 'link', s: sign('media-link', path, expiresAt) });
  return `${publicBaseUrl()}/media/${path}?${query.toString()}`;
}

/** What a signed-in browser appends to `/media/{path}` to read its company's files. */
export function browserGrant(companyId: string): { query: string; expiresAt: number } {
  const expiresAt = now() + BROWSER_GRANT_MS;
  const signature = sign('media-grant', companyId, String(expiresAt));
  const query = new URLSearchParams({ e: String(expiresAt), k: 'grant', s: signature });
  return { query: query.toString(), expiresAt };
}

/** Milliseconds for which a request may still read this file; null where it may not. */
export function remainingGrantMs(path: string, query: URLSearchParams): number | null {
  const companyId = MEDIA_PATH.exec(path)?.[1];
  const expiresAt = query.get('e') ?? '';
  const signature = query.get('s') ?? '';
  const remainingMs = Number(expiresAt) - now();
  if (companyId === undefined || !/^\d{13}$/.test(expiresAt) || remainingMs <= 0) return null;
  const isGranted =
    query.get('k') === 'link'
      ? isSignedBy(signature, 'media-link', path, expiresAt)
      : isSignedBy(signature, 'media-grant', companyId, expiresAt);
  return isGranted ? remainingMs : null;
}
