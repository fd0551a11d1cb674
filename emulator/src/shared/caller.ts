/** Who calls an emulated service: rules are skipped for `owner`, as the official emulators do for `Bearer owner`. */
export type Caller =
  { kind: 'owner' } | { kind: 'anonymous' } | { kind: 'user'; uid: string; token: Record<string, unknown> };

export const OWNER: Caller = { kind: 'owner' };
export const ANONYMOUS: Caller = { kind: 'anonymous' };

/**
 * Reads the caller out of an Authorization header (`Bearer x` or, for Storage, `Firebase x`).
 * Tokens are decoded and not verified, as in the official emulators: every port here is on loopback.
 * Returns null for a credential that is neither `owner` nor a JSON Web Token.
 */
export function parseAuthorization(header: string | null | undefined): Caller | null {
  if (!header) return ANONYMOUS;
  const credential = /^(?:Bearer|Firebase) (.+)$/i.exec(header.trim())?.[1];
  if (!credential) return null;
  if (credential === 'owner') return OWNER;
  const payload = credential.split('.')[1];
  if (!payload) return null;
  try {
    const token: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof token !== 'object' || token === null) return null;
    const claims = token as Record<string, unknown>; // an object literal of JSON: string keys only
    const uid = claims['user_id'] ?? claims['sub'];
    return typeof uid === 'string' && uid !== '' ? { kind: 'user', uid, token: claims } : null;
  } catch {
    return null;
  }
}
