import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { App } from 'firebase-admin/app';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getStorage } from 'firebase-admin/storage';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AdjustableClock } from '../shared/clock.ts';
import type { StorageObjectEvent, StorageService } from '../storage/index.ts';
import { createStorageService } from '../storage/index.ts';

const PROJECT = 'demo-storage-admin';
const BUCKET = `${PROJECT}.firebasestorage.app`;
const clock = new AdjustableClock();
const events: StorageObjectEvent[] = [];
const apps: App[] = [];
let service: StorageService;
let bucket: ReturnType<ReturnType<typeof getStorage>['bucket']>;

beforeAll(async () => {
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  service = await start(null);
  bucket = connect(service.port);
});

afterEach(async () => {
  await fetch(`http://127.0.0.1:${service.port}/internal/reset`, { method: 'POST' });
  events.length = 0;
});

afterAll(async () => {
  await Promise.all(apps.map((app) => deleteApp(app)));
  await service.close();
  vi.unstubAllEnvs();
});

describe('the Admin SDK', () => {
  it.each([{ resumable: false }, { resumable: true }])('saves and reads back: %o', async (options) => {
    const file = bucket.file('media/a file é.png');
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 253));
    await file.save(bytes, {
      ...options,
      contentType: 'image/png',
      metadata: { cacheControl: 'no-store', metadata: { color: 'red' } },
      validation: 'md5',
    });
    expect((await file.download({ validation: 'crc32c' }))[0].equals(bytes)).toBe(true);
    const [metadata] = await file.getMetadata();
    expect(metadata).toMatchObject({
      kind: 'storage#object',
      name: 'media/a file é.png',
      bucket: BUCKET,
      size: '700000',
      contentType: 'image/png',
      cacheControl: 'no-store',
      metadata: { color: 'red' },
      metageneration: '1',
    });
    expect(metadata.metadata).not.toHaveProperty('firebaseStorageDownloadTokens');
    expect(await file.exists()).toEqual([true]);
    expect(events.map(({ type }) => type)).toEqual(['finalized']);
  });

  it('streams up in chunks and down in ranges', async () => {
    const file = bucket.file('large');
    const chunk = Buffer.alloc(100_000, 'x');
    const source = Readable.from(
      (function* () {
        for (let index = 0; index < 12; index++) yield chunk;
      })(),
    );
    await pipeline(source, file.createWriteStream({ chunkSize: 256 * 1024, contentType: 'text/plain' }));
    expect((await file.getMetadata())[0].size).toBe('1200000');
    const parts: Buffer[] = [];
    for await (const part of file.createReadStream({ start: 10, end: 19 })) parts.push(Buffer.from(part));
    expect(Buffer.concat(parts).toString()).toBe('xxxxxxxxxx');
    expect((await file.download({ start: 1_199_990, end: 1_199_999 }))[0].toString()).toBe('xxxxxxxxxx');
  });

  it('refuses bytes that are not those the sender hashed', async () => {
    await expect(
      bucket.file('x').save('hello', { resumable: false, metadata: { md5Hash: 'AAAAAAAAAAAAAAAAAAAAAA==' } }),
    ).rejects.toMatchObject({ code: 400 });
    expect(await bucket.file('x').exists()).toEqual([false]);
  });

  it('reports an absent object or bucket as such', async () => {
    const file = bucket.file('none');
    expect(await file.exists()).toEqual([false]);
    await expect(file.getMetadata()).rejects.toMatchObject({ code: 404 });
    await expect(file.download()).rejects.toMatchObject({ code: 404 });
    await expect(file.delete()).rejects.toMatchObject({ code: 404 });
    await file.delete({ ignoreNotFound: true });
    expect(await bucket.storage.bucket('nobody-made-this').exists()).toEqual([false]);
    const body = JSON.stringify({ name: 'made-by-hand' });
    await fetch(`http://127.0.0.1:${service.port}/storage/v1/b?project=${PROJECT}`, { method: 'POST', body });
    expect(await bucket.storage.bucket('made-by-hand').exists()).toEqual([true]);
  });

  it('copies and moves without touching the source’s attributes', async () => {
    const source = bucket.file('uploads/x');
    await source.save('hello', { contentType: 'text/plain', metadata: { metadata: { color: 'red' } } });
    await source.copy(bucket.file('media/y'));
    await source.delete();
    expect((await bucket.file('media/y').download())[0].toString()).toBe('hello');
    expect((await bucket.file('media/y').getMetadata())[0]).toMatchObject({
      contentType: 'text/plain',
      metadata: { color: 'red' },
    });
    await bucket
      .file('media/y')
      .copy(bucket.file('media/z'), { contentType: 'image/png', metadata: { size: 'big' } });
    const [replaced] = await bucket.file('media/z').getMetadata();
    expect(replaced).toMatchObject({ contentType: 'image/png', metadata: { size: 'big' } });
    expect(replaced.metadata).not.toHaveProperty('color');
    await bucket.file('media/z').move('media/w');
    expect(await bucket.file('media/z').exists()).toEqual([false]);
    expect((await bucket.file('media/w').download())[0].toString()).toBe('hello');
  });

  it('lists by prefix, folder and page, and deletes by prefix', async () => {
    for (const name of ['a/1', 'a/2', 'a/b/3', 'c']) await bucket.file(name).save('x', { resumable: false });
    const names = async (query: object) => (await bucket.getFiles(query))[0].map(({ name }) => name);
    expect(await names({})).toEqual(['a/1', 'a/2', 'a/b/3', 'c']);
    expect(await names({ prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/3']);
    expect(await names({ prefix: 'a/', delimiter: '/' })).toEqual(['a/1', 'a/2']);
    expect(await names({ maxResults: 1 })).toEqual(['a/1', 'a/2', 'a/b/3', 'c'].slice(0, 1));
    await bucket.deleteFiles({ prefix: 'a/' });
    expect(await names({})).toEqual(['c']);
  });

  it('changes metadata by merging and clears by null', async () => {
    const file = bucket.file('x');
    await file.save('x', { metadata: { metadata: { a: '1', b: '2' } } });
    const [changed] = await file.setMetadata({ contentType: 'text/css', metadata: { a: '3', b: null } });
    expect(changed).toMatchObject({ contentType: 'text/css', metadata: { a: '3' }, metageneration: '2' });
    expect(changed.metadata).not.toHaveProperty('b');
    expect(events.map(({ type }) => type)).toEqual(['finalized', 'metadataUpdated']);
  });

  it('tells functions of a replaced object and of its end', async () => {
    const file = bucket.file('x');
    await file.save('first');
    const [before] = await file.getMetadata();
    await file.save('second');
    const [after] = await file.getMetadata();
    expect(BigInt(after.generation ?? 0)).toBeGreaterThan(BigInt(before.generation ?? 0));
    expect(events.map(({ type, resource }) => [type, resource['generation']])).toEqual([
      ['finalized', before.generation],
      ['deleted', before.generation],
      ['finalized', after.generation],
    ]);
  });

  it('writes on condition of a generation', async () => {
    const file = bucket.file('x');
    await file.save('first', { preconditionOpts: { ifGenerationMatch: 0 } });
    await expect(
      file.save('second', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } }),
    ).rejects.toMatchObject({ code: 412 });
    await expect(
      file.save('second', { resumable: true, preconditionOpts: { ifGenerationMatch: 0 } }),
    ).rejects.toThrow(/pre-conditions|412|Precondition/i);
    const [{ generation }] = await file.getMetadata();
    await file.save('third', { preconditionOpts: { ifGenerationMatch: generation ?? '' } });
    await expect(file.delete({ ifGenerationMatch: generation ?? '' })).rejects.toMatchObject({ code: 412 });
    expect((await file.download())[0].toString()).toBe('third');
  });

  it('lets only one of many simultaneous creators win', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        bucket
          .file('x')
          .save(`writer ${index}`, { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  it('reads what is stored compressed, as do clients that take no gzip', async () => {
    await bucket.file('x.txt').save(gzipSync('hello'), {
      contentType: 'text/plain',
      metadata: { contentEncoding: 'gzip' },
    });
    expect((await bucket.file('x.txt').download())[0].toString()).toBe('hello');
    const url = `http://127.0.0.1:${service.port}/storage/v1/b/${BUCKET}/o/x.txt?alt=media`;
    const plain = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe('hello');
  });

  it('answers what is not offered with its name', async () => {
    await bucket.file('x').save('x');
    await expect(bucket.file('x').makePublic()).rejects.toThrow('UNIMPLEMENTED');
    await expect(bucket.combine([bucket.file('x')], bucket.file('y'))).rejects.toThrow('UNIMPLEMENTED');
  });

  it('is not for a user’s token', async () => {
    const response = await fetch(`http://127.0.0.1:${service.port}/storage/v1/b/${BUCKET}/o`, {
      headers: { Authorization: 'Bearer e30.eyJzdWIiOiJhbmEifQ.' },
    });
    expect(response.status).toBe(401);
  });
});

describe('an upload in parts', () => {
  it('goes on where a broken connection left it, and repeats its answer', async () => {
    const base = `http://127.0.0.1:${service.port}/upload/storage/v1/b/${BUCKET}/o`;
    const started = await fetch(`${base}?uploadType=resumable&name=x`, { method: 'POST' });
    const url = started.headers.get('location') ?? '';
    const put = (range: string, body: string) =>
      fetch(url, { method: 'PUT', headers: { 'Content-Range': range }, body, redirect: 'manual' });
    expect((await put('bytes */*', '')).headers.get('range')).toBeNull();
    const first = await put('bytes 0-4/*', 'hello');
    expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-4']);
    const gap = await put('bytes 9-10/*', 'xx');
    expect(gap.status).toBe(400);
    const overlap = await put('bytes 3-7/*', 'lo wo');
    expect(overlap.headers.get('range')).toBe('bytes=0-7');
    const last = await put('bytes 8-10/11', 'rld');
    const again = await put('bytes */11', '');
    expect(last.status).toBe(200);
    expect(await again.json()).toEqual(await last.json());
    expect((await bucket.file('x').download())[0].toString()).toBe('hello world');
  });

  it('can be cancelled', async () => {
    const base = `http://127.0.0.1:${service.port}/upload/storage/v1/b/${BUCKET}/o`;
    const started = await fetch(`${base}?uploadType=resumable&name=x`, { method: 'POST' });
    const url = started.headers.get('location') ?? '';
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(499);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(404);
  });
});

describe('a data folder', () => {
  it('holds every acknowledged object after the process is killed, and nothing half-done', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'storage-'));
    const child = await startInChild(folder);
    const remote = connect(child.port);
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (let index = 0; index < 10_000; index++) {
        await remote.file(`objects/${index}`).save(`bytes of ${index}`, { resumable: false });
        acknowledged.push(`objects/${index}`);
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    await remote.file('objects/0').copy(remote.file('copies/0'));
    await remote.file('objects/0').delete();
    child.kill();
    await expect(writing).rejects.toThrow();
    const again = await start(folder);
    const reopened = connect(again.port);
    for (const name of acknowledged.slice(1)) {
      const [bytes] = await reopened.file(name).download();
      expect(bytes.toString()).toBe(`bytes of ${name.slice('objects/'.length)}`);
    }
    expect((await reopened.file('copies/0').download())[0].toString()).toBe('bytes of 0');
    expect(await reopened.file('objects/0').exists()).toEqual([false]);
    const [files] = await reopened.getFiles();
    expect(readdirSync(join(folder, 'blobs'))).toHaveLength(files.length);
    await reopened.deleteFiles();
    await expect.poll(() => readdirSync(join(folder, 'blobs'))).toEqual([]);
    await again.close();
    rmSync(folder, { recursive: true });
  });
});

