import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import type { Simulator } from '../simulator.ts';

const SMS = { from: '+14155550100', to: '+12025550143' };

describe("Twilio's own client against the simulator", () => {
  let company: ReceivingCompany;
  let simulator: Simulator;
  const client = () => clientOf(simulator);

  beforeAll(async () => {
    company = await startCompany();
    simulator = await startSimulatorFor(company);
  });
  afterAll(async () => {
    await simulator.close();
    await company.close();
  });

  test('finds the account by its name', async () => {
    const account = await client().api.v2010.accounts(ACCOUNT.sid).fetch();
    expect(account.friendlyName).toBe('Test account');
  });

  test('is refused with a wrong token and for the account of another', async () => {
    const stranger = clientOf(simulator, { authToken: 'wrong' });
    await expect(stranger.api.v2010.accounts(ACCOUNT.sid).fetch()).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    await expect(
      client()
        .api.v2010.accounts(`AC${'1'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject({
      status: 401,
    });
  });

  test('lists the numbers for SMS, and by a part of one', async () => {
    const all = await client().incomingPhoneNumbers.list();
    expect(all.map((number) => number.phoneNumber)).toEqual(['+14155550100', '+14155550111']);
    const [found, ...others] = await client().incomingPhoneNumbers.list({ phoneNumber: '0111' });
    expect([found?.phoneNumber, others]).toEqual(['+14155550111', []]);
  });

  test('lists the WhatsApp senders', async () => {
    const senders = await client().messaging.v2.channelsSenders.list({ channel: 'whatsapp', limit: 1000 });
    expect(senders.map((sender) => [sender.senderId, sender.status])).toEqual([[COMPANY, 'ONLINE']]);
  });

  test('sends a message, which is queued first and delivered soon', async () => {
    const created = await client().messages.create({ ...SMS, body: 'Your table is booked.' });
    expect(created).toMatchObject({ status: 'queued', numMedia: '0', direction: 'outbound-api' });
    expect(created.sid).toMatch(/^SM[0-9a-f]{32}$/);
    await expect.poll(async () => (await client().messages(created.sid).fetch()).status).toBe('delivered');
  });

  test('lists what was sent, newest first, over several pages and within a time', async () => {
    const to = '+12025550188';
    for (let index = 0; index < 5; index += 1) {
      await client().messages.create({ ...SMS, to, body: `number ${index}` });
    }
    const listed = await client().messages.list({ to, from: SMS.from, pageSize: 2 });
    expect(listed.map((message) => message.body)).toEqual([4, 3, 2, 1, 0].map((index) => `number ${index}`));
    const since = (ageMs: number) =>
      client().messages.list({ to, dateSentAfter: new Date(Date.now() - ageMs) });
    expect(await since(60_000)).toHaveLength(5);
    expect(await since(-60_000)).toHaveLength(0);
    expect(await client().messages.list({ to, dateSentBefore: new Date(Date.now() - 60_000) })).toEqual([]);
  });

  test.each([
    ['a number that is none', { to: '12' }, 21211],
    ['a number that is not its own', { from: '+14155550199' }, 21606],
    ['a sender that it has not registered', { from: 'whatsapp:+14155550111', to: CUSTOMER }, 63007],
    ['two channels in one message', { to: CUSTOMER }, 21910],
    ['itself', { to: SMS.from }, 21266],
    ['an empty message', { body: '' }, 21602],
    ['1,601 characters', { body: 'x'.repeat(1601) }, 21617],
    ['a file without an address', { mediaUrl: ['nowhere'] }, 21620],
    ['eleven files', { mediaUrl: Array.from({ length: 11 }, () => `${PUBLIC_BASE_URL}/a.png`) }, 21623],
  ])('refuses %s', async (_name, change, code) => {
    const sending = client().messages.create({ ...SMS, body: 'Hello', ...change });
    await expect(sending).rejects.toMatchObject({ status: 400, code });
  });

  test('refuses text messages to who wrote STOP, until they write START', async () => {
    const from = '+12025550199';
    const write = (text: string) => control(simulator, 'POST', 'messages', { from, to: SMS.from, text });
    const send = () => client().messages.create({ ...SMS, to: from, body: 'Hello' });
    await write(' stop ');
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    await write('Start');
    await expect(send()).resolves.toMatchObject({ status: 'queued' });
  });

  test('answers what it does not know with the code of Twilio', async () => {
    const missing = client()
      .messages(`SM${'0'.repeat(32)}`)
      .fetch();
    await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});
