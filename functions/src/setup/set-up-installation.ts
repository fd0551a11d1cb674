import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { Company } from '#contracts/collections/company.ts';
import { installationSchema, type Installation } from '#contracts/collections/installation.ts';
import type { Directory, Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import type { Locale } from '#contracts/locales.ts';
import type { Claims } from '#contracts/roles.ts';
import { auth, db } from '../platform/admin.ts';
import { isAuthError } from '../platform/auth-errors.ts';
import { now } from '../platform/clock.ts';
import { setupToken } from '../platform/config.ts';
import { randomId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { requireGoodPassword } from '../platform/require-good-password.ts';

type Input = CallableInput<'setUpInstallation'>;

const DEFAULT_QUEUE: Record<Locale, string> = { en: 'General', es: 'General', 'pt-BR': 'Geral' };
/** Conversations a member takes at once until somebody sets another figure. */
const DEFAULT_CAPACITY = 10;

/**
 * Makes the first company and its admin, once. The ids are chosen and kept before anything else is made, and the flag
 * falls together with the last documents, so that a call that was cut short is repaired by calling again.
 *
 *   (nothing) ──ids chosen──▶ running ──account, claims, documents──▶ done
 *
 * @throws Refusal `setup-token-wrong`, `setup-done`, `email-taken`, `password-too-weak`
 */
export async function setUpInstallation(input: Input): Promise<{ companyId: string }> {
  if (!isSetupToken(input.setupToken)) throw new Refusal('setup-token-wrong', { field: 'setupToken' });
  requireGoodPassword(input.password, [input.companyName, input.adminName, input.email]);
  const { companyId, adminUid } = await begin();
  await createAdmin(adminUid, input);
  const claims: Claims = { companyId, role: 'admin' };
  await auth().setCustomUserClaims(adminUid, claims);
  await finish({ companyId, adminUid }, input);
  return { companyId };
}

/** Hashes make both sides equally long, which the comparison in constant time needs. */
function isSetupToken(given: string): boolean {
  const expected = setupToken();
  if (expected === '') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function begin(): Promise<Installation> {
  const ref = db().doc(paths.installation());
  return db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    if (snapshot.exists) {
      const installation = installationSchema.parse(snapshot.data());
      if (installation.state === 'done') throw new Refusal('setup-done');
      return installation;
    }
    const installation: Installation = {
      state: 'running',
      companyId: randomId(),
      adminUid: randomId(),
      startedAt: now(),
    };
    transaction.create(ref, installation);
    return installation;
  });
}

/** Makes the account, or gives the one of an earlier try the password and name of this one. */
async function createAdmin(uid: string, { email, password, adminName }: Input): Promise<void> {
  const properties = { email, password, displayName: adminName, emailVerified: true };
  try {
    await auth().createUser({ uid, ...properties });
  } catch (error) {
    if (isAuthError(error, 'auth/uid-already-exists')) await auth().updateUser(uid, properties);
    else if (isAuthError(error, 'auth/email-already-exists'))
      throw new Refusal('email-taken', { field: 'email' });
    else if (isAuthError(error, 'auth/invalid-password'))
      throw new Refusal('password-too-weak', { field: 'password' });
    else throw error;
  }
}

async function finish(ids: { companyId: string; adminUid: string }, input: Input): Promise<void> {
  const { companyId, adminUid } = ids;
  const at = now();
  const { companyName, adminName, email, locale, timeZone, country } = input;
  const company: Company = { name: companyName, locale, timeZone, status: 'active', country, createdAt: at };
  const member: Member = {
    name: adminName,
    email,
    avatar: null,
    role: 'admin',
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: [],
    capacity: DEFAULT_CAPACITY,
    locale,
    createdAt: at,
  };
  const directory: Directory = {
    members: { [adminUid]: { name: adminName, avatar: null, role: 'admin', active: true } },
  };
  const taxonomy: Taxonomy = {
    queues: { [randomId()]: { name: DEFAULT_QUEUE[locale], color: 'teal', archived: false } },
    tags: {},
  };
  await db().runTransaction(async (transaction) => {
    const ref = db().doc(paths.installation());
    const { state } = installationSchema.parse((await transaction.get(ref)).data());
    if (state === 'done') throw new Refusal('setup-done');
    transaction.set(db().doc(paths.company(companyId)), company);
    transaction.set(db().doc(paths.member(companyId, adminUid)), member);
    transaction.set(db().doc(paths.directory(companyId)), directory);
    transaction.set(db().doc(paths.taxonomy(companyId)), taxonomy);
    transaction.update(ref, { state: 'done' });
  });
}
