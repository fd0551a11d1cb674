import { readFileSync } from 'node:fs';
import {
  deleteObject,
  type FirebaseStorage,
  getBytes,
  getMetadata,
  listAll,
  ref,
  updateMetadata,
  uploadBytes,
  uploadBytesResumable,
  uploadString,
} from 'firebase/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fields } from '../firestore/engine/types.ts';
import { BUCKET, pattern, startTestStorage, type TestStorage } from './storage-harness.ts';

const PRODUCT_RULES = readFileSync(new URL('../../../storage.rules', import.meta.url), 'utf8');
const AUTH_TIME = 1_700_000_000;
const FILE = 'A'.repeat(22);
const PNG = { contentType: 'image/png' };

let server: TestStorage;
let member: FirebaseStorage;
let nobody: FirebaseStorage;

beforeAll(async () => {
  server = await startTestStorage();
  const claims = { companyId: 'acme', role: 'agent', auth_time: AUTH_TIME };
  member = server.client({ uid: 'ana', claims });
  nobody = server.client(null);
});

beforeEach(() => server.reset());

afterAll(() => server.close());

const denied = { code: 'storage/unauthorized' };

function rules(body: string): string {
  return `rules_version = '2';\nservice firebase.storage { match /b/{bucket}/o { ${body} } }`;
}

function setMember(changes: Fields = {}): void {
  const path = 'companies/acme/members/ana';
  const time = '2026-01-01T00:00:00.000000Z';
  const fields: Fields = {
    active: { booleanValue: true },
    role: { stringValue: 'agent' },
    validAfterSeconds: { integerValue: '0' },
    revokedAuthTimes: { arrayValue: { values: [] } },
    ...changes,
  };
  server.documents.set(path, { path, fields, createTime: time, updateTime: time });
}

it('without rules clients may nothing', async () => {
  const fresh = await startTestStorage();
  const client = fresh.client({ uid: 'ana' });
  await expect(uploadString(ref(client, 'a'), 'a')).rejects.toMatchObject(denied);
  await expect(getMetadata(ref(client, 'a'))).rejects.toMatchObject(denied);
  await expect(listAll(ref(client))).rejects.toMatchObject(denied);
  await fresh.close();
});

