import type { FirebaseApp } from 'firebase/app';
import { deleteApp, initializeApp } from 'firebase/app';
import type { FirebaseStorage, UploadTaskSnapshot } from 'firebase/storage';
import {
  connectStorageEmulator,
  deleteObject,
  getBytes,
  getDownloadURL,
  getMetadata,
  getStorage,
  list,
  listAll,
  ref,
  updateMetadata,
  uploadBytes,
  uploadBytesResumable,
  uploadString,
} from 'firebase/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../shared/clock.ts';
import type { StorageObjectEvent, StorageService } from '../storage/index.ts';
import { createStorageService } from '../storage/index.ts';

const PROJECT = 'demo-storage';
const BUCKET = `${PROJECT}.appspot.com`;
const RULES = `rules_version = '2';
service firebase.storage {
  match /b/{bucket}/o {
    match /uploads/{uid}/{file} {
      allow create: if request.auth.uid == uid && request.resource.size <= 1024 * 1024
        && request.resource.contentType.matches('image/.*|text/plain')
        && !('firebaseStorageDownloadTokens' in request.resource.metadata);
    }
    match /own/{uid}/{path=**} { allow read, write: if request.auth.uid == uid; }
    match /members/{uid}/{file} {
      allow create: if firestore.get(/databases/(default)/documents/members/$(uid)).data.active == true;
    }
    match /public/{path=**} { allow read; }
  }
}`;

const clock = new AdjustableClock();
const events: StorageObjectEvent[] = [];
const apps: FirebaseApp[] = [];
const documentsRead: string[] = [];
let service: StorageService;
let ana: FirebaseStorage;
let anonymous: FirebaseStorage;

beforeAll(async () => {
  service = await createStorageService({
    clock,
    folder: null,
    host: '127.0.0.1',
    port: 0,
    projectId: PROJECT,
    rulesReader: (projectId) => {
      const get = (path: string) => {
        documentsRead.push(`${projectId}:${path}`);
        if (path !== 'members/ana') return null;
        return { path, fields: { active: { booleanValue: true } }, createTime: '', updateTime: '' };
      };
      return { get, getAfter: get };
    },
    onObjectEvent: (event) => events.push(event),
  });
  ana = connect('ana');
  anonymous = connect(null);
});

beforeEach(() => {
  expect(service.setRules('default', RULES)).toEqual([]);
});

afterEach(async () => {
  await fetch(`http://127.0.0.1:${service.port}/internal/reset`, { method: 'POST' });
  events.length = 0;
  documentsRead.length = 0;
});

afterAll(async () => {
  await Promise.all(apps.map((app) => deleteApp(app)));
  await service.close();
});

