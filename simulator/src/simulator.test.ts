import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { control } from '../testing/control.ts';
import {
  clientOf,
  COMPANY,
  CUSTOMER,
  startCompany,
  startSimulatorFor,
  type ReceivingCompany,
} from '../testing/receiving-company.ts';
import type { SimulatedMessage } from './messages.ts';
import type { Simulator } from './simulator.ts';

let company: ReceivingCompany;
let folder: string;

beforeAll(async () => {
  company = await startCompany();
  folder = mkdtempSync(path.join(tmpdir(), 'colibri-simulator-'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true });
});

async function messagesOf(simulator: Simulator, phone = ''): Promise<SimulatedMessage[]> {
  const answer = await control(simulator, 'GET', `messages?phone=${encodeURIComponent(phone)}`);
  return (answer as { messages: SimulatedMessage[] }).messages; // as control.ts answers
}

const write = (simulator: Simulator, change: object = {}) =>
  control(simulator, 'POST', 'messages', { from: CUSTOMER, to: COMPANY, text: 'Hello', ...change });

test('keeps accounts, messages, files and service windows over a restart', async () => {
  const dataFolder = path.join(folder, 'kept');
  const first = await startSimulatorFor(company, { dataFolder });
  const media = [
    { contentType: 'text/plain', name: 'note.txt', data: Buffer.from('kept').toString('base64') },
  ];
  await write(first, { media });
  const before = await messagesOf(first);
  await first.close();

  const second = await startSimulatorFor(company, { dataFolder, accounts: [] });
  expect(await messagesOf(second)).toEqual(before);
  const [message] = before;
  const file = await fetch(`${second.url}/media/${message?.sid ?? ''}/${message?.media[0]?.sid ?? ''}`);
  expect(await file.text()).toBe('kept');
  const { sid } = await clientOf(second).messages.create({
    from: COMPANY,
    to: CUSTOMER,
    body: 'Welcome back',
  });
  await expect
    .poll(async () => (await messagesOf(second)).find((entry) => entry.sid === sid)?.status)
    .toBe('delivered');
  await second.close();
});

test('says what to do where its file is damaged', async () => {
  const dataFolder = path.join(folder, 'damaged');
  await (await startSimulatorFor(company, { dataFolder })).close();
  writeFileSync(path.join(dataFolder, 'simulator.sqlite'), 'x'.repeat(5000));
  await expect(startSimulatorFor(company, { dataFolder })).rejects.toThrow(
    'delete the file to start without',
  );
});

test('rejects where its port is taken, and leaves its folder to the next', async () => {
  const taken = await startSimulatorFor(company);
  const dataFolder = path.join(folder, 'port');
  const start = startSimulatorFor(company, { dataFolder, port: taken.port });
  await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await taken.close();
  await (await startSimulatorFor(company, { dataFolder })).close();
});

test('waits for nothing that is under way when it closes', async () => {
  const simulator = await startSimulatorFor(company);
  await control(simulator, 'POST', 'trouble', { kind: 'delay', on: 'webhook', delayMs: 600_000, times: 1 });
  await control(simulator, 'POST', 'trouble', { kind: 'hold', on: 'webhook' });
  await control(simulator, 'POST', 'trouble', { kind: 'hang' });
  const writing = Promise.all([write(simulator), write(simulator)]);
  const client = clientOf(simulator, { timeoutMs: 600_000 });
  const sending = client.messages.create({ from: COMPANY, to: CUSTOMER, body: 'Hello' });
  const results = Promise.allSettled([writing, sending]);
  await expect.poll(() => messagesOf(simulator)).toHaveLength(2);
  await simulator.close();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('tells messages by number: of one channel with its prefix, else of both', async () => {
  const simulator = await startSimulatorFor(company);
  await write(simulator);
  await write(simulator, { from: '+12025550143', to: '+14155550100' });
  await write(simulator, { from: 'whatsapp:+552025550143' });
  expect(await messagesOf(simulator)).toHaveLength(3);
  expect(await messagesOf(simulator, '+12025550143')).toHaveLength(2);
  expect((await messagesOf(simulator, CUSTOMER)).map((message) => message.from)).toEqual([CUSTOMER]);
  expect(await messagesOf(simulator, '2025550143')).toEqual([]);
  await simulator.close();
});

test('streams new and changed messages, accounts and trouble', async () => {
  const simulator = await startSimulatorFor(company);
  const response = await fetch(`${simulator.url}/control/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const reading = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return;
      text += part.value;
    }
  })().catch(() => undefined);
  await write(simulator, { text: 'streamed' });
  await control(simulator, 'POST', 'trouble', { kind: 'reorder', times: 1 });
  await expect
    .poll(() => text.match(/event: \w+/g))
    .toEqual(['event: message', 'event: message', 'event: trouble']);
  expect(text).toContain('"webhookStatus":200');
  await simulator.close();
  await reading;
});

test.each([
  ['a message without an address', 'messages', { text: 'Hello' }],
  ['two channels in one message', 'messages', { from: CUSTOMER, to: '+14155550100', text: 'Hello' }],
  ['an unknown trouble', 'trouble', { kind: 'earthquake' }],
  ['an account with a strange id', 'read', { phone: 'nobody', company: COMPANY }],
])('refuses %s with a sentence', async (_name, resource, body) => {
  const simulator = await startSimulatorFor(company);
  await expect(control(simulator, 'POST', resource, body)).rejects.toThrow(/^400 .*error/);
  await simulator.close();
});

test('is steered from this machine only, whatever name leads to it', async () => {
  const simulator = await startSimulatorFor(company);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const call = request(
      `${simulator.url}/control/accounts`,
      { headers: { host: 'rebound.example.test' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    call.on('error', reject).end();
  });
  expect(status).toBe(403);
  const form = await fetch(`${simulator.url}/control/trouble`, { method: 'POST', body: '{"kind":"hang"}' });
  expect(form.status).toBe(400);
  await simulator.close();
});