describe('rules of one verb', () => {
  it('create lets a file be made once and not be replaced', async () => {
    server.setRules(rules('match /{path=**} { allow create: if request.auth != null; }'));
    const file = ref(member, 'once');
    await uploadString(file, 'first');
    await expect(uploadString(file, 'second')).rejects.toMatchObject(denied);
    await expect(uploadBytesResumable(file, pattern(600_000))).rejects.toMatchObject(denied);
    await expect(getBytes(file)).rejects.toMatchObject(denied);
    await expect(deleteObject(file)).rejects.toMatchObject(denied);
    await expect(updateMetadata(file, { cacheControl: 'x' })).rejects.toMatchObject(denied);
    await expect(uploadString(ref(nobody, 'other'), 'x')).rejects.toMatchObject(denied);
    const [bytes] = await server.bucket().file('once').download();
    expect(bytes.toString()).toBe('first');
    expect(server.events).toHaveLength(1);
  });

  it('create is judged by what exists when an upload ends', async () => {
    server.setRules(rules('match /{path=**} { allow create; }'));
    const task = uploadBytesResumable(ref(member, 'race'), pattern(3 * 1024 * 1024));
    await new Promise<void>((resolve) => {
      const stop = task.on('state_changed', ({ bytesTransferred }) => {
        if (bytesTransferred === 0) return;
        stop();
        resolve();
      });
    });
    await uploadString(ref(member, 'race'), 'winner');
    await expect(task.then(() => 'done')).rejects.toMatchObject(denied);
  });

  it('get, list and delete are apart', async () => {
    await server.bucket().file('d/a').save('a');
    server.setRules(rules('match /d/{file} { allow get; }'));
    expect((await getBytes(ref(member, 'd/a'))).byteLength).toBe(1);
    await expect(listAll(ref(member, 'd'))).rejects.toMatchObject(denied);
    server.setRules(rules('match /{path=**} { allow list; }'));
    expect((await listAll(ref(member, 'd'))).items).toHaveLength(1);
    await expect(getBytes(ref(member, 'd/a'))).rejects.toMatchObject(denied);
    server.setRules(rules('match /d/{file} { allow delete: if resource.size == 1; }'));
    await deleteObject(ref(member, 'd/a'));
  });

  it('tell what does not exist only to who may read it', async () => {
    server.setRules(rules('match /open/{file} { allow get; }'));
    await expect(getMetadata(ref(member, 'open/x'))).rejects.toMatchObject({
      code: 'storage/object-not-found',
    });
    await expect(getMetadata(ref(member, 'shut/x'))).rejects.toMatchObject(denied);
  });

  it('see the object before and after', async () => {
    server.setRules(
      rules(`match /{file} {
        allow create: if request.resource.size == 3 && request.resource.contentType == 'text/x'
          && request.resource.metadata.owner == request.auth.uid && request.resource.name == 'f';
        allow update: if resource.metadata.owner == request.resource.metadata.owner;
        allow get;
      }`),
    );
    const metadata = { contentType: 'text/x', customMetadata: { owner: 'ana' } };
    await expect(uploadString(ref(member, 'f'), 'four', 'raw', metadata)).rejects.toMatchObject(denied);
    await uploadString(ref(member, 'f'), 'abc', 'raw', metadata);
    const taken = { customMetadata: { owner: 'ben' } };
    await expect(updateMetadata(ref(member, 'f'), taken)).rejects.toMatchObject(denied);
    expect(await updateMetadata(ref(member, 'f'), { contentType: 'text/y' })).toMatchObject({
      contentType: 'text/y',
      customMetadata: { owner: 'ana' },
    });
  });

  it('are skipped for the owner alone', async () => {
    server.setRules(rules(''));
    const address = `${server.url}/v0/b/${BUCKET}/o/a?alt=media`;
    await server.bucket().file('a').save('a');
    expect((await fetch(address, { headers: { authorization: 'Bearer owner' } })).status).toBe(200);
    expect((await fetch(address, { headers: { authorization: 'Firebase owner' } })).status).toBe(200);
    expect((await fetch(address)).status).toBe(403);
    expect((await fetch(address, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  });
});

describe("the product's rules", () => {
  const place = `uploads/acme/ana/${FILE}`;

  beforeEach(() => {
    server.setRules(PRODUCT_RULES);
    setMember();
  });

  it('let a member put a file to an unused place of its own', async () => {
    await uploadBytes(ref(member, place), pattern(100), PNG);
    await expect(uploadBytes(ref(member, place), pattern(100), PNG)).rejects.toMatchObject(denied);
    await expect(getBytes(ref(member, place))).rejects.toMatchObject(denied);
  });

  it('let a member upload with progress', async () => {
    const { metadata } = await uploadBytesResumable(ref(member, place), pattern(700_000), PNG);
    expect(metadata.size).toBe(700_000);
  });

  it.each<[string, Fields]>([
    ['a disabled member', { active: { booleanValue: false } }],
    ['another role', { role: { stringValue: 'admin' } }],
    ['a session before validAfterSeconds', { validAfterSeconds: { integerValue: String(AUTH_TIME + 1) } }],
    [
      'a revoked session',
      { revokedAuthTimes: { arrayValue: { values: [{ integerValue: String(AUTH_TIME) }] } } },
    ],
  ])('refuse %s', async (_, changes) => {
    setMember(changes);
    await expect(uploadBytes(ref(member, place), pattern(100), PNG)).rejects.toMatchObject(denied);
  });

  it.each([
    ['a place of another member', `uploads/acme/ben/${FILE}`, PNG, 100],
    ['a place of another company', `uploads/other/ana/${FILE}`, PNG, 100],
    ['a name that can be guessed', 'uploads/acme/ana/photo', PNG, 100],
    ['a type that browsers run', place, { contentType: 'text/html' }, 100],
    ['an empty file', place, PNG, 0],
    ['a file above the limit', place, PNG, 16 * 1024 * 1024 + 1],
    [
      'a download token of the own choice',
      place,
      { ...PNG, customMetadata: { firebaseStorageDownloadTokens: 'known' } },
      100,
    ],
  ])('refuse %s', async (_, path, metadata, sizeBytes) => {
    const upload = uploadBytes(ref(member, path), pattern(sizeBytes), metadata);
    await expect(upload).rejects.toMatchObject(denied);
    expect(server.events).toEqual([]);
  });

  it('refuse who is not signed in', async () => {
    await expect(uploadBytes(ref(nobody, place), pattern(100), PNG)).rejects.toMatchObject(denied);
  });
});

describe('PUT /internal/setRules', () => {
  const put = (content: string) =>
    fetch(`${server.url}/internal/setRules`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rules: { files: [{ name: 'storage.rules', content }] } }),
    });

  it('installs rules', async () => {
    server.setRules(rules(''));
    expect((await put(rules('match /{path=**} { allow write; }'))).status).toBe(200);
    await uploadString(ref(nobody, 'x'), 'x');
  });

  it('refuses what does not compile and keeps the rules in force', async () => {
    server.setRules(rules('match /{path=**} { allow write; }'));
    expect((await put('service')).status).toBe(400);
    await uploadString(ref(nobody, 'x'), 'x');
  });
});
