import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt with the parameters it was made with, so that they can be raised later. Salt and hash are base64. */
export interface PasswordHash {
  salt: string;
  hash: string;
  cost: number;
  blockSize: number;
}

const COST = 16_384;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST, BLOCK_SIZE);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: COST, blockSize: BLOCK_SIZE };
}

/**
 * Compares in constant time. With a null hash (no such account, or one without password) it does the same work
 * and says no, so that time does not tell which addresses have accounts.
 */
export async function verifyPassword(password: string, stored: PasswordHash | null): Promise<boolean> {
  if (stored === null) {
    await derive(password, Buffer.alloc(16), COST, BLOCK_SIZE);
    return false;
  }
  const salt = Buffer.from(stored.salt, 'base64');
  const actual = await derive(password, salt, stored.cost, stored.blockSize);
  return timingSafeEqual(actual, Buffer.from(stored.hash, 'base64'));
}

function derive(password: string, salt: Buffer, cost: number, blockSize: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, { N: cost, r: blockSize, p: 1 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
