import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchFile, type FetchFileOptions } from './fetch-file.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return `http://127.0.0.1:${address.port}`;
}

function options(origin: string, change: Partial<FetchFileOptions> = {}): FetchFileOptions {
  return {
    allowedOrigins: [origin],
    trustedOrigin: origin,
    authorization: 'Basic secret',
    maxBytes: 100,
    timeoutMs: 15_000,
    ...change,
  };
}

describe('fetching a file from the provider', () => {
  it('gets the bytes with the credentials, also after a redirect of its own', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const origin = await listen((request, response) => {
      seen.push(request.headers);
      if (request.url === '/a') response.writeHead(307, { location: '/b' }).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end('bytes');
    });
    const fetched = await fetchFile(`${origin}/a`, options(origin));
    expect(fetched).toEqual({ outcome: 'fetched', bytes: Buffer.from('bytes'), contentType: 'image/png' });
    expect(seen.map(({ authorization }) => authorization)).toEqual(['Basic secret', 'Basic secret']);
  });

  it('asks nobody but the provider first, wherever a payload points', async () => {
    let requests = 0;
    const attacker = await listen((_request, response) => {
      requests += 1;
      response.end();
    });
    const provider = 'https://api.twilio.com';
    const addresses = [
      attacker,
      `${attacker}/https://api.twilio.com/`,
      'https://api.twilio.com.evil.test/x',
      'https://api.twilio.com@127.0.0.1/x',
      'https://api.twilio.com:444/x',
      'http://api.twilio.com/x',
      'file:///etc/passwd',
      'gopher://api.twilio.com/',
      '//api.twilio.com/x',
      'not an address',
      '',
    ];
    for (const address of addresses) {
      const result = await fetchFile(address, options(provider, { trustedOrigin: null }));
      expect(result).toMatchObject({ outcome: 'refused', reason: 'not an address of the provider' });
    }
    expect(requests).toBe(0);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://0/',
    'https://localhost/',
    'https://user:pass@8.8.8.8/',
    'https://8.8.8.8:22/',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
  ])('does not follow a redirect to %s', async (location) => {
    const origin = await listen((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    expect(await fetchFile(origin, options(origin))).toMatchObject({ outcome: 'refused' });
  });

  it('gives up on too many redirects', async () => {
    const origin = await listen((_request, response) => {
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await fetchFile(origin, options(origin))).toEqual({
      outcome: 'refused',
      reason: 'too many redirects',
    });
  });

  it('stops at the limit, announced or not', async () => {
    const announced = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': '101' }).end('x'.repeat(101));
    });
    const streamed = await listen((_request, response) => {
      response.writeHead(200);
      response.write('x'.repeat(60));
      response.end('x'.repeat(60));
    });
    for (const origin of [announced, streamed]) {
      expect(await fetchFile(origin, options(origin))).toEqual({ outcome: 'refused', reason: 'too large' });
    }
  });

  it.each([
    [404, 'failed'],
    [503, 'failed'],
    [429, 'failed'],
    [401, 'refused'],
    [410, 'refused'],
  ])('an answer of %i is %s', async (status, outcome) => {
    const origin = await listen((_request, response) => {
      response.writeHead(status).end();
    });
    expect(await fetchFile(origin, options(origin))).toMatchObject({ outcome });
  });

  it('can be tried again when the other side hangs or is gone', async () => {
    const hanging = await listen(() => undefined);
    expect(await fetchFile(hanging, options(hanging, { timeoutMs: 100 }))).toMatchObject({
      outcome: 'failed',
    });
    const gone = 'http://127.0.0.1:9';
    expect(await fetchFile(gone, options(gone))).toMatchObject({ outcome: 'failed' });
  });
});
