import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deleteApp as deleteAdminApp, initializeApp as initializeAdminApp } from 'firebase-admin/app';
import { Firestore } from 'firebase-admin/firestore';
import { getStorage as getAdminStorage } from 'firebase-admin/storage';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectStorageEmulator, getStorage, ref, uploadBytes } from 'firebase/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bootEmulators, type BootOptions, type RunningEmulators } from '../boot.ts';
import { ConfigError } from '../config/firebase-json.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';

const PRODUCT_RULES = readFileSync(new URL('../../../storage.rules', import.meta.url), 'utf8');
const PROJECT = 'demo-fixture';
const BUCKET = `${PROJECT}.firebasestorage.app`;

const FUNCTIONS = `
import { onRequest } from 'firebase-functions/v2/https';
import { onObjectDeleted, onObjectFinalized } from 'firebase-functions/v2/storage';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { getStorage } from 'firebase-admin/storage';
initializeApp();
const note = (type) => (event) =>
  getFirestore().doc('notes/' + type).set({ bucket: event.bucket, subject: event.subject, data: event.data });
export const onMade = onObjectFinalized(note('made'));
export const onGone = onObjectDeleted(note('gone'));
export const save = onRequest(async (request, response) => {
  await getStorage().bucket().file('from/function').save('written by a function', { contentType: 'text/plain' });
  const [bytes] = await getStorage().bucket().file('from/function').download();
  response.json({ text: bytes.toString(), storageHost: process.env.FIREBASE_STORAGE_EMULATOR_HOST });
});
`;

let project: FixtureProject;
let dataFolder: string;

beforeEach(() => {
  project = createFixtureProject(FUNCTIONS);
  dataFolder = mkdtempSync(path.join(tmpdir(), 'emulator-storage-'));
  const file = path.join(project.root, 'firebase.json');
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(Object.assign({}, config, { storage: { rules: 'storage.rules' } })));
  writeFileSync(path.join(project.root, 'storage.rules'), PRODUCT_RULES);
});

afterEach(() => {
  project.remove();
  rmSync(dataFolder, { recursive: true, force: true });
});

function boot(changes: Partial<BootOptions> = {}): Promise<RunningEmulators> {
  return bootEmulators({
    projectRoot: project.root,
    projectId: PROJECT,
    dataFolder: null,
    ports: 'free',
    ...changes,
  });
}

/** A file of the default bucket by the Admin SDK. */
async function withAdminFile<Result>(
  running: RunningEmulators,
  name: string,
  use: (
    file: ReturnType<ReturnType<ReturnType<typeof getAdminStorage>['bucket']>['file']>,
  ) => Promise<Result>,
): Promise<Result> {
  Object.assign(process.env, running.env);
  const app = initializeAdminApp({ projectId: PROJECT }, `admin-${running.ports.storage}`);
  try {
    return await use(getAdminStorage(app).bucket(BUCKET).file(name));
  } finally {
    await deleteAdminApp(app);
  }
}

/** Uploads a picture as a member of the company would. */
async function uploadAsMember(running: RunningEmulators, name: string): Promise<void> {
  const app = initializeApp(
    { apiKey: 'fake-api-key', projectId: PROJECT, storageBucket: BUCKET },
    `member-${name}`,
  );
  const storage = getStorage(app);
  connectStorageEmulator(storage, '127.0.0.1', running.ports.storage, {
    mockUserToken: Object.assign({ user_id: 'ana' }, { companyId: 'acme', role: 'agent', auth_time: 1000 }),
  });
  try {
    await uploadBytes(ref(storage, `uploads/acme/ana/${name}`), Buffer.from('png'), {
      contentType: 'image/png',
    });
  } finally {
    await deleteApp(app);
  }
}

describe('the booted Storage', () => {
  it("judges uploads by the project's rules and the members in its Firestore, and sets off functions", async () => {
    const running = await boot();
    Object.assign(process.env, running.env);
    const firestore = new Firestore({ projectId: PROJECT });
    const name = 'A'.repeat(22);
    await expect(uploadAsMember(running, name)).rejects.toMatchObject({ code: 'storage/unauthorized' });
    const member = { active: true, role: 'agent', validAfterSeconds: 0, revokedAuthTimes: [] };
    await firestore.doc('companies/acme/members/ana').set(member);
    await uploadAsMember(running, name);
    const made = async () => (await firestore.doc('notes/made').get()).data();
    await expect.poll(made).toMatchObject({
      bucket: BUCKET,
      subject: `objects/uploads/acme/ana/${name}`,
      data: { name: `uploads/acme/ana/${name}`, size: '3', contentType: 'image/png' },
    });
    await withAdminFile(running, `uploads/acme/ana/${name}`, (file) => file.delete());
    const gone = async () => (await firestore.doc('notes/gone').get()).data();
    await expect.poll(gone).toMatchObject({ bucket: BUCKET });
    const reads = (await running.control.meterRows()).filter(({ kind }) => kind === 'ruleRead');
    // A refusal has looked the member up as well.
    expect(reads).toMatchObject([{ pattern: 'companies/*/members/*', count: 2 }]);
    await firestore.terminate();
    await running.stop();
  });

  it('is reached by functions, and is named by the environment, the hub and the web configuration', async () => {
    const running = await boot();
    const host = `127.0.0.1:${running.ports.storage}`;
    const saved = await (await fetch(`${running.urls.functions}/save`)).json();
    expect(saved).toEqual({ text: 'written by a function', storageHost: host });
    expect(running.env).toMatchObject({
      FIREBASE_STORAGE_EMULATOR_HOST: host,
      STORAGE_EMULATOR_HOST: `http://${host}`,
    });
    expect(running.urls.storage).toBe(`http://${host}`);
    const emulators = await (await fetch(`${running.urls.hub}/emulators`)).json();
    expect(emulators).toMatchObject({ storage: { host: '127.0.0.1', port: running.ports.storage } });
    const config = await (await fetch(`${running.urls.hosting}/__/firebase/init.json`)).json();
    expect(config).toMatchObject({
      storageBucket: BUCKET,
      emulators: { storage: { host: '127.0.0.1', port: running.ports.storage } },
    });
    await running.stop();
  });

  it('keeps its objects in the data folder', async () => {
    const first = await boot({ dataFolder });
    await withAdminFile(first, 'kept', (file) => file.save('kept over a restart'));
    await first.stop();
    const second = await boot({ dataFolder });
    const [bytes] = await withAdminFile(second, 'kept', (file) => file.download());
    expect(bytes.toString()).toBe('kept over a restart');
    await second.stop();
  });

  it('takes changed rules at once', async () => {
    const running = await boot();
    const read = async () => (await fetch(`${running.urls.storage}/v0/b/${BUCKET}/o/x`)).status;
    expect(await read()).toBe(403);
    writeFileSync(
      path.join(project.root, 'storage.rules'),
      "rules_version = '2'; service firebase.storage { match /b/{bucket}/o { match /x { allow get; } } }",
    );
    await expect.poll(read).toBe(404);
    await running.stop();
  });

  it('does not start with rules that do not compile', async () => {
    writeFileSync(path.join(project.root, 'storage.rules'), 'service firebase.storage { match');
    const failure = boot();
    await expect(failure).rejects.toThrow(ConfigError);
    await expect(failure).rejects.toThrow(/storage\.rules does not compile: 1:/);
  });
});
