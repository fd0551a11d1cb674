import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installationSchema } from '#contracts/collections/installation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { createAuthService, type AuthService } from '../../emulator/src/auth/index.ts';
import { systemClock } from '../../emulator/src/shared/clock.ts';
import { createStorageService, type StorageService } from '../../emulator/src/storage/index.ts';
import { readCredentials } from '../../functions/src/connections/secret-store.ts';
import { routeIdOf } from '../../functions/src/connections/route-store.ts';
import { auth, bucket, db } from '../../functions/src/platform/admin.ts';
import { startFirestore, type FirestoreForTests } from '../../tests/support/firestore.ts';
import { DEMO_COMPANY_ID, PEOPLE } from './demo/company.ts';
import { seedDemo, type SeedDemoOptions } from './seed-demo.ts';
import { FIXTURES, seedFixtures } from './seed-fixtures.ts';

const PROJECT = 'demo-seed';
const ENVIRONMENT = [
  'FIRESTORE_EMULATOR_HOST',
  'FIREBASE_AUTH_EMULATOR_HOST',
  'FIREBASE_STORAGE_EMULATOR_HOST',
  'GCLOUD_PROJECT',
  'METADATA_SERVER_DETECTION',
  'KEYRING',
] as const;
const common = {
  projectId: PROJECT,
  password: 'a-password-for-tests',
  publicBaseUrl: 'http://127.0.0.1:5000',
  keyring: JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } }),
};
const demoOptions: SeedDemoOptions = {
  ...common,
  simulator: { accountSid: `AC${'1'.repeat(32)}`, authToken: 'simulated-token-1234', phone: '+14155550100' },
  now: Date.parse('2026-11-21T18:00:00Z'),
};

let firestore: FirestoreForTests;
let accounts: AuthService;
let storage: StorageService;
const before = new Map<string, string | undefined>();

beforeAll(async () => {
  firestore = await startFirestore();
  const shared = { clock: systemClock, folder: null, host: '127.0.0.1', port: 0, projectId: PROJECT };
  accounts = await createAuthService(shared);
  const nothing = { get: () => null, getAfter: () => null };
  storage = await createStorageService({ ...shared, rulesReader: () => nothing });
  for (const name of ENVIRONMENT) before.set(name, process.env[name]);
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${firestore.port}`,
    FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${accounts.port}`,
    FIREBASE_STORAGE_EMULATOR_HOST: `127.0.0.1:${storage.port}`,
    GCLOUD_PROJECT: PROJECT,
    METADATA_SERVER_DETECTION: 'none',
  });
});

afterAll(async () => {
  await db().terminate();
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await Promise.all([firestore.close(), accounts.close(), storage.close()]);
});

async function countAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const group of [
    'conversations',
    'messages',
    'clients',
    'tickets',
    'members',
    'secrets',
    'dataKeys',
    'routes',
  ]) {
    counts[group] = (await db().collectionGroup(group).count().get()).data().count;
  }
  const [files] = await bucket().getFiles({ prefix: `companies/${DEMO_COMPANY_ID}/media/` });
  return { ...counts, files: files.length, users: (await auth().listUsers()).users.length };
}

