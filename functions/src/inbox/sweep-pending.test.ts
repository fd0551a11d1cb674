import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { forgetSecret } from '../connections/secret-store.ts';
import { db } from '../platform/admin.ts';
import { setClock } from '../platform/clock.ts';
import { createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { outboundMessage } from '../testing/factories.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { sweepPending } from './sweep-pending.ts';

let stack: Stack;
let company: DemoCompany;
let conversationId: string;
let customers = 0;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
});
afterAll(() => stack.stop());
beforeEach(async () => {
  customers += 1;
  const from = `+1415559${String(customers).padStart(4, '0')}`;
  await stack.control('messages', { from, to: NUMBER, text: 'Hi' });
  conversationId = (await conversationWith('acme', from)).id;
});

/** A message that a crash left behind a while ago. */
async function leaveStuck(text: string): Promise<string> {
  const id = randomUUID();
  const at = Date.now();
  const stuck = outboundMessage({ conversationId, text, providerAt: at, pendingSince: at, attemptId: id });
  await db()
    .doc(paths.message('acme', conversationId, id))
    .set(stuck);
  return id;
}

/** What the provider took of this conversation, without ever having told us. */
async function takenByProvider(texts: string[]): Promise<void> {
  const { client } = await conversationWithId();
  const messages = texts.map((text, index) => ({
    direction: 'outbound',
    from: NUMBER,
    to: client.address,
    text,
    at: Date.now() + index,
  }));
  await stack.control('history', { messages });
}

async function conversationWithId() {
  const snapshot = await db().doc(paths.conversation('acme', conversationId)).get();
  return conversationWith('acme', String(snapshot.get('client.address')));
}

async function outcomeOf(id: string) {
  return (await messagesOf('acme', conversationId)).find((message) => message.id === id);
}

async function sweepIn(ms: number, runs = 1): Promise<void> {
  const restore = setClock(() => Date.now() + ms);
  try {
    await Promise.all(Array.from({ length: runs }, sweepPending));
  } finally {
    restore();
  }
}

const MINUTE = 60_000;

describe('the sweeper', () => {
  it('gives one message of the provider to one of ours, however many runs overlap', async () => {
    const ids = [await leaveStuck('ok'), await leaveStuck('ok')];
    await takenByProvider(['ok']);
    await sweepIn(3 * MINUTE, 3);
    await sweepIn(3 * MINUTE);
    const outcomes = await Promise.all(ids.map(outcomeOf));
    expect(new Set(outcomes.map((message) => message?.status))).toEqual(new Set(['delivered', 'failed']));
    expect(outcomes.filter((message) => message?.providerMessageId !== null)).toHaveLength(1);
  });

  it('finds a message that the provider trimmed', async () => {
    const id = await leaveStuck('see you \n');
    await takenByProvider(['see you']);
    await sweepIn(3 * MINUTE);
    expect(await outcomeOf(id)).toMatchObject({ status: 'delivered' });
  });

  it('does not claim that a message was not sent when it has seen only the end of the list', async () => {
    const id = await leaveStuck('the first of many');
    await takenByProvider(['the first of many', ...Array.from({ length: 60 }, (_, n) => `more ${n}`)]);
    await sweepIn(3 * MINUTE);
    expect((await outcomeOf(id))?.status).toBe('queued');
    await sweepIn(16 * MINUTE);
    expect(await outcomeOf(id)).toMatchObject({ status: 'failed', outcome: 'unknown' });
  });

  it('settles what it cannot ask for, so that it never stands in the way of others', async () => {
    const { channelId } = company.channels.twilio_sms;
    const ref = db().doc(paths.secret('acme', channelId));
    const secret = (await ref.get()).data() ?? {};
    const id = await leaveStuck('no credentials');
    await ref.delete();
    forgetSecret('acme', channelId);
    await sweepIn(16 * MINUTE);
    await ref.set(secret);
    expect(await outcomeOf(id)).toMatchObject({ status: 'failed', outcome: 'unknown' });
  });
});
