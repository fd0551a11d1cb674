import { getApps, initializeApp } from 'firebase-admin/app';
import type { Company } from '#contracts/collections/company.ts';
import type { Directory, Member } from '#contracts/collections/member.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import { db } from '../../functions/src/platform/admin.ts';
import { writeAccount } from './accounts.ts';
import { assertLocalEmulator } from './assert-local-emulator.ts';
import { describeConnection, writeConnection, type Connection } from './connection.ts';

/** What the Twilio webhook corpus is signed with and addressed to. */
export const FIXTURES = {
  companyId: 'fixtures',
  adminUid: 'fixtures-admin',
  adminEmail: 'admin@fixtures.colibri.test',
  queueId: 'fixtures-queue',
  accountSid: 'AC00000000000000000000000000000a01',
  authToken: 'test-auth-token-0000000000000000',
  phone: '+14155550199',
  channelIds: { twilio_whatsapp: 'fixtures-whatsapp', twilio_sms: 'fixtures-sms' },
} as const;

export interface SeedFixturesOptions {
  projectId: string;
  /** Password of the company's admin. */
  password: string;
  publicBaseUrl: string;
  /** JSON of the keys that wrap data keys, as the functions get it. */
  keyring: string;
  now: number;
}

/**
 * Makes the company that the fixtures of provider webhooks belong to: an admin, and WhatsApp and SMS on their account.
 * It leaves alone whether the installation is set up, so that it can stand beside any other company. Repeating it
 * changes nothing.
 * @throws Error where the target is no emulator on this machine
 */
export async function seedFixtures(
  options: SeedFixturesOptions,
): Promise<{ companyId: string; admin: string }> {
  assertLocalEmulator();
  if (getApps().length === 0) initializeApp({ projectId: options.projectId });
  const { companyId, adminUid, adminEmail, authToken } = FIXTURES;
  const result = { companyId, admin: adminEmail };
  // The company's own document is written last: it tells that all the rest is there.
  if ((await db().doc(paths.company(companyId)).get()).exists) return result;
  const claims = { companyId, role: 'admin' } as const;
  await writeAccount({ uid: adminUid, email: adminEmail, name: 'Fixtures Admin', claims }, options.password);
  for (const connection of describeConnections(options)) {
    await writeConnection(connection, { authToken, setBy: adminUid, keyring: options.keyring });
  }
  await writeCompany(options.now);
  return result;
}

function describeConnections({ publicBaseUrl, now }: SeedFixturesOptions): Connection[] {
  const { companyId, queueId, accountSid, authToken, phone, channelIds } = FIXTURES;
  const shared = {
    companyId,
    accountSid,
    authToken,
    phone,
    queueId,
    publicBaseUrl,
    country: 'US',
    createdAt: now,
  };
  return [
    describeConnection({
      ...shared,
      type: 'twilio_whatsapp',
      channelId: channelIds.twilio_whatsapp,
      name: 'WhatsApp',
      reopenWithinMs: 0,
    }),
    describeConnection({
      ...shared,
      type: 'twilio_sms',
      channelId: channelIds.twilio_sms,
      name: 'SMS',
      reopenWithinMs: 0,
    }),
  ];
}

async function writeCompany(now: number): Promise<void> {
  const { companyId, adminUid, adminEmail, queueId } = FIXTURES;
  const company: Company = {
    name: 'fixtures',
    locale: 'en',
    timeZone: 'America/Los_Angeles',
    status: 'active',
    country: 'US',
    createdAt: now,
  };
  const member: Member = {
    name: 'Fixtures Admin',
    email: adminEmail,
    avatar: null,
    role: 'admin',
    active: true,
    validAfterSeconds: 0,
    revokedAuthTimes: [],
    queueIds: [],
    capacity: 10,
    locale: 'en',
    createdAt: now,
  };
  const directory: Directory = {
    members: { [adminUid]: { name: member.name, avatar: null, role: 'admin', active: true } },
  };
  const taxonomy: Taxonomy = {
    queues: { [queueId]: { name: 'General', color: 'teal', archived: false } },
    tags: {},
  };
  const batch = db().batch();
  batch.set(db().doc(paths.member(companyId, adminUid)), member);
  batch.set(db().doc(paths.directory(companyId)), directory);
  batch.set(db().doc(paths.taxonomy(companyId)), taxonomy);
  batch.set(db().doc(paths.company(companyId)), company);
  await batch.commit();
}