function start(folder: string | null): Promise<StorageService> {
  return createStorageService({
    clock,
    folder,
    host: '127.0.0.1',
    port: 0,
    projectId: PROJECT,
    rulesReader: () => ({ get: () => null, getAfter: () => null }),
    onObjectEvent: (event) => events.push(event),
  });
}

function connect(port: number): typeof bucket {
  // The library reads the variable once, when the app's storage is made.
  vi.stubEnv('FIREBASE_STORAGE_EMULATOR_HOST', `127.0.0.1:${port}`);
  vi.stubEnv('STORAGE_EMULATOR_HOST', `http://127.0.0.1:${port}`);
  const app = initializeApp({ projectId: PROJECT, storageBucket: BUCKET }, `storage-admin-${port}`);
  apps.push(app);
  const connected = getStorage(app).bucket();
  connected.storage.retryOptions.autoRetry = false;
  return connected;
}

/** A service in a process of its own, so that it can be killed. */
async function startInChild(folder: string): Promise<{ port: number; kill: () => void }> {
  const program = `
    import { createStorageService } from ${JSON.stringify(new URL('../storage/index.ts', import.meta.url).href)};
    const service = await createStorageService({
      clock: { now: () => Date.now() }, folder: ${JSON.stringify(folder)}, host: '127.0.0.1', port: 0,
      projectId: '${PROJECT}', rulesReader: () => ({ get: () => null, getAfter: () => null }),
    });
    console.log(service.port);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The service ended with ${code}.`)));
    child.stdout.once('data', (data: Buffer) => resolve(Number(data.toString('utf8'))));
  });
  return { port, kill: () => child.kill('SIGKILL') };
}
