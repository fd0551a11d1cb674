import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { keyringJson } from './config.ts';

const keyringSchema = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

/** AES-256-GCM output, each part in base64. */
export interface Sealed {
  iv: string;
  tag: string;
  ciphertext: string;
}

/** Encrypts, bound to `context`: the same bytes under another context do not open. */
export function seal(key: Buffer, plaintext: Buffer, context: string): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
}

/** @throws where a byte or the context differs from what was sealed */
export function open(key: Buffer, sealed: Sealed, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]);
}

/** The key that wraps new data keys. */
export function currentKeyringKey(): { id: string; key: Buffer } {
  const { current } = readKeyring();
  return { id: current, key: keyringKey(current) };
}

/** @throws where the keyring no longer holds the key: what it wrapped is lost */
export function keyringKey(id: string): Buffer {
  const encoded = readKeyring().keys[id];
  if (encoded === undefined) throw new Error(`KEYRING holds no key ${id}`);
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== 32) throw new Error(`Key ${id} of KEYRING must hold 32 bytes in base64`);
  return key;
}

let lastKeyring: { json: string; value: z.infer<typeof keyringSchema> } | undefined;

function readKeyring(): z.infer<typeof keyringSchema> {
  const json = keyringJson();
  if (lastKeyring?.json !== json) lastKeyring = { json, value: keyringSchema.parse(JSON.parse(json)) };
  return lastKeyring.value;
}
