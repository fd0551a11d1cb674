import { createHmac, timingSafeEqual } from 'node:crypto';
import { signingKey } from './config.ts';

/** What a signature is for; one made for a purpose is worthless for another. */
type Purpose = 'media-link' | 'media-grant' | 'status-callback' | 'invitation';

/** HMAC-SHA256 over the parts, 22 characters (132 bits) of base64url. */
export function sign(purpose: Purpose, ...parts: string[]): string {
  const hmac = createHmac('sha256', signingKey());
  for (const part of [purpose, ...parts]) hmac.update(`${Buffer.byteLength(part)}:${part}`);
  return hmac.digest('base64url').slice(0, 22);
}

export function isSignedBy(signature: string, purpose: Purpose, ...parts: string[]): boolean {
  return equalInConstantTime(signature, sign(purpose, ...parts));
}

function equalInConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