describe('seeding an emulator', () => {
  it('makes the demo, goes on after a crash in the middle, and adds nothing the second time', async () => {
    const progress: number[] = [];
    const cutShort = seedDemo({
      ...demoOptions,
      onProgress(done, total) {
        progress.push(done);
        if (done > total / 2) throw new Error('the power is gone');
      },
    });
    await expect(cutShort).rejects.toThrow('the power is gone');
    const state = async () => installationSchema.parse((await db().doc(paths.installation()).get()).data());
    expect(await state()).toMatchObject({ state: 'running', companyId: DEMO_COMPANY_ID });

    const startedAt = performance.now();
    const result = await seedDemo({ ...demoOptions, now: demoOptions.now + 60_000 });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(result).toEqual({
      companyId: DEMO_COMPANY_ID,
      admin: 'admin@demo.colibri.test',
      agent: 'agent@demo.colibri.test',
    });
    expect(await state()).toMatchObject({ state: 'done', startedAt: demoOptions.now });
    expect(progress.every((done, index) => index === 0 || done > (progress[index - 1] ?? 0))).toBe(true);

    const counts = await countAll();
    expect(counts).toMatchObject({ members: 7, users: 7, secrets: 2, dataKeys: 1, routes: 2 });
    expect(counts['conversations']).toBeGreaterThanOrEqual(320);
    expect(await seedDemo(demoOptions)).toEqual(result);
    expect(await countAll()).toEqual(counts);
  }, 60_000);

  it('lets every person of the demo sign in with claims that agree with the member', async () => {
    for (const { uid, email, role } of PEOPLE) {
      const user = await auth().getUserByEmail(email);
      expect(user).toMatchObject({
        uid,
        emailVerified: true,
        customClaims: { companyId: DEMO_COMPANY_ID, role },
      });
    }
  });

  it('connects both channels with secrets that open', async () => {
    const { accountSid, authToken, phone } = demoOptions.simulator;
    for (const address of [phone, `whatsapp:${phone}`]) {
      const route = await db()
        .doc(paths.route(routeIdOf('twilio', accountSid, address)))
        .get();
      const secretId: unknown = route.get('secretId');
      expect(route.get('companyId')).toBe(DEMO_COMPANY_ID);
      expect(await readCredentials(DEMO_COMPANY_ID, String(secretId))).toEqual({ authToken });
    }
  });

  it('stores files with their type and without a download token', async () => {
    const [files] = await bucket().getFiles({ prefix: `companies/${DEMO_COMPANY_ID}/media/` });
    const file = files.find(({ metadata }) => metadata.contentType === 'image/webp');
    const [metadata] = (await file?.getMetadata()) ?? [];
    expect(metadata?.metadata).toEqual({ name: 'file' });
    const [bytes] = (await file?.download()) ?? [];
    expect(bytes).toEqual(readFileSync(new URL('assets/sticker.webp', import.meta.url)));
  });

  it('refuses an installation that another company has set up', async () => {
    const ref = db().doc(paths.installation());
    const stored = await ref.get();
    await ref.update({ companyId: 'somebody-else' });
    await expect(seedDemo(demoOptions)).rejects.toThrow(/Another company has been set up here/);
    await ref.set(stored.data() ?? {});
  });

  it('makes the company of the webhook fixtures once, beside the demo', async () => {
    const options = { ...common, now: demoOptions.now };
    expect(await seedFixtures(options)).toEqual({
      companyId: 'fixtures',
      admin: 'admin@fixtures.colibri.test',
    });
    const counts = await countAll();
    expect(await seedFixtures(options)).toMatchObject({ companyId: 'fixtures' });
    expect(await countAll()).toEqual(counts);
    for (const [type, address] of [
      ['twilio_sms', FIXTURES.phone],
      ['twilio_whatsapp', `whatsapp:${FIXTURES.phone}`],
    ]) {
      const route = await db()
        .doc(paths.route(routeIdOf('twilio', FIXTURES.accountSid, address ?? '')))
        .get();
      expect(route.data()).toMatchObject({ companyId: 'fixtures', channelType: type, state: 'active' });
      expect(await readCredentials('fixtures', String(route.get('secretId')))).toEqual({
        authToken: FIXTURES.authToken,
      });
    }
  });

  it('writes nowhere but to an emulator on this machine', async () => {
    const host = process.env['FIRESTORE_EMULATOR_HOST'];
    process.env['FIRESTORE_EMULATOR_HOST'] = 'firestore.googleapis.com:443';
    try {
      await expect(seedDemo(demoOptions)).rejects.toThrow(/on this machine only/);
      await expect(seedFixtures({ ...common, now: 0 })).rejects.toThrow(/on this machine only/);
    } finally {
      process.env['FIRESTORE_EMULATOR_HOST'] = host;
    }
  });
});
