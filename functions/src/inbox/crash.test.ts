import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { setClock } from '../platform/clock.ts';
import { createDemoCompany, NUMBER } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf } from '../testing/inbox.ts';
import { openProviderGate, type ProviderGate } from '../testing/provider-gate.ts';
import { endTrouble, holdReports, takenMessages } from '../testing/provider.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { sweepPending } from './sweep-pending.ts';

let gate: ProviderGate;
let stack: Stack;
let agent: string;

beforeAll(async () => {
  gate = await openProviderGate();
  stack = await startStack({ providerUrl: gate.url });
  gate.target = stack.simulator.url;
  agent = await stack.signIn((await createDemoCompany('acme')).members.agent);
});
afterAll(async () => {
  await stack.stop();
  await gate.close();
});
afterEach(async () => {
  gate.isDown = false;
  await endTrouble(stack);
});

let customers = 0;

async function openConversation(): Promise<string> {
  customers += 1;
  const from = `+1415558${String(customers).padStart(4, '0')}`;
  await stack.control('messages', { from, to: NUMBER, text: 'Hi' });
  const { id } = await conversationWith('acme', from);
  await stack.call('acceptConversation', { conversationId: id }, agent);
  return id;
}

type Input = CallableInput<'sendMessage'>;

function newMessage(conversationId: string, text: string = randomUUID()): Input {
  const clientMessageId = randomUUID();
  return { conversationId, clientMessageId, type: 'message', text, uploads: [], replyToMessageId: null };
}

/** Sends as a browser does whose connection may break. */
async function trySend(input: Input): Promise<'answered' | 'broken'> {
  try {
    await stack.call('sendMessage', input, agent);
    return 'answered';
  } catch (error) {
    if (error instanceof TypeError) return 'broken'; // what fetch throws when the connection ends
    throw error;
  }
}

async function stored(input: Input) {
  const messages = await messagesOf('acme', input.conversationId);
  return messages.find(({ id }) => id === input.clientMessageId);
}

/** How often the provider has taken a text. */
async function taken(text: string): Promise<number> {
  return (await takenMessages(stack)).filter(({ body }) => body === text).length;
}

/** Runs the sweeper as it will run in so many milliseconds, against the stores and the provider as they are. */
async function sweepIn(ms: number): Promise<void> {
  const restore = setClock(() => Date.now() + ms);
  try {
    await sweepPending();
  } finally {
    restore();
  }
}

const MINUTE = 60_000;

/** Sends, and kills the functions while the sending stands at `point`. */
async function killAt(point: 'request' | 'answer', input: Input): Promise<void> {
  const held = gate.hold(point);
  const sending = trySend(input);
  await held.reached();
  const restarted = stack.killFunctions();
  expect(await sending).toBe('broken');
  await held.gone();
  held.open();
  await restarted;
}

