import { rmSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../boot.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';
import { FIXTURE_FUNCTIONS } from './functions-source.ts';

let project: FixtureProject;
let emulators: RunningEmulators;

beforeAll(async () => {
  project = createFixtureProject(FIXTURE_FUNCTIONS);
  emulators = await bootEmulators({
    projectRoot: project.root,
    projectId: 'demo-fixture',
    dataFolder: null,
    ports: 'free',
    secrets: { FIXTURE_SECRET: 'a secret' },
  });
});

afterAll(async () => {
  await emulators.stop();
  project.remove();
});

/** A request whose path and encoding are sent as they are. */
function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(emulators.urls.hosting + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

describe('hosting', () => {
  it('serves a file with its type, an ETag and the headers of firebase.json', async () => {
    const first = await get('/assets/app.js');
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-site': 'fixture',
    });
    const again = await get('/assets/app.js', { 'if-none-match': String(first.headers['etag']) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  it('serves the app for its own routes, so that a reload works', async () => {
    const app = await get('/');
    const route = await get('/chat/c1?x=1');
    expect(app.body.toString()).toContain('<title>Fixture</title>');
    expect(route.body).toEqual(app.body);
    expect(route.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('compresses what gains from it', async () => {
    const plain = await get('/');
    const compressed = await get('/', { 'accept-encoding': 'gzip, br' });
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(compressed.body)).toEqual(plain.body);
    const small = await get('/assets/app.js', { 'accept-encoding': 'gzip, br' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  it('shows a changed file at once and forgets a deleted one', async () => {
    const file = path.join(project.root, 'site/changing.txt');
    writeFileSync(file, 'one');
    expect((await get('/changing.txt')).body.toString()).toBe('one');
    writeFileSync(file, 'three');
    expect((await get('/changing.txt')).body.toString()).toBe('three');
    rmSync(file);
    expect((await get('/changing.txt')).body.toString()).toContain('Fixture');
  });

  it.each([
    '/../firebase.json',
    '/..%2ffirebase.json',
    '/%2e%2e/firestore.rules',
    '/assets/..%5c..%5cfirebase.json',
  ])('serves nothing outside its folder: %s', async (path) => {
    const { body } = await get(path);
    expect(body.toString()).not.toMatch(/functions|rules_version/);
  });

  it('refuses a path that is not well encoded', async () => {
    expect((await get('/%zz')).status).toBe(400);
  });

  it('passes a rewrite to its function: whole path, body, only the session cookie', async () => {
    const response = await fetch(`${emulators.urls.hosting}/hooks/in%20bound?x=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'other=1; __session=abc' },
      body: '{"n":1}',
    });
    expect(response.headers.get('cache-control')).toBe('private');
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/hooks/in%20bound?x=1',
      originalUrl: '/hooks/in%20bound?x=1',
      body: { n: 1 },
      rawBody: Buffer.from('{"n":1}').toString('base64'),
      cookie: '__session=abc',
      host: new URL(emulators.urls.hosting).host,
    });
  });

  it('tells a web app its configuration and the emulators', async () => {
    const { body } = await get('/__/firebase/init.json');
    expect(JSON.parse(body.toString())).toMatchObject({
      projectId: 'demo-fixture',
      storageBucket: 'demo-fixture.firebasestorage.app',
      emulators: { firestore: { host: '127.0.0.1', port: emulators.ports.firestore } },
    });
  });
});
