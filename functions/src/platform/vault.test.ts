import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { open, seal } from './vault.ts';

const key = randomBytes(32);
const secret = Buffer.from('{"authToken":"canary"}');

it('opens what it sealed, and never seals the same way twice', () => {
  const sealed = seal(key, secret, 'acme|s1|1');
  expect(open(key, sealed, 'acme|s1|1')).toEqual(secret);
  expect(seal(key, secret, 'acme|s1|1')).not.toEqual(sealed);
  expect(JSON.stringify(sealed)).not.toContain('canary');
});

it.each(['globex|s1|1', 'acme|s2|1', 'acme|s1|2', ''])('does not open under the context %o', (context) => {
  expect(() => open(key, seal(key, secret, 'acme|s1|1'), context)).toThrow();
});

it('does not open with another key, or with any byte flipped', () => {
  const sealed = seal(key, secret, 'c');
  expect(() => open(randomBytes(32), sealed, 'c')).toThrow();
  for (const part of ['iv', 'tag', 'ciphertext'] as const) {
    const bytes = Buffer.from(sealed[part], 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(index) ^ 1, index);
      expect(() => open(key, { ...sealed, [part]: flipped.toString('base64') }, 'c')).toThrow();
    }
  }
});