describe('uploads by the web SDK', () => {
  it('store bytes and metadata, and no download token', async () => {
    const { metadata } = await uploadBytes(ref(ana, 'own/ana/a file é.txt'), Buffer.from('hello'), {
      contentType: 'text/plain',
      customMetadata: { color: 'red' },
      cacheControl: 'max-age=60',
    });
    expect(metadata).toMatchObject({
      fullPath: 'own/ana/a file é.txt',
      bucket: BUCKET,
      size: 5,
      contentType: 'text/plain',
      cacheControl: 'max-age=60',
      customMetadata: { color: 'red' },
      md5Hash: 'XUFAKrxLKna5cZ2REBfFkg==',
      metageneration: '1',
    });
    expect(metadata.downloadTokens).toBeUndefined();
    const bytes = await getBytes(ref(ana, 'own/ana/a file é.txt'));
    expect(Buffer.from(bytes).toString()).toBe('hello');
    expect(events).toMatchObject([
      { type: 'finalized', resource: { bucket: BUCKET, name: 'own/ana/a file é.txt', size: '5' } },
    ]);
  });

  it('take text, empty files and bytes that look like a boundary', async () => {
    await uploadString(ref(ana, 'own/ana/base64'), 'aGVsbG8=', 'base64');
    await uploadBytes(ref(ana, 'own/ana/empty'), Buffer.alloc(0));
    const tricky = Buffer.from('\r\n--\r\n--12345--\r\n');
    await uploadBytes(ref(ana, 'own/ana/tricky'), tricky);
    expect(Buffer.from(await getBytes(ref(ana, 'own/ana/base64'))).toString()).toBe('hello');
    expect((await getMetadata(ref(ana, 'own/ana/empty'))).size).toBe(0);
    expect(Buffer.from(await getBytes(ref(ana, 'own/ana/tricky')))).toEqual(tricky);
  });

  it('in many chunks report progress and arrive whole', async () => {
    const bytes = Buffer.from(Array.from({ length: 900_000 }, (_, index) => index % 251));
    const task = uploadBytesResumable(ref(ana, 'own/ana/large'), bytes, { contentType: 'image/png' });
    const progress: number[] = [];
    task.on('state_changed', (snapshot: UploadTaskSnapshot) => progress.push(snapshot.bytesTransferred));
    const { metadata } = await task;
    expect(metadata).toMatchObject({ size: 900_000, contentType: 'image/png' });
    expect(progress.some((count) => count > 0 && count < 900_000)).toBe(true);
    expect(Buffer.from(await getBytes(ref(ana, 'own/ana/large'))).equals(bytes)).toBe(true);
  });

  it('can be paused and go on, or be cancelled and leave nothing', async () => {
    const bytes = Buffer.alloc(2_000_000, 7);
    const paused = uploadBytesResumable(ref(ana, 'own/ana/paused'), bytes);
    await new Promise<void>((resolve) => {
      const stop = paused.on('state_changed', ({ bytesTransferred, state }) => {
        if (bytesTransferred > 0) paused.pause();
        if (state !== 'paused') return;
        stop();
        resolve();
      });
    });
    await expect(getMetadata(ref(ana, 'own/ana/paused'))).rejects.toMatchObject({
      code: 'storage/object-not-found',
    });
    paused.resume();
    expect((await paused).metadata.size).toBe(2_000_000);
    const cancelled = uploadBytesResumable(ref(ana, 'own/ana/cancelled'), bytes);
    cancelled.on('state_changed', ({ bytesTransferred }) => {
      if (bytesTransferred > 0) cancelled.cancel();
    });
    await expect(Promise.resolve(cancelled)).rejects.toMatchObject({ code: 'storage/canceled' });
    await expect(getMetadata(ref(ana, 'own/ana/cancelled'))).rejects.toMatchObject({
      code: 'storage/object-not-found',
    });
  });
});

