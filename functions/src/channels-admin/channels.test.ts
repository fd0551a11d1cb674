import { beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { channelSchema } from '#contracts/collections/channel.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER } from '../testing/demo-company.ts';
import { conversationWith } from '../testing/inbox.ts';
import { setAccount } from '../testing/provider.ts';
import { PUBLIC_BASE_URL } from '../testing/stack.ts';
import { useCompany } from '../testing/use-company.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';

const OWN_ACCOUNT = 'AC00000000000000000000000000000b02';
const OWN_TOKEN = 'another-secret-token-1234';
const OWN_NUMBER = '+525512345678';

const demo = useCompany();
beforeAll(() =>
  setAccount(demo.stack, {
    sid: OWN_ACCOUNT,
    authToken: OWN_TOKEN,
    name: 'Own account',
    numbers: [{ phone: OWN_NUMBER, sms: true, whatsapp: false }],
  }),
);

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
  const result = await demo.call('saveChannel', channel(change));
  return result.ok ? 'saved' : result.details?.reason;
}

async function save(change: Partial<CallableInput<'saveChannel'>>): Promise<string> {
  const result = await demo.call('saveChannel', channel(change));
  if (!result.ok) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.data.channelId;
}

const sms = (token: string) =>
  postWebhook(
    demo.stack,
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
    const member = (await db().doc(paths.member('acme', demo.company.members.admin)).get()).data() ?? {};
    await db().doc(paths.member('globex', 'globex-admin')).set(member);
    const { auth } = await import('../platform/admin.ts');
    await auth().createUser({ uid: 'globex-admin' });
    await auth().setCustomUserClaims('globex-admin', { companyId: 'globex', role: 'admin' });
    const other = await demo.stack.signIn('globex-admin');
    expect(await demo.stack.call('saveChannel', channel(), other)).toMatchObject({
      details: { reason: 'address-taken' },
    });
  });

  it('stops and starts with its state', async () => {
    const channelId = await save({
      account: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      phone: NUMBER,
      channelId: demo.company.channels.twilio_sms.channelId,
      state: 'disabled',
    });
    await postWebhook(demo.stack, 'sms', smsForm({ From: '+14155550166' }));
    await expect(conversationWith('acme', '+14155550166')).rejects.toThrow();
    const start = { channelId, phone: '+14155550166', name: null };
    const agent = await demo.stack.signIn(demo.company.members.agent);
    expect(await demo.stack.call('startConversation', start, agent)).toMatchObject({
      details: { reason: 'channel-disabled' },
    });
  });
});

describe('testing a channel', () => {
  it('asks the provider, and sends a message where a number is given', async () => {
    const { channelId } = demo.company.channels.twilio_whatsapp;
    expect(await demo.call('testChannel', { channelId, phone: null })).toEqual({
      ok: true,
      data: { accountName: 'Test account', providerMessageId: null },
    });
    const sent = await demo.call('testChannel', { channelId, phone: '+14155550155' });
    expect(sent).toMatchObject({ ok: true, data: { providerMessageId: expect.stringMatching(/^SM/) } });
    await demo.stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 63016, times: 1 });
    expect(await demo.call('testChannel', { channelId, phone: '+14155550155' })).toMatchObject({
      details: { reason: 'provider-refused', values: { code: '63016' } },
    });
  });
});

describe('credentials whose key was destroyed', () => {
  it('say so, and work again as soon as the token is entered anew', async () => {
    const { channelId } = demo.company.channels.twilio_sms;
    const test = () => demo.call('testChannel', { channelId, phone: null });
    const again = { channelId, account: ACCOUNT_SID, authToken: AUTH_TOKEN, phone: NUMBER };
    await save(again);
    expect(await test()).toMatchObject({ ok: true });
    await db().doc(paths.dataKey('acme', 1)).delete();
    await save(again);
    expect(await test()).toMatchObject({ ok: true });
    expect((await postWebhook(demo.stack, 'sms', smsForm())).status).toBe(200);

    await db().doc(paths.dataKey('acme', 1)).delete();
    await demo.stack.killFunctions(); // an instance that remembers nothing
    expect(await test()).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { reason: 'channel-not-configured' },
    });
  });
});
