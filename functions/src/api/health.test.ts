import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemoCompany, type DemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';

let stack: Stack;
let company: DemoCompany;
beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
});
afterAll(() => stack.stop());

async function health(token: string | null) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${stack.emulators.urls.functions}/api/health`, { headers });
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    body: await response.json(),
  };
}

it('tells anybody that it runs, and which version, and nothing else', async () => {
  const agent = await stack.signIn(company.members.agent);
  for (const token of [null, 'nonsense', agent]) {
    const { status, cache, body } = await health(token);
    expect({ status, cache }).toEqual({ status: 200, cache: 'public, max-age=30' });
    expect(body).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  }
});

it('shows an admin the services and the own channels', async () => {
  const { cache, body } = await health(await stack.signIn(company.members.admin));
  expect(cache).toBe('no-store');
  expect(body).toMatchObject({ status: 'ok', checks: { firestore: 'ok', auth: 'ok', storage: 'ok' } });
  expect(body).toHaveProperty('channels.length', 2);
});

it('leaks nothing about what is not there', async () => {
  const response = await fetch(`${stack.emulators.urls.functions}/api/secrets`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: { reason: 'not-found' } });
});
