import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '../platform/admin.ts';
import { ACCOUNT_SID, AUTH_TOKEN, createDemoCompany, NUMBER } from '../testing/demo-company.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { PUBLIC_BASE_URL, startStack, type Stack } from '../testing/stack.ts';
import { newSid, postRaw, postWebhook, smsForm } from '../testing/webhook.ts';

const FORM = 'application/x-www-form-urlencoded';
const CANARY = 'canary-of-the-forger';

let stack: Stack;
let providerCalls = 0;
/** A provider that only counts who asks it. */
const provider = createServer((_request, response) => {
  providerCalls += 1;
  response.writeHead(500).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const address = provider.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  stack = await startStack({ providerUrl: `http://127.0.0.1:${port}` });
  await createDemoCompany('acme');
  await postWebhook(stack, 'sms', smsForm()); // routes and keys are read, health is noted
});
afterAll(async () => {
  await stack.stop();
  provider.close();
});

async function storedMessages(): Promise<number> {
  return (await db().collectionGroup('messages').count().get()).data().count;
}

interface Forged {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A genuine delivery, to be spoiled. */
function genuine(endpoint: string): Forged {
  const prefix = endpoint === 'whatsapp' ? 'whatsapp:' : '';
  const form = smsForm({
    From: `${prefix}+14155550177`,
    To: `${prefix}${NUMBER}`,
    Body: CANARY,
    NumMedia: '1',
    MediaUrl0: 'https://attacker.example/x',
  });
  const path = `/webhooks/twilio/${endpoint}`;
  const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_BASE_URL + path, form);
  const headers = { 'content-type': FORM, 'x-twilio-signature': signature };
  return { path, headers, body: new URLSearchParams(form).toString() };
}

const signature = (request: Forged) => request.headers['x-twilio-signature'] ?? '';
const withSignature = (request: Forged, value: string): Forged => ({
  ...request,
  headers: { ...request.headers, 'x-twilio-signature': value },
});

const MUTATIONS: Record<string, (request: Forged) => Forged> = {
  'a changed text': (request) => ({ ...request, body: request.body.replace(CANARY, `${CANARY}!`) }),
  'a field more': (request) => ({ ...request, body: `${request.body}&OptOutType=STOP` }),
  'a field less': (request) => ({ ...request, body: request.body.replace(/&MediaUrl0=[^&]*/, '') }),
  'another sender': (request) => ({ ...request, body: request.body.replace('550177', '550178') }),
  'a field twice': (request) => ({ ...request, body: `${request.body}&Body=second` }),
  'another query': (request) => ({ ...request, path: `${request.path}?x=1` }),
  'no signature': ({ headers: { 'content-type': type = '' }, ...request }) => ({
    ...request,
    headers: { 'content-type': type },
  }),
  'an empty signature': (request) => withSignature(request, ''),
  'a shortened signature': (request) => withSignature(request, signature(request).slice(0, -1)),
  'a signature in other letters': (request) => withSignature(request, signature(request).toLowerCase()),
  'the signature of another account': (request) =>
    withSignature(
      request,
      twilio.getExpectedTwilioSignature(
        'some-other-auth-token',
        PUBLIC_BASE_URL + request.path,
        Object.fromEntries(new URLSearchParams(request.body)),
      ),
    ),
  'the signature of the other path': (request) =>
    withSignature(request, signature(genuine(request.path.endsWith('sms') ? 'whatsapp' : 'sms'))),
};

describe('forged deliveries', () => {
  it('are refused in every variant and cost neither a write nor a call of the provider', async () => {
    const before = await storedMessages();
    const variants = ['sms', 'whatsapp'].flatMap((endpoint) =>
      Object.entries(MUTATIONS).map(([name, mutate]) => ({ name, request: mutate(genuine(endpoint)) })),
    );
    expect(variants).toHaveLength(24);
    const billed = await stack.bill(async () => {
      for (const { name, request } of variants) {
        const { path, headers, body } = request;
        const answer = await postRaw(stack, path, { method: 'POST', headers, body });
        expect({ name, ...answer }).toMatchObject({ name, status: 403, body: '' });
      }
    });
    expect(billed).toMatchObject({ writes: 0, deletes: 0, invocations: 24 });
    // Each of the two routes is read once, and its secret once more in half a minute, however many come.
    expect(billed.reads).toBeLessThanOrEqual(6);
    expect(await storedMessages()).toBe(before);
    expect(providerCalls).toBe(0);
    expect(stack.output()).not.toContain(CANARY);
  });

  it('would have been believed as they were before', async () => {
    const { path, headers, body } = genuine('sms');
    expect((await postRaw(stack, path, { method: 'POST', headers, body })).status).toBe(200);
  });
});

/** Signs any fields with the company's own token: a tenant can, and providers change what they send. */
function signed(fields: Record<string, string | string[]>, endpoint = 'sms'): Forged {
  const path = `/webhooks/twilio/${endpoint}`;
  const signed = twilio.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_BASE_URL + path, fields);
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return {
    path,
    headers: { 'content-type': FORM, 'x-twilio-signature': signed },
    body: new URLSearchParams(pairs).toString(),
  };
}

function numbered(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`MediaUrl${index}`, `https://api.twilio.com/${index}`]),
  );
}

