import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { control } from '../../testing/control.ts';
import {
  ACCOUNT,
  clientOf,
  COMPANY,
  CUSTOMER,
  PUBLIC_BASE_URL,
  startCompany,
  startSimulatorFor,
  type ReceivingCompany,
} from '../../testing/receiving-company.ts';
import type { SimulatedMessage } from '../messages.ts';
import type { Simulator } from '../simulator.ts';
import type { PhoneMessageInput } from '../inputs.ts';
import type { Trouble } from '../trouble.ts';
import type { WebhookAnswer } from './deliver.ts';

const STATUS_CALLBACK = `${PUBLIC_BASE_URL}/webhooks/twilio/status?company=c1&message=m1`;
const PHOTO = Buffer.from('not really a photo');

describe('the simulator', () => {
  let company: ReceivingCompany;
  let simulator: Simulator;

  beforeAll(async () => {
    company = await startCompany();
    simulator = await startSimulatorFor(company);
    await write({ text: 'opens the window' });
  });
  afterEach(async () => {
    company.answer.status = 200;
    await control(simulator, 'DELETE', 'trouble');
    // What is still to be called back would meet the next test's trouble.
    await expect.poll(unreported).toEqual([]);
  });
  afterAll(async () => {
    await simulator.close();
    await company.close();
  });

  async function write(
    message: Partial<PhoneMessageInput>,
  ): Promise<{ sid: string; webhook: WebhookAnswer }> {
    const answer = await control(simulator, 'POST', 'messages', { from: CUSTOMER, to: COMPANY, ...message });
    return answer as { sid: string; webhook: WebhookAnswer }; // as control.ts answers
  }
  const make = (trouble: Trouble) => control(simulator, 'POST', 'trouble', trouble);
  const send = (
    change: { to?: string; from?: string; body?: string; mediaUrl?: string[] } = {},
    client = clientOf(simulator),
  ) =>
    client.messages.create({
      from: COMPANY,
      to: CUSTOMER,
      body: 'Hello',
      statusCallback: STATUS_CALLBACK,
      ...change,
    });
  /** How many more a hold will take; it stays in the list for those it has. */
  const holdsLeft = async (): Promise<number | undefined> => {
    const { trouble } = (await control(simulator, 'GET', 'trouble')) as { trouble: Trouble[] };
    return trouble.find(({ kind }) => kind === 'hold')?.times;
  };
  const webhooksOf = (sid: string) =>
    company.received.filter(({ path, fields }) => !path.includes('/status') && fields['MessageSid'] === sid);
  const allStored = async (): Promise<SimulatedMessage[]> => {
    const answer = await control(simulator, 'GET', 'messages');
    return (answer as { messages: SimulatedMessage[] }).messages; // as control.ts answers
  };
  const stored = async (sid: string): Promise<SimulatedMessage | undefined> =>
    (await allStored()).find((message) => message.sid === sid);
  /** Messages of the company of which it has not been told all. */
  const unreported = async (): Promise<string[]> => {
    const sids = (await allStored()).flatMap(({ sid, statusCallback }) => (statusCallback ? [sid] : []));
    const isTold = (statuses: string[]): boolean =>
      statuses.includes('sent') && (statuses.includes('delivered') || statuses.includes('undelivered'));
    return sids.filter((sid) => !isTold(company.statusesOf(sid)));
  };

  describe("a phone's message", () => {
    test('reaches the webhook of its channel, signed over the public address', async () => {
      const whatsApp = await write({ text: '¿Hola? & más = ñ', profileName: 'Lucía Torres' });
      const sms = await write({ from: '+12025550143', to: '+14155550100', text: 'Hi' });
      expect(whatsApp.webhook.status).toBe(200);
      const [first] = webhooksOf(whatsApp.sid);
      expect(first).toMatchObject({ path: '/webhooks/twilio/whatsapp', isSigned: true });
      expect(first?.fields).toMatchObject({
        AccountSid: ACCOUNT.sid,
        From: CUSTOMER,
        To: COMPANY,
        Body: '¿Hola? & más = ñ',
        ProfileName: 'Lucía Torres',
        WaId: '12025550143',
        MessageType: 'text',
        NumMedia: '0',
      });
      const [second] = webhooksOf(sms.sid);
      expect(second).toMatchObject({ path: '/webhooks/twilio/sms', isSigned: true });
      expect(second?.fields).toMatchObject({ From: '+12025550143', FromCountry: '' });
      expect(second?.fields).not.toHaveProperty('WaId');
    });

    test.each([
      ['image/jpeg', 'image'],
      ['audio/ogg', 'audio'],
      ['video/mp4', 'video'],
      ['image/webp', 'sticker'],
      ['text/vcard', 'contacts'],
      ['application/pdf', 'document'],
    ])('of %s is called %s on WhatsApp', async (contentType, type) => {
      const media = [{ contentType, name: 'año 2026', data: PHOTO.toString('base64') }];
      const [webhook] = webhooksOf((await write({ media })).sid);
      expect(webhook?.fields).toMatchObject({
        MessageType: type,
        NumMedia: '1',
        MediaContentType0: contentType,
        Body: type === 'document' ? 'año 2026' : '',
      });
    });

    test('lends its file to the account alone, by a redirect to where no credentials are asked for', async () => {
      const media = [{ contentType: 'image/jpeg', name: null, data: PHOTO.toString('base64') }];
      const [webhook] = webhooksOf((await write({ media })).sid);
      const url = webhook?.fields['MediaUrl0'] ?? '';
      expect((await fetch(url)).status).toBe(401);
      const basic = Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64');
      const first = await fetch(url, { headers: { authorization: `Basic ${basic}` }, redirect: 'manual' });
      expect(first.status).toBe(307);
      const file = await fetch(new URL(first.headers.get('location') ?? '', url));
      expect(file.headers.get('content-type')).toBe('image/jpeg');
      expect(file.headers.get('content-security-policy')).toBe('sandbox');
      expect(Buffer.from(await file.arrayBuffer())).toEqual(PHOTO);

      const other = { ...ACCOUNT, sid: `AC${'9'.repeat(32)}`, authToken: 'token of another', numbers: [] };
      await control(simulator, 'PUT', 'accounts', other);
      const theirs = Buffer.from(`${other.sid}:${other.authToken}`).toString('base64');
      const stolen = await fetch(url.replace(ACCOUNT.sid, other.sid), {
        headers: { authorization: `Basic ${theirs}` },
      });
      expect(stolen.status).toBe(404);
    });

    test('carries a place on WhatsApp and cannot on SMS', async () => {
      const location = { latitude: 19.4352, longitude: -99.1412, label: 'Bellas Artes', address: 'México' };
      const [webhook] = webhooksOf((await write({ location })).sid);
      expect(webhook?.fields).toMatchObject({
        MessageType: 'location',
        Latitude: '19.4352000',
        Longitude: '-99.1412000',
        Label: 'Bellas Artes',
        Address: 'México',
      });
      const sms = write({ from: '+12025550143', to: '+14155550100', location });
      await expect(sms).rejects.toThrow('SMS carries no location');
    });

    test('keeps what the company answered, and goes again under the same id', async () => {
      company.answer.status = 503;
      const { sid, webhook } = await write({ text: 'Anybody there?' });
      expect(webhook.status).toBe(503);
      expect(await stored(sid)).toMatchObject({ webhookStatus: 503 });
      company.answer.status = 200;
      await control(simulator, 'POST', `messages/${sid}/deliver`);
      expect(await stored(sid)).toMatchObject({ webhookStatus: 200 });
      expect(webhooksOf(sid)).toHaveLength(2);
    });

    test('cannot go to a number that no account owns', async () => {
      await expect(write({ to: 'whatsapp:+14155550111' })).rejects.toThrow('No account owns');
    });
  });

  describe("a company's message", () => {
    test('is called back as sent, delivered and read, signed with its query', async () => {
      const { sid } = await send();
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'delivered']);
      const [first, second] = await Promise.all(
        [1, 2].map(() => control(simulator, 'POST', 'read', { phone: CUSTOMER, company: COMPANY })),
      );
      expect([first, second]).toContainEqual({ read: 0 });
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'delivered', 'read']);
      const callback = company.received.find(({ fields }) => fields['MessageStatus'] === 'read');
      expect(callback).toMatchObject({
        path: '/webhooks/twilio/status?company=c1&message=m1',
        isSigned: true,
        fields: { EventType: 'READ', ChannelPrefix: 'whatsapp', ChannelToAddress: '+1202555XXXX' },
      });
    });

    test('on SMS is never read', async () => {
      const { sid } = await send({ from: '+14155550100', to: '+12025550143' });
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'delivered']);
      await control(simulator, 'POST', 'read', { phone: '+12025550143', company: '+14155550100' });
      expect(await stored(sid)).toMatchObject({ status: 'delivered' });
    });

    test('on WhatsApp fails with 63016 where the customer has not written for 24 hours', async () => {
      const never = 'whatsapp:+12025550150';
      const old = 'whatsapp:+12025550151';
      const recent = 'whatsapp:+12025550152';
      const hour = 60 * 60 * 1000;
      const past = (from: string, hours: number) => ({
        direction: 'inbound',
        from,
        to: COMPANY,
        text: 'Good morning',
        at: Date.now() - hours * hour,
      });
      await control(simulator, 'POST', 'history', { messages: [past(old, 25), past(recent, 23)] });
      const [first, second, third] = await Promise.all([never, old, recent].map((to) => send({ to })));
      await expect.poll(() => company.statusesOf(first?.sid ?? '')).toEqual(['sent', 'undelivered']);
      await expect.poll(() => company.statusesOf(second?.sid ?? '')).toEqual(['sent', 'undelivered']);
      await expect.poll(() => company.statusesOf(third?.sid ?? '')).toEqual(['sent', 'delivered']);
      expect(
        await clientOf(simulator)
          .messages(first?.sid ?? '')
          .fetch(),
      ).toMatchObject({ errorCode: 63016 });
      expect(webhooksOf((await stored(second?.sid ?? ''))?.sid ?? '')).toEqual([]);
    });

    test('brings its file to the phone', async () => {
      company.files.set('/red.png', { contentType: 'image/png', bytes: PHOTO });
      const { sid } = await send({ body: '', mediaUrl: [`${PUBLIC_BASE_URL}/red.png`] });
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'delivered']);
      const [media] = (await stored(sid))?.media ?? [];
      expect(media).toMatchObject({ contentType: 'image/png', size: PHOTO.length });
      const file = await fetch(`${simulator.url}/media/${sid}/${media?.sid ?? ''}`);
      expect(Buffer.from(await file.arrayBuffer())).toEqual(PHOTO);
    });

    test.each([
      ['is not there', `${PUBLIC_BASE_URL}/missing.png`],
      ['cannot be reached', 'http://127.0.0.1:9/closed.png'],
    ])('fails when its file %s', async (_name, url) => {
      const { sid } = await send({ mediaUrl: [url] });
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'undelivered']);
      expect(await stored(sid)).toMatchObject({ errorCode: '63019' });
    });
  });

  describe('limits', () => {
    test.each([
      ['SMS', '+14155550100', '+12025550143', 3, ['sent', 'undelivered']],
      ['WhatsApp', COMPANY, CUSTOMER, 3, ['sent', 'delivered']],
      ['WhatsApp', COMPANY, CUSTOMER, 9, ['sent', 'undelivered']],
    ])('%s from %s to %s with two files of %i MB', async (_channel, from, to, megabytes, expected) => {
      const bytes = Buffer.alloc(megabytes * 1024 * 1024, 1);
      company.files.set('/large.mp4', { contentType: 'video/mp4', bytes });
      const url = `${PUBLIC_BASE_URL}/large.mp4`;
      const { sid } = await send({ from, to, mediaUrl: [url, url] });
      await expect.poll(() => company.statusesOf(sid)).toEqual(expected);
      const errorCode = expected.includes('undelivered') ? '11751' : null;
      expect(await stored(sid)).toMatchObject({ errorCode });
    });
  });

  describe('trouble', () => {
    test('is used up after its times and cleared at once', async () => {
      await make({ kind: 'refuse', httpStatus: 429, retryAfterSeconds: 2, times: 2 });
      await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
      expect(await control(simulator, 'GET', 'trouble')).toMatchObject({ trouble: [{ times: 1 }] });
      await expect(send()).rejects.toMatchObject({ status: 429 });
      await expect(send()).resolves.toMatchObject({ status: 'queued' });
      await make({ kind: 'refuse', httpStatus: 503 });
      await expect(send()).rejects.toMatchObject({ status: 503, code: 20503 });
      await expect(send()).rejects.toMatchObject({ status: 503 });
      await control(simulator, 'DELETE', 'trouble');
      await expect(send()).resolves.toMatchObject({ status: 'queued' });
    });

    test('breaks the connection after the message was taken, which is delivered all the same', async () => {
      await make({ kind: 'break-after-accept', times: 1 });
      await expect(send({ body: 'broken' })).rejects.toMatchObject({ code: 'ECONNRESET' });
      const [taken, ...others] = (await clientOf(simulator).messages.list({ to: CUSTOMER })).filter(
        (message) => message.body === 'broken',
      );
      expect(others).toEqual([]);
      await expect.poll(() => company.statusesOf(taken?.sid ?? '')).toEqual(['sent', 'delivered']);
    });

    test('leaves a sending without an answer and takes nothing', async () => {
      await make({ kind: 'hang', times: 1 });
      const impatient = clientOf(simulator, { timeoutMs: 1000 });
      await expect(send({ body: 'lost' }, impatient)).rejects.toMatchObject({ code: 'ECONNABORTED' });
      const listed = await clientOf(simulator).messages.list({ to: CUSTOMER });
      expect(listed.map((message) => message.body)).not.toContain('lost');
    });

    test('answers late', async () => {
      await make({ kind: 'delay', on: 'api', delayMs: 300, times: 1 });
      const startedAt = performance.now();
      await send();
      expect(performance.now() - startedAt).toBeGreaterThan(290);
    });

    test('brings a message to the company after a later one', async () => {
      await make({ kind: 'hold', on: 'webhook', times: 1 });
      const writing = write({ text: 'first' });
      await expect.poll(holdsLeft).toBe(0);
      const early = await write({ text: 'second' });
      await control(simulator, 'DELETE', 'trouble');
      const late = await writing;
      const order = [late, early].map(({ sid }) =>
        company.received.findIndex(({ fields }) => fields['MessageSid'] === sid),
      );
      expect(order[0]).toBeGreaterThan(order[1] ?? Infinity);
    });

    test('holds callbacks until it is cleared, and lets them go in order', async () => {
      await make({ kind: 'hold', on: 'status', times: 1 });
      const { sid: held } = await send();
      await expect.poll(holdsLeft).toBe(0);
      const { sid: free } = await send();
      await expect.poll(() => company.statusesOf(free)).toEqual(['sent', 'delivered']);
      expect(company.statusesOf(held)).toEqual([]);
      await control(simulator, 'DELETE', 'trouble');
      expect(await control(simulator, 'GET', 'trouble')).toEqual({ trouble: [] });
      await expect.poll(() => company.statusesOf(held)).toEqual(['sent', 'delivered']);
    });

    test('holds messages and callbacks apart', async () => {
      await make({ kind: 'hold', on: 'status' });
      expect((await write({ text: 'not held' })).webhook.status).toBe(200);
      await control(simulator, 'DELETE', 'trouble');
      await make({ kind: 'hold', on: 'webhook' });
      const { sid } = await send();
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'delivered']);
    });

    test('repeats a webhook, as one and the same request', async () => {
      await make({ kind: 'duplicate', on: 'webhook', copies: 2, times: 1 });
      const webhooks = webhooksOf((await write({ text: 'again' })).sid);
      expect(webhooks).toHaveLength(3);
      expect(new Set(webhooks.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    });

    test('repeats callbacks', async () => {
      await make({ kind: 'duplicate', on: 'status', copies: 1, times: 1 });
      const { sid } = await send();
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'sent', 'delivered']);
    });

    test('reverses callbacks, while the state never falls', async () => {
      await make({ kind: 'reorder', times: 1 });
      const { sid } = await send();
      await expect.poll(() => company.statusesOf(sid)).toEqual(['delivered', 'sent']);
      expect(await stored(sid)).toMatchObject({ status: 'delivered' });
    });

    test('fails a message on its way with the code that was asked for', async () => {
      await make({ kind: 'fail', errorCode: '30007', times: 1 });
      const { sid } = await send();
      await expect.poll(() => company.statusesOf(sid)).toEqual(['sent', 'undelivered']);
      const callback = company.received.find(
        ({ fields }) => fields['MessageSid'] === sid && fields['MessageStatus'] === 'undelivered',
      );
      expect(callback?.fields).toMatchObject({ ErrorCode: '30007' });
    });
  });
});
