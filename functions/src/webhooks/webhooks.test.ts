import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { readSecretState, writeSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import { ACCOUNT_SID, createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postRaw, postWebhook, smsForm } from '../testing/webhook.ts';

let stack: Stack;
let company: DemoCompany;
beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  await postWebhook(stack, 'sms', smsForm());
});
afterAll(() => stack.stop());

const form = 'application/x-www-form-urlencoded';

describe('a token that was changed at the provider and here', () => {
  it('is believed at the next delivery, although an instance still knows the old one', async () => {
    const { channelId } = company.channels.twilio_sms;
    await db().runTransaction(async (transaction) => {
      const state = await readSecretState(transaction, 'acme', channelId);
      const target = { companyId: 'acme', secretId: channelId, setBy: 'test', state };
      writeSecret(transaction, target, 'a-new-token-of-the-account');
    });
    expect((await postWebhook(stack, 'sms', smsForm(), 'a-new-token-of-the-account')).status).toBe(200);
    expect((await postWebhook(stack, 'sms', smsForm())).status).toBe(403);
  });
});

describe('what is not from Twilio', () => {
  const mutations: [string, RequestInit][] = [
    ['no body', {}],
    ['no signature', { headers: { 'content-type': form }, body: new URLSearchParams(smsForm()).toString() }],
    [
      'JSON instead of a form',
      { headers: { 'content-type': 'application/json', 'x-twilio-signature': 'x' }, body: '{}' },
    ],
    ['bytes', { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.alloc(1000, 0xff) }],
    [
      'another account',
      {
        headers: { 'content-type': form, 'x-twilio-signature': 'x' },
        body: `AccountSid=AC1&To=%2B1&From=%2B2`,
      },
    ],
    [
      'an address of another prototype',
      { headers: { 'content-type': form }, body: `AccountSid=${ACCOUNT_SID}&To=__proto__&__proto__=x` },
    ],
  ];

  it.each(mutations)('with %s is refused the same way, without a write', async (_name, init) => {
    const billed = await stack.bill(async () => {
      for (const endpoint of ['sms', 'whatsapp', 'status']) {
        const answer = await postRaw(stack, `/webhooks/twilio/${endpoint}`, { method: 'POST', ...init });
        expect(answer).toMatchObject({ status: 403, body: '' });
      }
    });
    expect(billed.writes).toBe(0);
  });

  it('or too large, or somewhere else, is refused early', async () => {
    const headers = { 'content-type': form };
    const large = await postRaw(stack, '/webhooks/twilio/sms', {
      method: 'POST',
      headers,
      body: 'a='.padEnd(2 ** 20 + 1, 'x'),
    });
    expect(large).toMatchObject({ status: 413, body: '' });
    expect(await postRaw(stack, '/webhooks/twilio/other', { method: 'POST' })).toMatchObject({
      status: 404,
      body: '',
    });
    expect(await postRaw(stack, '/webhooks/twilio/sms', { method: 'GET' })).toMatchObject({
      status: 404,
      body: '',
    });
  });
});

describe('a fault of ours', () => {
  it('is answered 500 and nothing else, so that it is delivered again', async () => {
    await db()
      .doc(paths.secret('acme', company.channels.twilio_whatsapp.channelId))
      .update({ tag: 'AAAAAAAAAAAAAAAAAAAAAA==' });
    const whatsapp = smsForm({ From: 'whatsapp:+14155550101', To: `whatsapp:${NUMBER}` });
    expect(await postWebhook(stack, 'whatsapp', whatsapp)).toMatchObject({ status: 500, body: '' });
  });
});