describe('a crash', () => {
  it('before the provider has the message: it is not sent, says so, and can be tried again', async () => {
    const input = newMessage(await openConversation());
    await killAt('request', input);
    expect(await stored(input)).toMatchObject({ status: 'queued', providerMessageId: null });

    const again = await stack.call('sendMessage', input, agent);
    expect(again).toEqual({ ok: true, data: { messageId: input.clientMessageId, status: 'queued' } });
    await sweepIn(1.5 * MINUTE);
    expect((await stored(input))?.status).toBe('queued'); // the request may still be on its way
    await sweepIn(2.5 * MINUTE);
    expect(await stored(input)).toMatchObject({
      status: 'failed',
      outcome: 'known',
      error: { code: 'not-sent' },
    });
    expect(await taken(input.text)).toBe(0);

    const retry = { conversationId: input.conversationId, messageId: input.clientMessageId };
    expect(await stack.call('retryMessage', retry, agent)).toMatchObject({ data: { status: 'sent' } });
    expect(await taken(input.text)).toBe(1);
  });

  it('after the provider took it: the report finds the message, without the sweeper', async () => {
    const input = newMessage(await openConversation());
    await holdReports(stack); // nobody would be there to take them, and they come once
    await killAt('answer', input);
    await endTrouble(stack);
    const message = await eventually(
      () => stored(input),
      (found) => found?.status === 'delivered',
    );
    expect(message?.pendingSince).toBeUndefined();
    expect(message?.providerMessageId).toMatch(/^SM/);
    await sweepIn(3 * MINUTE);
    expect((await stored(input))?.status).toBe('delivered');
    expect(await taken(input.text)).toBe(1);
  });

  it('after the provider took it, with no report: the sweeper finds it in the provider’s list', async () => {
    const input = newMessage(await openConversation());
    await stack.control('trouble', { kind: 'delay', on: 'status', delayMs: 600_000 });
    await killAt('answer', input);
    await stack.call('sendMessage', input, agent);
    await sweepIn(1.5 * MINUTE);
    expect(await stored(input)).toMatchObject({
      status: 'sent',
      outcome: 'known',
      error: null,
      providerMessageId: expect.stringMatching(/^SM/),
    });
    expect(await taken(input.text)).toBe(1);
  });

  it('after which nobody can ask the provider: the outcome is unknown, and nothing is sent again', async () => {
    const input = newMessage(await openConversation());
    await stack.control('trouble', { kind: 'delay', on: 'status', delayMs: 600_000 });
    await killAt('answer', input);
    gate.isDown = true;
    await sweepIn(5 * MINUTE);
    expect((await stored(input))?.status).toBe('queued');
    await sweepIn(16 * MINUTE);
    expect(await stored(input)).toMatchObject({
      status: 'failed',
      outcome: 'unknown',
      error: { code: 'outcome-unknown', retryable: true },
    });
    expect(await taken(input.text)).toBe(1);
  });

  it('at any moment of many sendings loses none and doubles none', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, openConversation));
    const inputs = Array.from({ length: 24 }, (_, index) =>
      newMessage(ids[index % ids.length] ?? '', `storm ${index} ${randomUUID()}`),
    );
    // A few are through, a few stand before and behind the provider, and the rest come while nobody answers.
    const sendOneByOne = (some: Input[]) =>
      some.map(async (input, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 10));
        return trySend(input);
      });
    const first = await Promise.all(sendOneByOne(inputs.slice(0, 4)));
    const held = gate.hold('answer');
    const sendings = sendOneByOne(inputs.slice(4));
    await held.reached();
    const restarted = stack.killFunctions();
    await held.gone();
    held.open();
    await restarted;
    expect(new Set([...first, ...(await Promise.all(sendings))])).toEqual(new Set(['answered', 'broken']));
    await Promise.all(inputs.map(trySend)); // what every app does once it is back
    await sweepIn(3 * MINUTE);
    await sweepIn(3 * MINUTE);
    for (const input of inputs) {
      const message = await stored(input);
      const isSent = message?.status !== 'failed';
      expect(await taken(input.text)).toBe(isSent ? 1 : 0);
      expect(message?.pendingSince).toBeUndefined();
      expect(message?.outcome).not.toBe('unknown');
    }
  });
});

describe('a report that overtakes the answer to the sending', () => {
  it('is kept: the message ends delivered, under the provider’s id', async () => {
    const input = newMessage(await openConversation());
    const held = gate.hold('answer');
    const sending = stack.call('sendMessage', input, agent);
    await held.reached();
    await eventually(
      () => stored(input),
      (message) => message?.status === 'delivered',
    );
    held.open();
    expect(await sending).toMatchObject({ ok: true, data: { status: 'delivered' } });
    const message = await stored(input);
    expect(message).toMatchObject({ status: 'delivered', error: null });
    expect(message?.providerMessageId).toMatch(/^SM/);
    expect(message?.pendingSince).toBeUndefined();
  });

  it('is kept also where it says that the message failed', async () => {
    const input = newMessage(await openConversation());
    await stack.control('trouble', { kind: 'fail', errorCode: '30003', times: 1 });
    const held = gate.hold('answer');
    const sending = stack.call('sendMessage', input, agent);
    await eventually(
      () => stored(input),
      (message) => message?.status === 'failed',
    );
    held.open();
    expect(await sending).toMatchObject({ ok: true, data: { status: 'failed' } });
    expect(await stored(input)).toMatchObject({
      status: 'failed',
      error: { code: '30003', retryable: true },
    });
  });

  it('does not lower what came before it', async () => {
    const input = newMessage(await openConversation());
    await stack.control('trouble', { kind: 'reorder', times: 1 });
    await holdReports(stack);
    const held = gate.hold('answer');
    const sending = stack.call('sendMessage', input, agent);
    await held.reached();
    // Both reports are taken: each is read against the message, and the first raises it.
    const expected = { reads: 2, writes: 1, deletes: 0, invocations: 2 };
    expect(await stack.bill(() => endTrouble(stack), expected)).toEqual(expected);
    expect((await stored(input))?.status).toBe('delivered');
    held.open();
    await sending;
    expect((await stored(input))?.status).toBe('delivered');
  });
});
