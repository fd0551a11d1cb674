import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../boot.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';
import { FIXTURE_FUNCTIONS } from './functions-source.ts';

let project: FixtureProject;
let emulators: RunningEmulators;
const printed: string[] = [];

beforeAll(async () => {
  process.env['NOT_FOR_FUNCTIONS'] = 'leaked';
  project = createFixtureProject(FIXTURE_FUNCTIONS);
  emulators = await bootEmulators({
    projectRoot: project.root,
    projectId: 'demo-fixture',
    dataFolder: null,
    ports: 'free',
    functionsEnv: () => Promise.resolve({ LIMIT: '12' }),
    secrets: { FIXTURE_SECRET: 'a secret' },
    log: (line) => printed.push(line),
  });
});

afterAll(async () => {
  delete process.env['NOT_FOR_FUNCTIONS'];
  await emulators.stop();
  project.remove();
});

async function echo(path: string, type: string, body: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${emulators.urls.functions}/echo${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>; // the fixture answers with one object
}

describe('an HTTP function', () => {
  it('sees the rest of the path as its own', async () => {
    const seen = await echo('/a/b?c=1', 'application/json', '{}');
    expect(seen).toMatchObject({ method: 'POST', url: '/a/b?c=1', originalUrl: '/a/b?c=1' });
    const bare = await fetch(`${emulators.urls.functions}/echo?x=1`);
    expect(await bare.json()).toMatchObject({ url: '/?x=1', body: {}, rawBody: null });
  });

  it.each([
    ['application/json; charset=utf-8', '{"a":[1]}', { a: [1] }],
    ['text/plain', 'plain', 'plain'],
    ['application/x-www-form-urlencoded', 'a=1&b[c]=2', { a: '1', b: { c: '2' } }],
  ])('gets a body of %s parsed, and its bytes', async (type, body, parsed) => {
    const seen = await echo('', type, body);
    expect(seen['body']).toEqual(parsed);
    expect(Buffer.from(String(seen['rawBody']), 'base64').toString()).toBe(body);
  });

  it('gets any other body as bytes', async () => {
    const response = await fetch(`${emulators.urls.functions}/bytes`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(3_000_000),
    });
    expect(await response.json()).toEqual({ isBuffer: true, length: 3_000_000 });
  });

  it('is not called with malformed JSON or a body above 32 MB', async () => {
    const post = (body: string) =>
      fetch(`${emulators.urls.functions}/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await post('{"a": said in confidence')).status).toBe(400);
    expect(printed.join('\n')).not.toContain('confidence');
    expect((await post(`"${'x'.repeat(33 * 1024 * 1024)}"`)).status).toBe(413);
  });

  it('is ended at its timeout', async () => {
    expect((await fetch(`${emulators.urls.functions}/late`)).status).toBe(504);
  });

  it('answers in its own region only', async () => {
    const { functions } = emulators.urls;
    expect(
      await (await fetch(`${functions.replace('us-central1', 'europe-west1')}/grouped-inner`)).text(),
    ).toBe('inner');
    expect((await fetch(`${functions}/grouped-inner`)).status).toBe(404);
    expect((await fetch(`${functions}/missing`)).status).toBe(404);
  });

  it('gets params, secrets and .env files, and nothing else of the environment', async () => {
    const response = await fetch(`${emulators.urls.functions}/settings`);
    expect(await response.json()).toEqual({
      greeting: 'hello',
      limit: 12,
      secret: 'a secret',
      fromFile: 'from .env',
      fromSecretFile: 'from .secret.local',
      emulator: 'true',
      leaked: null,
    });
  });
});

describe('task and schedule functions', () => {
  it('refuse callers that are not the queue or the scheduler', async () => {
    for (const name of ['work', 'nightly']) {
      const response = await fetch(`${emulators.urls.functions}/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"data":{}}',
      });
      expect(response.status).toBe(403);
    }
  });
});

describe('a callable function', () => {
  async function signUp(): Promise<{ idToken: string; localId: string }> {
    const response = await fetch(
      `${emulators.urls.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=demo`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          email: 'ana@example.test',
          password: 'a long password',
          returnSecureToken: true,
        }),
      },
    );
    expect(response.status).toBe(200);
    return (await response.json()) as { idToken: string; localId: string }; // as Identity Toolkit documents it
  }

  const call = (token: string | null) =>
    fetch(`${emulators.urls.functions}/whoAmI`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ data: { n: 1 } }),
    });

  it('knows the signed-in user', async () => {
    const { idToken, localId } = await signUp();
    const response = await call(idToken);
    expect(await response.json()).toEqual({ result: { uid: localId, data: { n: 1 } } });
  });

  it('answers errors in its protocol', async () => {
    const response = await call(null);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { status: 'UNAUTHENTICATED', message: 'Sign in first.', details: { reason: 'no-token' } },
    });
  });

  it('refuses a token of a user that Auth does not know', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const nowS = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'https://securetoken.google.com/demo-fixture',
      aud: 'demo-fixture',
      sub: 'nobody',
      user_id: 'nobody',
      auth_time: nowS,
      iat: nowS,
      exp: nowS + 3600,
    };
    const response = await call(`${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`);
    expect(response.status).toBe(401);
  });
});

describe('the meter', () => {
  it('counts each call by function and can be reset', async () => {
    await fetch(`${emulators.urls.hub}/emulator/v1/meter`, { method: 'DELETE' });
    await fetch(`${emulators.urls.functions}/echo`);
    await fetch(`${emulators.urls.functions}/echo`);
    const response = await fetch(`${emulators.urls.hub}/emulator/v1/meter`);
    expect(await response.json()).toEqual({
      rows: [{ kind: 'invocation', source: 'function', pattern: 'echo', count: 2 }],
    });
  });
});
