import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRouter } from './router.ts';

describe('router', () => {
  const router = createRouter();
  for (const pattern of ['/projects/{project}:rules', '/a/{first}/{rest=**}', '/plain.path']) {
    router.add('GET', pattern, ({ response, params, query }) => {
      response.end(JSON.stringify({ pattern, params, query: query.getAll('q') }));
    });
  }
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void router
        .handle(request, response)
        .then((isHandled) => isHandled || response.writeHead(404).end('{}'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  });
  afterAll(() => server.close());

  it.each([
    ['/projects/demo-x:rules', { pattern: '/projects/{project}:rules', params: { project: 'demo-x' } }],
    ['/a/b%2Fc/d/e', { pattern: '/a/{first}/{rest=**}', params: { first: 'b/c', rest: 'd/e' } }],
    ['/a/100%/x?q=1&q=2', { params: { first: '100%', rest: 'x' }, query: ['1', '2'] }],
    ['/plain.path', { params: {} }],
    ['/plainxpath', {}],
    ['/a/b', {}],
  ])('matches %s', async (path, expected) => {
    const found: unknown = await (await fetch(base + path)).json();
    expect(found).toMatchObject(expected);
    if (Object.keys(expected).length === 0) expect(found).toEqual({});
  });

  it('tells methods apart', async () => {
    expect((await fetch(`${base}/plain.path`, { method: 'POST' })).status).toBe(404);
  });
});
