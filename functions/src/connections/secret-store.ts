import * as z from 'zod/mini';
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'firebase-admin/firestore';
import { paths } from '#contracts/collections/paths.ts';
import { dataKeySchema, secretSchema, type DataKey, type Secret } from '#contracts/collections/secret.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { currentKeyringKey, keyringKey, open, seal } from '../platform/vault.ts';
import { shownEnd } from '../platform/shown-end.ts';

/** What is encrypted. Secrets of the first release, which were tokens of channels alone, say `authToken`. */
const plaintextSchema = z.union([z.object({ secret: z.string() }), z.object({ authToken: z.string() })]);

/** How long an instance may go on with a secret that was changed elsewhere. */
const CACHE = { ttlMs: 60_000, maxEntries: 2_000 };
/** The one version of data key that this release makes; stored beside each secret, so that later ones can differ. */
const DATA_KEY_VERSION = 1;

const secretCache = new ExpiringCache<string>(CACHE);
const dataKeyCache = new ExpiringCache<Buffer>(CACHE);

/** A secret that nobody can read: never entered, or its key was destroyed. Somebody has to enter it again. */
export class UnreadableSecretError extends Error {
  override readonly name = 'UnreadableSecretError';
}

/**
 * A company's secret, decrypted: a channel's token, a mail password, an AI provider's key. Costs a read of the secret and
 * one of the data key at most once a minute.
 * @param options.fresh reads the secret again even so: it may have been changed a moment ago
 * @throws UnreadableSecretError where there is no such secret, or it does not open under this company
 */
export async function readSecret(
  companyId: string,
  secretId: string,
  options: { fresh?: boolean } = {},
): Promise<string> {
  const cacheKey = `${companyId}|${secretId}`;
  const cached = options.fresh === true ? undefined : secretCache.get(cacheKey);
  if (cached !== undefined) return cached;
  const snapshot = await db().doc(paths.secret(companyId, secretId)).get();
  if (!snapshot.exists) throw new UnreadableSecretError(`no secret ${secretId}`);
  const plaintext = await openSecret(companyId, secretId, secretSchema.parse(snapshot.data()));
  const stored = plaintextSchema.parse(JSON.parse(plaintext.toString('utf8')));
  const text = 'secret' in stored ? stored.secret : stored.authToken;
  secretCache.set(cacheKey, text);
  return text;
}

/** A key that was made anew since this instance read it opens nothing: it is read again once. */
async function openSecret(companyId: string, secretId: string, secret: Secret): Promise<Buffer> {
  const context = secretContext(companyId, secretId, secret.version);
  const { dataKeyVersion } = secret;
  try {
    return open(await readDataKey(companyId, dataKeyVersion), secret, context);
  } catch (error) {
    log.warn('secret did not open', { companyId, dataKeyVersion, error: String(error) });
    dataKeyCache.delete(dataKeyCacheKey(companyId, dataKeyVersion));
  }
  const key = await readDataKey(companyId, dataKeyVersion);
  try {
    return open(key, secret, context);
  } catch (cause) {
    throw new UnreadableSecretError(`secret ${secretId} does not open`, { cause });
  }
}

export function forgetSecret(companyId: string, secretId: string): void {
  secretCache.delete(`${companyId}|${secretId}`);
}

/** What a transaction has to read before it can write a secret. */
export interface SecretState {
  dataKey: DataKey | null;
  version: number;
}

/** Reads what `writeSecret` needs. Transactions read before they write, hence two steps. */
export async function readSecretState(
  transaction: Transaction,
  companyId: string,
  secretId: string,
): Promise<SecretState> {
  const [dataKey, secret] = await Promise.all([
    transaction.get(db().doc(paths.dataKey(companyId, DATA_KEY_VERSION))),
    transaction.get(db().doc(paths.secret(companyId, secretId))),
  ]);
  return {
    dataKey: dataKey.exists ? dataKeySchema.parse(dataKey.data()) : null,
    version: secret.exists ? secretSchema.parse(secret.data()).version : 0,
  };
}

/** Encrypts a text as the next version of the secret; the company's data key is made with its first secret. */
export function writeSecret(
  transaction: Transaction,
  target: { companyId: string; secretId: string; setBy: string; state: SecretState },
  text: string,
): void {
  const { companyId, secretId, state } = target;
  const { key, created } =
    state.dataKey === null ? makeDataKey(companyId) : openExisting(companyId, state.dataKey);
  if (created !== null) transaction.create(db().doc(paths.dataKey(companyId, DATA_KEY_VERSION)), created);
  const version = state.version + 1;
  const sealed = seal(
    key,
    Buffer.from(JSON.stringify({ secret: text })),
    secretContext(companyId, secretId, version),
  );
  const secret: Secret = {
    version,
    dataKeyVersion: DATA_KEY_VERSION,
    ...sealed,
    lastFour: shownEnd(text),
    setBy: target.setBy,
    setAt: now(),
  };
  transaction.set(db().doc(paths.secret(companyId, secretId)), secret);
}

export function deleteSecret(transaction: Transaction, companyId: string, secretId: string): void {
  transaction.delete(db().doc(paths.secret(companyId, secretId)));
}

function openExisting(companyId: string, dataKey: DataKey): { key: Buffer; created: null } {
  return { key: unwrap(companyId, dataKey), created: null };
}

function makeDataKey(companyId: string): { key: Buffer; created: DataKey } {
  const key = randomBytes(32);
  const wrapping = currentKeyringKey();
  const sealed = seal(wrapping.key, key, dataKeyContext(companyId, DATA_KEY_VERSION));
  return {
    key,
    created: {
      version: DATA_KEY_VERSION,
      keyringId: wrapping.id,
      iv: sealed.iv,
      tag: sealed.tag,
      wrapped: sealed.ciphertext,
      createdAt: now(),
    },
  };
}

async function readDataKey(companyId: string, version: number): Promise<Buffer> {
  const cacheKey = dataKeyCacheKey(companyId, version);
  const cached = dataKeyCache.get(cacheKey);
  if (cached !== undefined) return cached;
  const snapshot = await db().doc(paths.dataKey(companyId, version)).get();
  if (!snapshot.exists) throw new UnreadableSecretError(`no data key ${version}`);
  const key = unwrap(companyId, dataKeySchema.parse(snapshot.data()));
  dataKeyCache.set(cacheKey, key);
  return key;
}

function dataKeyCacheKey(companyId: string, version: number): string {
  return `${companyId}|${version}`;
}

function unwrap(companyId: string, { iv, tag, wrapped, keyringId, version }: DataKey): Buffer {
  return open(keyringKey(keyringId), { iv, tag, ciphertext: wrapped }, dataKeyContext(companyId, version));
}

function secretContext(companyId: string, secretId: string, version: number): string {
  return `${companyId}|${secretId}|${version}`;
}

function dataKeyContext(companyId: string, version: number): string {
  return `${companyId}|data-key|${version}`;
}
