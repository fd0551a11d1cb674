import { request } from 'node:http';
import { describe, expect, it } from 'vitest';

import { createHttpServer } from './http-server.ts';
import { openServer } from './open-server.ts';

describe('an HTTP server', () => {
  it('sets no time limit on requests and keeps idle connections for a minute at least', () => {
    const server = createHttpServer(() => undefined);
    expect([server.requestTimeout, server.headersTimeout, server.timeout]).toEqual([0, 0, 0]);
    expect(server.keepAliveTimeout).toBeGreaterThanOrEqual(60_000);
  });

  it('answers a failure, and breaks off an answer that has begun', async () => {
    const server = createHttpServer((incoming, response) => {
      if (incoming.url === '/begun') response.writeHead(200, { 'Content-Length': 10 }).write('half');
      throw new Error('broken on purpose');
    });
    const { port, close } = await openServer(server, 0);
    const whole = await fetch(`http://127.0.0.1:${port}/`);
    expect(whole.status).toBe(500);
    expect(await whole.json()).toEqual({
      error: { code: 500, message: 'broken on purpose', status: 'INTERNAL' },
    });
    const ended = new Promise((resolve) => {
      const outgoing = request({ port, path: '/begun' }, (response) => {
        response.on('error', () => resolve('broken off')).on('end', () => resolve('complete'));
        response.resume();
      });
      outgoing.on('error', () => resolve('broken off')).end();
    });
    expect(await ended).toBe('broken off');
    await close();
  });
});