/** Twilio waits no longer: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const PROVIDER_WAITS_MS = 15_000;

describe('a payload out of all proportion', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
  const form = { 'content-type': FORM };
  const cases: [string, RequestInit, number[]][] = [
    ['of 10 MB', { headers: form, body: 'Body='.padEnd(10 * 1024 * 1024, 'x') }, [413]],
    ['with a signed text of 300 kB', signed(smsForm({ Body: 'x'.repeat(300_000) })), [413]],
    ['with 5,000 files', signed(smsForm({ NumMedia: '5000', ...numbered(5000) })), [400, 403, 413]],
    ['with 100,000 fields', { headers: form, body: 'a=b&'.repeat(100_000) }, [400, 403, 413]],
    ['with deeply nested keys', { headers: form, body: `a${'[a]'.repeat(20_000)}=b` }, [400, 403, 413]],
    ['of deeply nested JSON', jsonBody('['.repeat(50_000) + ']'.repeat(50_000)), [400, 403]],
    ['of broken JSON', jsonBody('{"a":'), [400, 403]],
    [
      'of another character set',
      { headers: { 'content-type': `${FORM}; charset=utf-7` }, body: 'a=b' },
      [400, 403, 415],
    ],
    [
      'in parts',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
      [400, 403],
    ],
    ['without a type', { headers: { 'content-type': '' }, body: 'a=b' }, [400, 403]],
    ['that unpacks to 64 MB', { headers: { ...form, 'content-encoding': 'gzip' }, body: bomb }, [400, 413]],
    ['that claims to be packed', { headers: { ...form, 'content-encoding': 'gzip' }, body: 'a=b' }, [400]],
    ['packed in an unknown way', { headers: { ...form, 'content-encoding': 'x' }, body: 'a=b' }, [400, 415]],
  ];

  function jsonBody(body: string): RequestInit {
    return { headers: { 'content-type': 'application/json' }, body };
  }

  it.each(cases)(
    '%s is refused while the provider waits, and nothing is stored',
    async (_name, init, statuses) => {
      const before = await storedMessages();
      for (const endpoint of ['sms', 'whatsapp', 'status']) {
        const signal = AbortSignal.timeout(PROVIDER_WAITS_MS);
        const answer = await postRaw(stack, `/webhooks/twilio/${endpoint}`, {
          method: 'POST',
          signal,
          ...init,
        });
        if (init.headers && 'x-twilio-signature' in init.headers && endpoint !== 'sms') continue;
        expect(statuses).toContain(answer.status);
        expect(answer.body).not.toMatch(/node_modules|\.ts:\d|\n\s+at /);
      }
      expect(await storedMessages()).toBe(before);
    },
  );
});

describe('a signed payload of an odd shape', () => {
  const from = '+14155550188';
  const cases: [string, Record<string, string | string[]>, string][] = [
    ['nested keys', { 'Body[a][b]': 'x', 'a[__proto__][b]': 'y', Body: 'nested' }, 'nested'],
    ['a field that repeats', { Body: ['first', 'second'] }, 'first'],
    ['a count of files that is no number', { Body: 'nan', NumMedia: 'NaN' }, 'nan'],
    ['an endless count of files', { Body: 'infinity', NumMedia: 'Infinity' }, 'infinity'],
    ['a negative count of files', { Body: 'minus', NumMedia: '-1' }, 'minus'],
    ['a text of 200 kB', { Body: 'é'.repeat(30_000) }, 'é'.repeat(30_000)],
    ['bytes that are no text', { Body: '\u0000\uFFFD\u202E' }, '\u0000\uFFFD\u202E'],
    ['a place that is none', { Body: 'place', Latitude: 'x', Longitude: '1e999' }, 'place'],
    ['a name without end', { Body: 'name', ProfileName: 'n'.repeat(50_000) }, 'name'],
    ['400 fields that nobody knows', { Body: 'many', ...numbered(400) }, 'many'],
  ];

  it.each(cases)('with %s is stored as one message', async (_name, fields, text) => {
    const { path, headers, body } = signed({ ...smsForm({ From: from, MessageSid: newSid() }), ...fields });
    const answer = await postRaw(stack, path, { method: 'POST', headers, body });
    expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
    const { id } = await conversationWith('acme', from);
    const stored = await messagesOf('acme', id);
    expect(stored.filter((message) => message.text === text)).toHaveLength(1);
  });

  it.each([
    ['a status out of the prototype', { MessageStatus: 'constructor' }, 200],
    ['an error out of the prototype', { MessageStatus: 'failed', ErrorCode: 'constructor' }, 200],
    ['an error without end', { MessageStatus: 'failed', ErrorCode: '9'.repeat(5000) }, 400],
    ['no status', {}, 200],
  ])('of a report with %s is answered and changes nothing', async (_name, fields, status) => {
    const report = signed(
      { ...smsForm({ From: NUMBER, To: from, AccountSid: ACCOUNT_SID }), ...fields },
      'status',
    );
    const { path, headers, body } = report;
    const billed = await stack.bill(async () => {
      expect((await postRaw(stack, path, { method: 'POST', headers, body })).status).toBe(status);
    });
    expect(billed.writes).toBe(0);
  });

  it('leaves the prototype of objects alone', () => {
    expect(Reflect.get({}, 'b')).toBeUndefined();
  });
});