describe('rules', () => {
  it('refuse what they refuse, in either kind of upload, and nothing is stored', async () => {
    const refusals: [FirebaseStorage, string, number, string][] = [
      [anonymous, 'uploads/ana/x', 10, 'text/plain'],
      [ana, 'uploads/ben/x', 10, 'text/plain'],
      [ana, 'uploads/ana/x', 10, 'text/html'],
      [ana, 'uploads/ana/x', 1024 * 1024 + 1, 'text/plain'],
      [ana, 'elsewhere/x', 10, 'text/plain'],
    ];
    for (const [storage, path, size, contentType] of refusals) {
      const bytes = Buffer.alloc(size);
      await expect(uploadBytes(ref(storage, path), bytes, { contentType })).rejects.toMatchObject({
        code: 'storage/unauthorized',
      });
      await expect(
        Promise.resolve(uploadBytesResumable(ref(storage, path), bytes, { contentType })),
      ).rejects.toMatchObject({ code: 'storage/unauthorized' });
    }
    expect(events).toEqual([]);
  });

  it('allow creating once: a second upload of the name is an update', async () => {
    const target = ref(ana, 'uploads/ana/x');
    await uploadBytes(target, Buffer.from('first'), { contentType: 'text/plain' });
    await expect(
      uploadBytes(target, Buffer.from('second'), { contentType: 'text/plain' }),
    ).rejects.toMatchObject({ code: 'storage/unauthorized' });
  });

  it('let only one of two simultaneous uploads create a name', async () => {
    const uploads = Array.from({ length: 4 }, () =>
      Promise.resolve(
        uploadBytesResumable(ref(ana, 'uploads/ana/x'), Buffer.alloc(1000), { contentType: 'text/plain' }),
      ),
    );
    const results = await Promise.allSettled(uploads);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  it('see download tokens that a client tries to set itself', async () => {
    await expect(
      uploadBytes(ref(ana, 'uploads/ana/x'), Buffer.from('x'), {
        contentType: 'text/plain',
        customMetadata: { firebaseStorageDownloadTokens: 'known' },
      }),
    ).rejects.toMatchObject({ code: 'storage/unauthorized' });
  });

  it('read documents of the project that the bucket belongs to', async () => {
    await uploadBytes(ref(ana, 'members/ana/x'), Buffer.from('x'));
    await expect(uploadBytes(ref(ana, 'members/ben/x'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'storage/unauthorized',
    });
    expect(documentsRead).toEqual([`${PROJECT}:members/ana`, `${PROJECT}:members/ben`]);
  });

  it('are asked before the absence of an object is told', async () => {
    await expect(getMetadata(ref(anonymous, 'own/ana/none'))).rejects.toMatchObject({
      code: 'storage/unauthorized',
    });
    await expect(getMetadata(ref(anonymous, 'public/none'))).rejects.toMatchObject({
      code: 'storage/object-not-found',
    });
    await expect(deleteObject(ref(anonymous, 'public/none'))).rejects.toMatchObject({
      code: 'storage/unauthorized',
    });
  });

  it('refuse everything while none are loaded, and stay when new ones are wrong', async () => {
    const other = await createStorageService({
      clock,
      folder: null,
      host: '127.0.0.1',
      port: 0,
      projectId: PROJECT,
      rulesReader: () => ({ get: () => null, getAfter: () => null }),
    });
    const response = await fetch(`http://127.0.0.1:${other.port}/v0/b/${BUCKET}/o/public%2Fx`);
    expect(response.status).toBe(403);
    await other.close();
    expect(service.setRules('default', 'service firebase.storage {').length).toBeGreaterThan(0);
    await uploadBytes(ref(ana, 'own/ana/x'), Buffer.from('x'));
  });

  it('can be loaded by test tools, for all buckets or for one', async () => {
    const open = `rules_version = '2'; service firebase.storage { match /b/{b}/o { match /{p=**} { allow read, write; } } }`;
    expect(await putRules([{ name: 'storage.rules', content: open }])).toBe(200);
    await uploadBytes(ref(anonymous, 'anywhere'), Buffer.from('x'));
    expect(await putRules([{ name: 'storage.rules', content: 'service nonsense' }])).toBe(400);
    expect(await putRules([])).toBe(400);
    const closed = open.replace('allow read, write;', '');
    const files = [
      { name: 'a.rules', content: open, resource: 'some-other-bucket' },
      { name: 'b.rules', content: closed, resource: BUCKET },
    ];
    expect(await putRules(files)).toBe(200);
    await expect(getMetadata(ref(anonymous, 'anywhere'))).rejects.toMatchObject({
      code: 'storage/unauthorized',
    });
    expect(service.setRules(BUCKET, RULES)).toEqual([]);
  });
});

describe('objects', () => {
  it('have metadata that can be changed and cleared field by field', async () => {
    const target = ref(ana, 'own/ana/x');
    await uploadBytes(target, Buffer.from('x'), { customMetadata: { a: '1', b: '2' } });
    const changed = await updateMetadata(target, {
      contentType: 'text/css',
      contentLanguage: 'pt',
      // The SDK's types leave out null, which its documentation names for removing a value.
      customMetadata: { a: '3', b: null as unknown as string },
    });
    expect(changed).toMatchObject({
      contentType: 'text/css',
      contentLanguage: 'pt',
      customMetadata: { a: '3' },
      metageneration: '2',
    });
    expect(changed.customMetadata).not.toHaveProperty('b');
    expect(events.map(({ type }) => type)).toEqual(['finalized', 'metadataUpdated']);
  });

  it('can be deleted', async () => {
    const target = ref(ana, 'own/ana/x');
    await uploadBytes(target, Buffer.from('x'));
    await deleteObject(target);
    await expect(getBytes(target)).rejects.toMatchObject({ code: 'storage/object-not-found' });
    await expect(deleteObject(target)).rejects.toMatchObject({ code: 'storage/object-not-found' });
    expect(events.map(({ type }) => type)).toEqual(['finalized', 'deleted']);
  });

  it('are listed by folder and by page', async () => {
    for (const name of ['a', 'b', 'c', 'd/1', 'd/2']) {
      await uploadBytes(ref(ana, `own/ana/list/${name}`), Buffer.from(name));
    }
    const all = await listAll(ref(ana, 'own/ana/list'));
    expect(all.items.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(all.prefixes.map(({ name }) => name)).toEqual(['d']);
    const first = await list(ref(ana, 'own/ana/list'), { maxResults: 2 });
    const second = await list(ref(ana, 'own/ana/list'), {
      maxResults: 2,
      pageToken: first.nextPageToken ?? '',
    });
    expect(first.items.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(second.items.map(({ name }) => name)).toEqual(['c']);
    expect(second.prefixes.map(({ name }) => name)).toEqual(['d']);
    await expect(listAll(ref(ana, 'own/ben'))).rejects.toMatchObject({ code: 'storage/unauthorized' });
  });

  it('get a download URL only when somebody allowed to read asks for one', async () => {
    const target = ref(ana, 'own/ana/x');
    await uploadBytes(target, Buffer.from('hello'), { contentType: 'text/plain' });
    const url = await getDownloadURL(target);
    const response = await fetch(url);
    expect(await response.text()).toBe('hello');
    expect(await getDownloadURL(target)).toBe(url);
    expect((await fetch(url.replace(/token=.*/, 'token=guess'))).status).toBe(403);
    await expect(getDownloadURL(ref(anonymous, 'own/ana/x'))).rejects.toMatchObject({
      code: 'storage/unauthorized',
    });
    const admin = { method: 'POST', headers: { Authorization: 'Bearer owner' } };
    const token = new URL(url).searchParams.get('token') ?? '';
    const address = url.slice(0, url.indexOf('?'));
    expect((await fetch(`${address}?delete_token=${token}`, admin)).status).toBe(200);
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(`${address}?create_token=true`, { method: 'POST' })).status).toBe(403);
  });

  it('are served in ranges', async () => {
    await uploadBytes(ref(ana, 'own/ana/x'), Buffer.from('0123456789'));
    const url = await getDownloadURL(ref(ana, 'own/ana/x'));
    const read = async (range: string) => {
      const response = await fetch(url, { headers: { Range: range } });
      return [response.status, await response.text(), response.headers.get('content-range')];
    };
    expect(await read('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await read('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await read('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await read('bytes=5-100')).toEqual([206, '56789', 'bytes 5-9/10']);
    expect(await read('bytes=10-')).toEqual([416, '', 'bytes */10']);
    expect(await read('letters')).toEqual([200, '0123456789', null]);
  });
});

describe('a page of another origin', () => {
  it('may use the client protocol, with the headers of resumable uploads exposed', async () => {
    const base = `http://127.0.0.1:${service.port}`;
    const preflight = await fetch(`${base}/v0/b/${BUCKET}/o`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://localhost:5000',
        'Access-Control-Request-Headers': 'authorization,x-goog-upload-command',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:5000');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,x-goog-upload-command');
    const exposed = preflight.headers.get('access-control-expose-headers') ?? '';
    expect(exposed).toMatch(/X-Goog-Upload-URL.*/);
    expect(exposed).toMatch(/X-Goog-Upload-Status/);
  });

  it('cannot go round the rules by the addresses of servers', async () => {
    const base = `http://127.0.0.1:${service.port}`;
    await uploadBytes(ref(ana, 'own/ana/x'), Buffer.from('x'));
    const headers = { Origin: 'http://localhost:5000' };
    expect((await fetch(`${base}/b/${BUCKET}/o`, { headers })).status).toBe(403);
    expect((await fetch(`${base}/internal/reset`, { method: 'POST', headers })).status).toBe(403);
  });
});

function connect(uid: string | null): FirebaseStorage {
  const app = initializeApp({ projectId: PROJECT, storageBucket: BUCKET }, `storage-${uid}`);
  apps.push(app);
  const storage = getStorage(app);
  const mockUserToken = uid === null ? undefined : { user_id: uid };
  connectStorageEmulator(storage, '127.0.0.1', service.port, mockUserToken && { mockUserToken });
  return storage;
}

async function putRules(files: object[]): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${service.port}/internal/setRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files } }),
  });
  return response.status;
}
