import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { ACCOUNT_SID, createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf } from '../testing/inbox.ts';
import { setAccount } from '../testing/provider.ts';
import { SETUP_TOKEN, startStack, type Stack } from '../testing/stack.ts';
import { postRaw, postWebhook, smsForm } from '../testing/webhook.ts';
import { bucket, db } from './admin.ts';

const TEXT = 'canary text 8c1f';
const NAME = 'Canary Person';
const TOKEN = 'canarytoken0123456789abcdef0123';
const CUSTOMER = '+14155550143';
/** A number in any of the spellings in which it passes through. */
const DIGITS = '4155550143';

let stack: Stack;
let company: DemoCompany;
let admin: string;
let conversationId: string;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  admin = await stack.signIn(company.members.admin);
  await setAccount(stack, {
    sid: ACCOUNT_SID,
    authToken: TOKEN,
    name: 'A',
    numbers: [{ phone: NUMBER, sms: true, whatsapp: true }],
  });
  await saveChannel({});
  await receive(smsForm({ From: CUSTOMER, Body: TEXT, ProfileName: NAME }));
  conversationId = (await conversationWith('acme', CUSTOMER)).id;
  await stack.call('acceptConversation', { conversationId }, admin);
});
afterAll(() => stack.stop());

const receive = (form: Record<string, string>, endpoint = 'sms') => postWebhook(stack, endpoint, form, TOKEN);

function saveChannel(change: { authToken?: string; phone?: string }) {
  const channel = { type: 'twilio_sms', name: 'SMS', account: ACCOUNT_SID, queueId: null } as const;
  const { channelId } = company.channels.twilio_sms;
  const rest = { channelId, reopenWithinMs: 0, state: 'active', authToken: TOKEN, phone: NUMBER } as const;
  return stack.call('saveChannel', { ...channel, ...rest, ...change }, admin);
}

function send(change: { text?: string; uploads?: { path: string; name: string }[] } = {}) {
  const ids = { conversationId, clientMessageId: randomUUID(), replyToMessageId: null };
  return stack.call('sendMessage', { ...ids, type: 'message', text: TEXT, uploads: [], ...change }, admin);
}

const trouble = (change: object) => stack.control('trouble', { times: 1, ...change });

const secretRef = () => db().doc(paths.secret('acme', company.channels.twilio_sms.channelId));

/** Everything that goes right or wrong with a message, a token or a number on its way through. */
const WAYS: Record<string, () => Promise<unknown>> = {
  'a message and its redelivery': async () => {
    const form = smsForm({ From: CUSTOMER, Body: TEXT, ProfileName: NAME });
    await receive(form);
    await receive(form);
  },
  'a forged message': () => postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: TEXT }), 'forged'),
  'a message that lacks its id': () => receive(smsForm({ From: CUSTOMER, Body: TEXT, MessageSid: '' })),
  'a message of an unknown kind': () =>
    receive(smsForm({ From: `whatsapp:${CUSTOMER}`, To: `whatsapp:${NUMBER}`, Body: '', MessageType: TEXT })),
  'a file that cannot be had': () =>
    receive(
      smsForm({
        From: CUSTOMER,
        Body: TEXT,
        NumMedia: '1',
        MediaUrl0: `https://api.twilio.com/${DIGITS}?token=${TOKEN}`,
        MediaContentType0: 'image/png',
      }),
    ),
  'bodies of other types': async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain'])
      await postRaw(stack, '/webhooks/twilio/sms', {
        method: 'POST',
        headers: { 'content-type': type, 'x-twilio-signature': TOKEN },
        body: `{"Body":"${TEXT}","From":"${CUSTOMER}"}`,
      });
  },
  'a sending': () => send(),
  'a refused sending': async () => {
    await trouble({ kind: 'refuse', httpStatus: 400, code: 21211 });
    await send();
  },
  'a sending with wrong credentials': async () => {
    await trouble({ kind: 'refuse', httpStatus: 401, code: 20003 });
    await send();
  },
  'a sending whose answer is lost': async () => {
    await trouble({ kind: 'break-after-accept' });
    await send();
  },
  'a sending that the carrier fails': async () => {
    await trouble({ kind: 'fail', errorCode: '30003' });
    await send();
  },
  'an upload that is refused': async () => {
    const path = `uploads/acme/${company.members.admin}/${randomUUID()}`;
    await bucket().file(path).save(`<html>${TEXT}`, { resumable: false, contentType: 'text/html' });
    await send({ uploads: [{ path, name: `${TEXT}.html` }] });
  },
  'a report about nothing': () =>
    receive(smsForm({ From: NUMBER, To: CUSTOMER, MessageStatus: 'delivered' }), 'status'),
  'numbers and names that are typed': async () => {
    const { channelId } = company.channels.twilio_sms;
    for (const phone of [CUSTOMER, '(415) 555-0143', `${TEXT} x`])
      await stack.call('startConversation', { channelId, phone, name: NAME }, admin);
    await stack.call('testChannel', { channelId, phone: CUSTOMER }, admin);
    const { clientId } = await conversationWith('acme', CUSTOMER);
    await stack.call('saveClient', { clientId, name: NAME, notes: TEXT }, admin);
  },
  'tokens that are typed': async () => {
    await saveChannel({ authToken: `${TOKEN}-wrong` });
    await saveChannel({ phone: CUSTOMER });
    await stack.call(
      'setUpInstallation',
      {
        setupToken: TOKEN,
        companyName: TEXT,
        adminName: NAME,
        email: 'canary@example.test',
        password: TOKEN,
        locale: 'en',
        timeZone: 'UTC',
        country: 'US',
      },
      null,
    );
  },
  'a stored message that nobody can read': async () => {
    const ref = db().doc(paths.conversation('acme', conversationId));
    const conversation = (await ref.get()).data() ?? {};
    await ref.update({ 'lastMessage.text': { text: TEXT }, inboundCount: CUSTOMER });
    await receive(smsForm({ From: CUSTOMER, Body: TEXT }));
    await send();
    await ref.set(conversation);
  },
  'credentials that do not open': async () => {
    const secret = (await secretRef().get()).data() ?? {};
    await secretRef().update({ tag: 'AAAAAAAAAAAAAAAAAAAAAA==' });
    await stack.killFunctions();
    await receive(smsForm({ From: CUSTOMER, Body: TEXT }));
    await send();
    await stack.emulators.control.runSchedule('sweepPending');
    await secretRef().set(secret);
  },
};

function expectNoCanary(output: string): void {
  for (const canary of [TEXT, NAME, TOKEN, TOKEN.slice(0, 12), DIGITS, '555-0143', SETUP_TOKEN, 'canary@'])
    expect(output).not.toContain(canary);
}

it.each(Object.entries(WAYS))('%s leaves no text, token or number in the log', async (_name, go) => {
  const before = stack.output().length;
  await go();
  expectNoCanary(stack.output().slice(before));
});

it('nor does what follows in the background, and there was much to log', async () => {
  await eventually(
    async () => (await messagesOf('acme', conversationId)).filter(({ status }) => status === 'delivered'),
    (delivered) => delivered.length > 1,
  );
  await new Promise((resolve) => setTimeout(resolve, 500)); // callbacks and triggers that nobody waits for
  expectNoCanary(stack.output());
  for (const event of ['message handed over', 'webhook refused', 'webhook failed', 'callable failed'])
    expect(stack.output()).toContain(event);
});
