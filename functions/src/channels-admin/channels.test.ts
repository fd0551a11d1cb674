import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { channelSchema } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  createDemoCompany,
  NUMBER,
  type DemoCompany,
} from '../testing/demo-company.ts';
import { conversationWith } from '../testing/inbox.ts';
import { PUBLIC_BASE_URL, startStack, type Stack } from '../testing/stack.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';

const OWN_ACCOUNT = 'AC00000000000000000000000000000b02';
const OWN_TOKEN = 'another-secret-token-1234';
const OWN_NUMBER = '+525512345678';

let stack: Stack;
let acme: DemoCompany;
let admin: string;

beforeAll(async () => {
  stack = await startStack();
  acme = await createDemoCompany('acme');
  admin = await stack.signIn(acme.members.admin);
  await fetch(`${stack.simulator.url}/control/accounts`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      sid: OWN_ACCOUNT,
      authToken: OWN_TOKEN,
      name: 'Own account',
      numbers: [{ phone: OWN_NUMBER, sms: true, whatsapp: false }],
    }),
  });
});
afterAll(() => stack.stop());

function channel(change: Partial<CallableInput<'saveChannel'>> = {}): CallableInput<'saveChannel'> {
  return {
    channelId: null,
    type: 'twilio_sms',
    name: 'Mexico',
    account: OWN_ACCOUNT,
    authToken: OWN_TOKEN,
    phone: '+52 55 1234 5678',
    queueId: null,
    reopenWithinMs: 0,
    state: 'active',
    ...change,
  };
}

async function reasonOf(change: Partial<CallableInput<'saveChannel'>>) {
  const result = await stack.call('saveChannel', channel(change), admin);
  return result.ok ? 'saved' : result.details?.reason;
}

async function save(change: Partial<CallableInput<'saveChannel'>>): Promise<string> {
  const result = await stack.call('saveChannel', channel(change), admin);
  if (!result.ok) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.data.channelId;
}

const sms = (token: string) =>
  postWebhook(
    stack,
    'sms',
    smsForm({ AccountSid: OWN_ACCOUNT, To: OWN_NUMBER, From: '+14155550102' }),
    token,
  );

describe('connecting a channel', () => {
  it('makes no route before the provider has confirmed the account and the address', async () => {
    expect(await reasonOf({ authToken: 'not-the-right-token' })).toBe('credentials-refused');
    expect(await reasonOf({ phone: '+14155550000' })).toBe('address-not-owned');
    expect(await reasonOf({ type: 'twilio_whatsapp' })).toBe('address-not-owned');
    expect(await reasonOf({ phone: 'no number' })).toBe('phone-invalid');
    expect(await reasonOf({ authToken: null })).toBe('invalid-input');
    expect(await reasonOf({ queueId: 'no-queue' })).toBe('not-found');
    expect((await sms(OWN_TOKEN)).status).toBe(403);
  });

  it('stores the token encrypted, shows its end, and then receives', async () => {
    const channelId = await save({});
    const stored = channelSchema.parse((await db().doc(paths.channel('acme', channelId)).get()).data());
    expect(stored).toMatchObject({
      address: OWN_NUMBER,
      secretLastFour: '1234',
      webhookUrl: `${PUBLIC_BASE_URL}/webhooks/twilio/sms`,
      statusUrl: `${PUBLIC_BASE_URL}/webhooks/twilio/status`,
    });
    const secret = await db().doc(paths.secret('acme', stored.secretId)).get();
    expect(JSON.stringify([stored, secret.data()])).not.toContain(OWN_TOKEN);
    expect((await sms(OWN_TOKEN)).status).toBe(200);
    expect((await conversationWith('acme', '+14155550102')).channelId).toBe(channelId);
    const seen = channelSchema.parse((await db().doc(paths.channel('acme', channelId)).get()).data());
    expect(seen.health.lastWebhookAt).not.toBeNull();

    const renamed = await save({ channelId, authToken: null, name: 'Ciudad de México' });
    expect(renamed).toBe(channelId);
    expect((await sms(OWN_TOKEN)).status).toBe(200);
  });

  it('refuses an address that another channel or company holds', async () => {
    const taken = { account: ACCOUNT_SID, authToken: AUTH_TOKEN, phone: NUMBER };
    expect(await reasonOf(taken)).toBe('address-taken');
    await db()
      .doc(paths.company('globex'))
      .set({ name: 'G', locale: 'en', timeZone: 'UTC', status: 'active', country: 'US', createdAt: 1 });
    const member = (await db().doc(paths.member('acme', acme.members.admin)).get()).data() ?? {};
    await db().doc(paths.member('globex', 'globex-admin')).set(member);
    const { auth } = await import('../platform/admin.ts');
    await auth().createUser({ uid: 'globex-admin' });
    await auth().setCustomUserClaims('globex-admin', { companyId: 'globex', role: 'admin' });
    const other = await stack.signIn('globex-admin');
    expect(await stack.call('saveChannel', channel(), other)).toMatchObject({
      details: { reason: 'address-taken' },
    });
  });

  it('stops and starts with its state', async () => {
    const channelId = await save({
      account: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      phone: NUMBER,
      channelId: acme.channels.twilio_sms.channelId,
      state: 'disabled',
    });
    await postWebhook(stack, 'sms', smsForm({ From: '+14155550166' }));
    await expect(conversationWith('acme', '+14155550166')).rejects.toThrow();
    const start = { channelId, phone: '+14155550166', name: null };
    const agent = await stack.signIn(acme.members.agent);
    expect(await stack.call('startConversation', start, agent)).toMatchObject({
      details: { reason: 'channel-disabled' },
    });
  });
});

describe('testing a channel', () => {
  it('asks the provider, and sends a message where a number is given', async () => {
    const { channelId } = acme.channels.twilio_whatsapp;
    expect(await stack.call('testChannel', { channelId, phone: null }, admin)).toEqual({
      ok: true,
      data: { accountName: 'Test account', providerMessageId: null },
    });
    const sent = await stack.call('testChannel', { channelId, phone: '+14155550155' }, admin);
    expect(sent).toMatchObject({ ok: true, data: { providerMessageId: expect.stringMatching(/^SM/) } });
    await stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 63016, times: 1 });
    expect(await stack.call('testChannel', { channelId, phone: '+14155550155' }, admin)).toMatchObject({
      details: { reason: 'provider-refused', values: { code: '63016' } },
    });
  });
});

describe('credentials whose key was destroyed', () => {
  it('say so, and work again as soon as the token is entered anew', async () => {
    const { channelId } = acme.channels.twilio_sms;
    const test = () => stack.call('testChannel', { channelId, phone: null }, admin);
    const again = { channelId, account: ACCOUNT_SID, authToken: AUTH_TOKEN, phone: NUMBER };
    await save(again);
    expect(await test()).toMatchObject({ ok: true });
    await db().doc(paths.dataKey('acme', 1)).delete();
    await save(again);
    expect(await test()).toMatchObject({ ok: true });
    expect((await postWebhook(stack, 'sms', smsForm())).status).toBe(200);

    await db().doc(paths.dataKey('acme', 1)).delete();
    await stack.killFunctions(); // an instance that remembers nothing
    expect(await test()).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { reason: 'channel-not-configured' },
    });
  });
});
