import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AdjustableClock } from '../shared/clock.ts';
import { DEFAULT_BUCKET } from '../storage/access.ts';
import { createStorageService } from '../storage/index.ts';
import {
  BUCKET,
  OPEN_RULES,
  pattern,
  PROJECT,
  startTestStorage,
  type TestStorage,
} from './storage-harness.ts';

let folder: string;
let server: TestStorage;
let bucket: ReturnType<TestStorage['bucket']>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'storage-robustness-'));
  server = await startTestStorage(folder);
  bucket = server.bucket();
  server.setRules(OPEN_RULES);
});

beforeEach(() => server.reset());

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const blobs = () => readdirSync(path.join(folder, 'blobs'));

describe('an upload', () => {
  it.each([
    ['multipart by a client', `/v0/b/${BUCKET}/o?name=x`, 'multipart'],
    ['multipart by a server', `/upload/storage/v1/b/${BUCKET}/o?uploadType=multipart&name=x`, undefined],
  ])('that breaks off leaves nothing: %s', async (_, address, protocol) => {
    const upload = request(`${server.url}${address}`, {
      method: 'POST',
      headers: {
        'content-type': 'multipart/related; boundary=b',
        'content-length': 1_000_000,
        ...(protocol && { 'x-goog-upload-protocol': protocol }),
      },
    });
    const broken = new Promise((resolve) => upload.once('error', resolve));
    upload.write('--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b\r\nContent-Type: a/b\r\n\r\n');
    upload.write(pattern(200_000));
    await expect.poll(() => blobs().length).toBe(1);
    upload.destroy();
    await broken;
    await expect.poll(() => blobs().length).toBe(0);
    expect(await bucket.file('x').exists()).toEqual([false]);
  });

  it('whose last answer was lost gets the same answer again', async () => {
    const start = await fetch(`${server.url}/v0/b/${BUCKET}/o?name=x`, {
      method: 'POST',
      headers: {
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'content-type': 'application/json',
      },
      body: '{}',
    });
    const send = async () => {
      const response = await fetch(start.headers.get('x-goog-upload-url') ?? '', {
        method: 'POST',
        headers: { 'x-goog-upload-command': 'upload, finalize', 'x-goog-upload-offset': '0' },
        body: 'bytes',
      });
      return { status: response.headers.get('x-goog-upload-status'), body: await response.json() };
    };
    const first = await send();
    expect(first).toMatchObject({
      status: 'final',
      body: { name: 'x', size: '5', generation: expect.stringMatching(/^\d+$/) },
    });
    expect(await send()).toEqual(first);
    expect(server.events).toHaveLength(1);
  });

  it('is stored although whoever is told of it fails', async () => {
    const other = await createStorageService({
      clock: new AdjustableClock(),
      folder: null,
      host: '127.0.0.1',
      port: 0,
      projectId: PROJECT,
      rulesReader: () => ({ get: () => null, getAfter: () => null }),
      onObjectEvent() {
        throw new Error('broken on purpose');
      },
    });
    other.setRules(DEFAULT_BUCKET, OPEN_RULES);
    const address = `http://127.0.0.1:${other.port}/v0/b/${BUCKET}/o`;
    const response = await fetch(`${address}?name=x`, { method: 'POST', body: 'bytes' });
    expect(response.status).toBe(200);
    expect(await (await fetch(`${address}/x?alt=media`)).text()).toBe('bytes');
    await other.close();
  });
});

describe('an object', () => {
  it('is served although its attributes do not fit into headers', async () => {
    await bucket.file('x').save('bytes', {
      resumable: false,
      metadata: { contentType: 'text/plain\r\nX-Evil: 1', cacheControl: 'fü', contentLanguage: '\u0000' },
    });
    const response = await fetch(`${server.url}/v0/b/${BUCKET}/o/x?alt=media`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-evil')).toBeNull();
    expect(await response.text()).toBe('bytes');
  });

  it('is copied with all its attributes, or with none where the copy names some', async () => {
    const source = bucket.file('source');
    await source.save('bytes', { contentType: 'text/plain', metadata: { metadata: { colour: 'red' } } });
    await source.copy('same');
    const [same] = await bucket.file('same').getMetadata();
    expect(same).toMatchObject({ contentType: 'text/plain', metadata: { colour: 'red' } });
    await source.copy('other', { metadata: { size: 'big' } });
    const [other] = await bucket.file('other').getMetadata();
    expect(other).toMatchObject({
      contentType: 'application/octet-stream',
      metadata: { size: 'big' },
    });
    await source.delete();
    expect((await bucket.file('same').download())[0].toString()).toBe('bytes');
    expect(blobs()).toHaveLength(1);
  });

  it('that is read while it is replaced is read to its end', async () => {
    const before = pattern(8 * 1024 * 1024);
    await bucket.file('x').save(before, { resumable: false });
    const response = await fetch(`${server.url}/v0/b/${BUCKET}/o/x?alt=media`);
    await bucket.file('x').save('after', { resumable: false });
    expect(Buffer.from(await response.arrayBuffer()).equals(before)).toBe(true);
    expect((await bucket.file('x').download())[0].toString()).toBe('after');
    await expect.poll(() => blobs().length).toBe(1);
  });
});

it("the project's bucket is there from the start", async () => {
  expect(await bucket.exists()).toEqual([true]);
});

it.each(['/v0/b/some-bucket/acl', '/b/some-bucket/o/x/acl', '/storage/v1/b/some-bucket/iam', '/nowhere'])(
  'what is not offered is refused by its name: %s',
  async (address) => {
    const response = await fetch(server.url + address);
    expect(response.status).toBe(501);
    expect(await response.text()).toContain(address);
  },
);
