import { request } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../boot.ts';
import type { ServiceName } from '../config/firebase-json.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';

const PROJECT = 'demo-fixture';
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const BUCKET = `${PROJECT}.firebasestorage.app`;
const LISTEN = `/google.firestore.v1.Firestore/Listen/channel?database=${encodeURIComponent(DATABASE)}&VER=8`;

const FUNCTIONS = `
import { onRequest } from 'firebase-functions/v2/https';
export const hello = onRequest((request, response) => { response.send('hello'); });
`;

let project: FixtureProject;
let running: RunningEmulators;

beforeAll(async () => {
  project = createFixtureProject(FUNCTIONS);
  const file = path.join(project.root, 'firebase.json');
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(Object.assign({}, config, { storage: { rules: 'storage.rules' } })));
  const rules =
    'service firebase.storage { match /b/{b}/o { match /{o=**} { allow read, write: if false; } } }';
  writeFileSync(path.join(project.root, 'storage.rules'), rules);
  running = await bootEmulators({
    projectRoot: project.root,
    projectId: PROJECT,
    dataFolder: null,
    ports: 'free',
  });
});

afterAll(async () => {
  await running.stop();
  project.remove();
});

interface Sent {
  service: ServiceName;
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends a request as a browser would, whatever `Host` and `Origin` it claims. */
function send({ service, method = 'GET', path: target, headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: running.ports[service], method, path: target, headers };
    const outgoing = request({ ...options, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

interface Answer {
  status: number;
  text: string;
}

const OWNER = { authorization: 'Bearer owner' };
const ACCOUNTS = `/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts`;

/** What only an owner may do, and what controls the emulator: each is answered when no foreign page asks. */
const POWERS: [string, Sent][] = [
  [
    'reads documents as an owner',
    { service: 'firestore', path: `/v1/${DATABASE}/documents/a`, headers: OWNER },
  ],
  [
    'writes documents as an owner',
    {
      service: 'firestore',
      method: 'POST',
      path: `/v1/${DATABASE}/documents:commit`,
      headers: OWNER,
      body: '{"writes":[]}',
    },
  ],
  [
    'changes the rules',
    {
      service: 'firestore',
      method: 'PUT',
      path: `/emulator/v1/projects/other:securityRules`,
      body: JSON.stringify({ rules: { files: [{ content: 'service cloud.firestore {}' }] } }),
    },
  ],
  [
    'deletes all documents',
    { service: 'firestore', method: 'DELETE', path: `/emulator/v1/${DATABASE}/documents` },
  ],
  ['reads the meter of Firestore', { service: 'firestore', path: '/emulator/v1/meter' }],
  [
    'looks accounts up as an owner',
    {
      service: 'auth',
      method: 'POST',
      path: `${ACCOUNTS}:lookup`,
      headers: OWNER,
      body: '{"email":["a@b"]}',
    },
  ],
  [
    'signs up with a verified address',
    {
      service: 'auth',
      method: 'POST',
      path: '/identitytoolkit.googleapis.com/v1/accounts:signUp',
      headers: OWNER,
      body: '{}',
    },
  ],
  [
    'deletes all accounts',
    { service: 'auth', method: 'DELETE', path: `/emulator/v1/projects/${PROJECT}/accounts` },
  ],
  ['reads codes sent by mail', { service: 'auth', path: `/emulator/v1/projects/${PROJECT}/oobCodes` }],
  [
    'lists files as an owner',
    { service: 'storage', path: `/v0/b/${BUCKET}/o`, headers: { authorization: 'Firebase owner' } },
  ],
  ['lists files by the JSON API', { service: 'storage', path: `/storage/v1/b/${BUCKET}/o` }],
  ['deletes all files', { service: 'storage', method: 'POST', path: '/internal/reset' }],
  ['finds the emulators', { service: 'hub', path: '/emulators' }],
  ['reads the status', { service: 'hub', path: '/emulator/v1/status' }],
  [
    'moves the clock',
    { service: 'hub', method: 'POST', path: '/emulator/v1/clock', body: '{"advanceMs":1}' },
  ],
  ['switches the triggers', { service: 'hub', method: 'PUT', path: '/functions/enableBackgroundTriggers' }],
  ['reads the status page', { service: 'ui', path: '/' }],
  ['resets the meter', { service: 'ui', method: 'DELETE', path: '/emulator/v1/meter' }],
];

describe('a page of another site', () => {
  it.each(POWERS)('%s: never', async (_, sent) => {
    expect((await send(sent)).status).toBe(200);
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      const answer = await send({ ...sent, headers: { ...sent.headers, origin } });
      expect(answer.status).toBe(403);
    }
  });

  it('adds no task', async () => {
    const queue = `/projects/${PROJECT}/locations/us-central1/queues/hello/tasks`;
    const sent: Sent = { service: 'tasks', method: 'POST', path: queue, body: '{}' };
    expect((await send(sent)).status).toBe(404);
    expect((await send({ ...sent, headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('opens no stream as an owner, though the credential is in the body', async () => {
    const open = async (origin: string): Promise<string> => {
      const headers = { origin };
      const body = new URLSearchParams({ headers: 'Authorization:Bearer owner\r\n', count: '1', ofs: '0' });
      const target = { documents: { documents: [`${DATABASE}/documents/a/b`] }, targetId: 2 };
      body.set('req0___data__', JSON.stringify({ database: DATABASE, addTarget: target }));
      const stream = { service: 'firestore', headers } as const;
      const opened = await send({
        ...stream,
        method: 'POST',
        path: `${LISTEN}&RID=1`,
        body: body.toString(),
      });
      const sid = /"c","([^"]+)"/.exec(opened.text)?.[1] ?? '';
      return (await send({ ...stream, path: `${LISTEN}&RID=rpc&CI=1&TO=0&AID=0&SID=${sid}` })).text;
    };
    expect(await open('https://evil.example')).toContain('PERMISSION_DENIED');
    expect(await open('http://localhost:5000')).toContain('CURRENT');
  });

  it('may be a client like any other', async () => {
    const headers = { origin: 'https://shop.example' };
    const read = { service: 'firestore', path: `/v1/${DATABASE}/documents/a`, headers } as const;
    expect((await send(read)).status).toBe(200);
    const signUp = '/identitytoolkit.googleapis.com/v1/accounts:signUp?key=k';
    const sent = { service: 'auth', method: 'POST', path: signUp, headers, body: '{}' } as const;
    expect((await send(sent)).status).toBe(200);
  });
});

describe('a page of this machine', () => {
  it.each(['http://localhost:5000', 'https://127.0.0.1', 'http://[::1]:3000'])(
    'may act as an owner: %s',
    async (origin) => {
      const headers = { ...OWNER, origin };
      expect(
        (await send({ service: 'firestore', path: `/v1/${DATABASE}/documents/a`, headers })).status,
      ).toBe(200);
      expect((await send({ service: 'hub', path: '/emulators', headers })).status).toBe(200);
    },
  );
});

describe('a name that was made to point to this machine', () => {
  it.each<ServiceName>(['firestore', 'auth', 'storage', 'tasks', 'hub', 'ui'])(
    'is refused by %s',
    async (service) => {
      for (const host of [
        'evil.example',
        'evil.example:80',
        '127.0.0.1.evil.example',
        'localhost@evil.example',
      ])
        expect((await send({ service, path: '/', headers: { host } })).status).toBe(403);
      for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:9', '[::1]:80'])
        expect((await send({ service, path: '/', headers: { host } })).status).not.toBe(403);
    },
  );

  it('is served by Hosting and functions: tunnels forward under a name of their own', async () => {
    const headers = { host: 'tunnel.example' };
    const site = await send({ service: 'hosting', path: '/', headers });
    expect(site.text).toContain('Fixture');
    const called = await send({ service: 'functions', path: `/${PROJECT}/us-central1/hello`, headers });
    expect(called).toEqual({ status: 200, text: 'hello' });
  });
});
