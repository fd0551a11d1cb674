import { createHash, randomBytes } from 'node:crypto';

/** A random document id of 160 bits: nobody can guess one. */
export function randomId(): string {
  return randomBytes(20).toString('base64url');
}

/**
 * A document id derived from outside ids: the same parts give the same id, and ids of consecutive parts are far apart,
 * as Firestore wants them. Parts are told apart by their length, so that no part can run into the next.
 */
export function derivedId(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('base64url');
}
