import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestFirestore, type TestFirestore } from './firestore-harness.ts';

let server: TestFirestore;
let documents: string;
const ROOT = 'projects/demo-rest/databases/(default)/documents';

beforeAll(async () => {
  server = await startTestFirestore();
  documents = `${server.url}/v1/${ROOT}`;
});
afterAll(() => server.close());

async function call(method: string, url: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, {
    method,
    headers: { authorization: 'Bearer owner' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

describe('REST v1', () => {
  it('creates, gets, patches, lists and deletes documents', async () => {
    const created = await call('POST', `${documents}/rest?documentId=a`, {
      fields: { n: { integerValue: '1' } },
    });
    expect(created).toMatchObject({ status: 200, json: { name: `${ROOT}/rest/a` } });
    expect((await call('POST', `${documents}/rest?documentId=a`, {})).status).toBe(409);
    const mask = 'updateMask.fieldPaths=m&updateMask.fieldPaths=gone';
    const patched = await call('PATCH', `${documents}/rest/a?${mask}`, {
      fields: { m: { nullValue: null } },
    });
    expect(patched.json).toMatchObject({ fields: { n: { integerValue: '1' }, m: { nullValue: null } } });
    const masked = await call('GET', `${documents}/rest/a?mask.fieldPaths=n`);
    expect(masked.json).toMatchObject({ fields: { n: { integerValue: '1' } } });
    expect(masked.json).not.toHaveProperty('fields.m');
    expect(await call('GET', `${documents}/rest?pageSize=5`)).toMatchObject({
      json: { documents: [{ name: `${ROOT}/rest/a` }] },
    });
    const guard = 'currentDocument.exists=true';
    expect((await call('DELETE', `${documents}/rest/a?${guard}`)).status).toBe(200);
    expect(await call('DELETE', `${documents}/rest/a?${guard}`)).toMatchObject({
      status: 404,
      json: { error: { status: 'NOT_FOUND' } },
    });
    expect(await call('GET', `${documents}/rest/a`)).toMatchObject({ status: 404 });
  });

  it('makes up an id of twenty letters and digits', async () => {
    const { json } = await call('POST', `${documents}/auto/parent/children`, {});
    expect(json).toMatchObject({ name: expect.stringMatching(/\/auto\/parent\/children\/[A-Za-z0-9]{20}$/) });
  });

  it('answers streaming calls with a list, failures too', async () => {
    const names = [`${ROOT}/rest/x`];
    const { json } = await call('POST', `${documents}:batchGet`, { documents: names });
    expect(json).toEqual([{ missing: names[0], readTime: expect.stringMatching(/Z$/) }]);
    expect(await call('POST', `${documents}:runQuery`, {})).toMatchObject({
      status: 400,
      json: [{ error: { code: 400, status: 'INVALID_ARGUMENT' } }],
    });
  });

  it('runs a transaction from beginTransaction to commit', async () => {
    const { json } = await call('POST', `${documents}:beginTransaction`, { options: { readWrite: {} } });
    const { transaction } = json as { transaction: string }; // a BeginTransactionResponse
    await call('POST', `${documents}:batchGet`, { documents: [`${ROOT}/tx/a`], transaction });
    const update = { name: `${ROOT}/tx/a`, fields: { done: { booleanValue: true } } };
    const committed = await call('POST', `${documents}:commit`, { writes: [{ update }], transaction });
    expect(committed).toMatchObject({ status: 200, json: { commitTime: expect.any(String) } });
    expect(
      (await call('POST', `${documents}:commit`, { writes: [{ update }], transaction })).status,
    ).not.toBe(200);
  });

  it('lists collection ids', async () => {
    const { json } = await call('POST', `${documents}:listCollectionIds`, { pageSize: 1 });
    expect(json).toMatchObject({ collectionIds: ['auto'], nextPageToken: 'auto' });
  });

  it('refuses JSON that is none and values that are none', async () => {
    const response = await fetch(`${documents}:commit`, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
    const update = { name: `${ROOT}/bad/a`, fields: { n: { integerValue: '1.5' } } };
    expect(await call('POST', `${documents}:commit`, { writes: [{ update }] })).toMatchObject({
      json: { error: { status: 'INVALID_ARGUMENT' } },
    });
  });
});

describe('the emulator endpoints', () => {
  it('says Ok at the root', async () => {
    const response = await fetch(`${server.url}/`);
    expect([response.status, await response.text()]).toEqual([200, 'Ok\n']);
  });

  it('answers preflights with what was asked for, credentials included', async () => {
    const response = await fetch(`${documents}:commit`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-goog-api-client,authorization',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('access-control-allow-headers')).toBe('x-goog-api-client,authorization');
  });

  it('shows and resets the meter', async () => {
    await call('GET', `${documents}/metered/a`);
    const { json } = await call('GET', `${server.url}/emulator/v1/meter`);
    expect(json).toMatchObject({
      rows: expect.arrayContaining([{ kind: 'read', source: 'admin', pattern: 'metered/*', count: 1 }]),
    });
    await call('DELETE', `${server.url}/emulator/v1/meter`);
    expect((await call('GET', `${server.url}/emulator/v1/meter`)).json).toEqual({ rows: [] });
  });

  it('knows nothing of other paths', async () => {
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  });
});
