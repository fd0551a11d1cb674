import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installationSchema } from '#contracts/collections/installation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { createAuthService, type AuthService } from '../../emulator/src/auth/index.ts';
import { systemClock } from '../../emulator/src/shared/clock.ts';
import { createStorageService, type StorageService } from '../../emulator/src/storage/index.ts';
import { createGemini } from '../../functions/src/ai/gemini.ts';
import { keySecretId } from '../../functions/src/ai/open-provider.ts';
import { readSecret } from '../../functions/src/connections/secret-store.ts';
import { routeIdOf } from '../../functions/src/connections/route-store.ts';
import { findPassages } from '../../functions/src/knowledge/find-passages.ts';
import { auth, bucket, db } from '../../functions/src/platform/admin.ts';
import { startSimulator } from '../../simulator/src/simulator.ts';
import { startFirestore, type FirestoreForTests } from '../../tests/support/firestore.ts';
import { CLARA } from './demo/assistants.ts';
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

/** What people try first, with a part of what answers it. */
const QUESTIONS = [
  ['What are your opening hours?', '9:00 to 20:00'],
  ['Where are your shops?', 'Masaryk'],
  ['Can I return my shoes?', '30 days'],
  ['Do you have half sizes?', '22 to 27'],
  ['How long does delivery take?', 'two working days'],
  ['How much is delivery?', '99 pesos'],
  ['¿Cuánto tarda el envío?', 'dos días hábiles'],
  ['¿Cuál es el horario de las tiendas?', 'cerramos'],
  ['¿Puedo devolver unos zapatos?', 'sin usar'],
  ['Posso trocar os sapatos?', 'na caixa'],
  ['Qual é o horário das lojas?', 'ficamos fechados'],
] as const;

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

    const result = await seedDemo({ ...demoOptions, now: demoOptions.now + 60_000 });
    expect(result).toEqual({
      companyId: DEMO_COMPANY_ID,
      admin: 'admin@demo.colibri.test',
      agent: 'agent@demo.colibri.test',
    });
    expect(await state()).toMatchObject({ state: 'done', startedAt: demoOptions.now });
    expect(progress.every((done, index) => index === 0 || done > (progress[index - 1] ?? 0))).toBe(true);

    const counts = await countAll();
    expect(counts).toMatchObject({ members: 7, users: 7, secrets: 4, dataKeys: 1, routes: 2 });
    expect(counts['conversations']).toBeGreaterThanOrEqual(320);
    expect(await seedDemo(demoOptions)).toEqual(result);
    expect(await countAll()).toEqual(counts);
  });

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
      expect(await readSecret(DEMO_COMPANY_ID, String(secretId))).toBe(authToken);
    }
  });

  it('stores keys that the simulated AI providers accept, and passages that a question finds', async () => {
    for (const provider of ['gemini', 'openai'] as const)
      expect(await readSecret(DEMO_COMPANY_ID, keySecretId(provider))).toMatch(/^sim-/);
    const simulator = await startSimulator({ port: 0, dataFolder: null, publicBaseUrl: '', accounts: [] });
    const provider = createGemini('sim-gemini', simulator.url);
    for (const [question, answer] of QUESTIONS) {
      const request = { companyId: DEMO_COMPANY_ID, assistantId: CLARA.id, provider, question, limit: 6 };
      const { passages } = await findPassages(request);
      expect(passages.map(({ text }) => text).join('|'), question).toContain(answer);
    }
    await simulator.close();
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
      expect(await readSecret('fixtures', String(route.get('secretId')))).toBe(FIXTURES.authToken);
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
