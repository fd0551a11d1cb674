import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarSchema, type Interval } from '#contracts/collections/calendar.ts';
import { messageSchema } from '#contracts/collections/message.ts';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { revisionOf } from '#contracts/revision.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { createDemoCompany, NUMBER, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf } from '../testing/inbox.ts';
import { endTrouble, holdReports, textsTo } from '../testing/provider.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { newSid, postWebhook, smsForm } from '../testing/webhook.ts';

const CLOSED_TEXT = 'We are closed. We answer tomorrow.';

let stack: Stack;
let acme: DemoCompany;
let admin: string;
let calendarId: string;

beforeAll(async () => {
  stack = await startStack();
  acme = await createDemoCompany('acme');
  admin = await stack.signIn(acme.members.admin);
  calendarId = await saveHours('Shop', null, hoursAgo(5, 3));
  await stack.call('setHours', { target: { type: 'company' }, calendarId }, admin);
  await setClosedMessage(CLOSED_TEXT);
  await write('+14155550100'); // what is cached is cached
});
afterAll(() => stack.stop());

const BEGAN = new Date();
/** A zone where it is about noon, so that hours around now lie within one day whenever the tests run. */
const NOON_ZONE = zoneAhead(12 - BEGAN.getUTCHours());
const MINUTES_NOW = 12 * 60 + BEGAN.getUTCMinutes();

function zoneAhead(hours: number): string {
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** Open each day from so many hours before now to so many hours before now; negative is after. */
function hoursAgo(from: number, to: number): Interval[] {
  return [{ from: Math.round(MINUTES_NOW - from * 60), to: Math.round(MINUTES_NOW - to * 60) }];
}
const OPEN_NOW = hoursAgo(1, -4);

async function saveHours(name: string, id: string | null, intervals: Interval[]): Promise<string> {
  const week = Array.from({ length: 7 }, () => ({ intervals }));
  const chosen = id ?? randomId();
  const stored = await db().doc(paths.calendar('acme', chosen)).get();
  const expectedRevision = stored.exists ? revisionOf(calendarSchema.parse(stored.data())) : undefined;
  const which = { calendarId: chosen, isNew: id === null, expectedRevision };
  const input = { ...which, name, timeZone: NOON_ZONE, week, exceptions: [] };
  const result = await stack.call('saveCalendar', input, admin);
  if (!result.ok) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.data.calendarId;
}

const shopIs = (intervals: Interval[]) => saveHours('Shop', calendarId, intervals);

async function setClosedMessage(closedMessage: string | null) {
  const { channelId } = acme.channels.twilio_sms;
  const target = { type: 'channel', channelId, closedMessage } as const;
  expect(await stack.call('setHours', { target, calendarId: null }, admin)).toMatchObject({ ok: true });
}

let customers = 0;
function newCustomer(): string {
  customers += 1;
  return `+1415557${String(customers).padStart(4, '0')}`;
}

const write = (from: string, fields: Record<string, string> = {}) =>
  postWebhook(stack, 'sms', smsForm({ From: from, ...fields }));

/** What is stored of the notices to a customer, once all work is done. */
async function notices(from: string) {
  const { id } = await conversationWith('acme', from);
  await eventually(pendingWork, (pending) => pending === 0);
  return (await messagesOf('acme', id)).filter(({ direction }) => direction === 'outbound');
}

async function pendingWork(): Promise<number> {
  const entries = await db().collection(paths.outbox('acme')).get();
  return entries.docs.filter((entry) => outboxEntrySchema.parse(entry.data()).state === 'pending').length;
}

/** How many of the messages sent are not yet told to have arrived. */
async function unreportedMessages(): Promise<number> {
  const all = await db().collectionGroup('messages').get();
  const messages = all.docs.map((message) => messageSchema.parse(message.data()));
  return messages.filter(({ direction, status }) => direction === 'outbound' && status !== 'delivered')
    .length;
}

/** What the customer's phone got. */
const received = (to: string) => textsTo(stack, to);

describe('a customer who writes while it is closed', () => {
  it('is told once, and still waits for people', async () => {
    const from = newCustomer();
    await write(from, { Body: 'Hello?' });
    const [notice, ...others] = await notices(from);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ text: CLOSED_TEXT, sentBy: null, from: NUMBER, public: true });
    expect(notice).not.toHaveProperty('assistant');
    const before = await conversationWith('acme', from);
    expect(before).toMatchObject({
      status: 'waiting',
      unread: true,
      lastMessage: { direction: 'outbound', text: CLOSED_TEXT },
    });
    expect(before.waitingSince).not.toBeNull();
    expect(before.ticket.firstResponseAt).toBeNull();
    await write(from, { Body: 'Anybody?' });
    expect(await notices(from)).toHaveLength(1);
    await eventually(
      () => notices(from),
      ([sent]) => sent?.status === 'delivered',
    );
    expect(await received(from)).toEqual([CLOSED_TEXT]);
  });

  it('is told again in the next closed period, and not while it is open', async () => {
    const from = newCustomer();
    await write(from);
    expect(await notices(from)).toHaveLength(1);
    await shopIs(OPEN_NOW);
    await write(from);
    expect(await notices(from)).toHaveLength(1);
    await shopIs(hoursAgo(5, 0.5));
    await write(from);
    expect(await notices(from)).toHaveLength(2);
    await write(from);
    expect(await notices(from)).toHaveLength(2);
    await shopIs(hoursAgo(5, 3)); // closed earlier after all: still the same evening
    await write(from);
    expect(await notices(from)).toHaveLength(2);
  });

  it('is told once when several messages come at once, also as the first of a customer', async () => {
    const from = newCustomer();
    await Promise.all(Array.from({ length: 6 }, () => write(from)));
    expect(await notices(from)).toHaveLength(1);
    expect((await conversationWith('acme', from)).inboundCount).toBe(6);
    expect(await received(from)).toEqual([CLOSED_TEXT]);
  });

  it('is told nothing again when the provider delivers the message again', async () => {
    const from = newCustomer();
    const again = { MessageSid: newSid() };
    for (let delivery = 0; delivery < 3; delivery += 1) await write(from, again);
    expect(await notices(from)).toHaveLength(1);
  });

  it('is told nothing after STOP, and nothing for START and HELP', async () => {
    const from = newCustomer();
    for (const word of ['STOP', 'START', 'HELP']) await write(from, { Body: word });
    expect(await notices(from)).toEqual([]);
    await write(from, { Body: 'And now a question' });
    expect(await notices(from)).toHaveLength(1);
    const stopped = newCustomer();
    for (const word of ['STOP', 'Hello?']) await write(stopped, { Body: word });
    expect(await notices(stopped)).toEqual([]);
  });

  it('is told nothing in the middle of a talk with a member who answers although it is closed', async () => {
    const from = newCustomer();
    await shopIs(OPEN_NOW);
    await write(from);
    await shopIs(hoursAgo(5, 3));
    const { id } = await conversationWith('acme', from);
    await stack.call('acceptConversation', { conversationId: id }, admin);
    const content = { type: 'message' as const, text: 'Still here.', uploads: [], replyToMessageId: null };
    const input = { conversationId: id, clientMessageId: randomUUID(), ...content };
    expect(await stack.call('sendMessage', input, admin)).toMatchObject({ ok: true });
    await write(from, { Body: 'Good!' });
    await write(from, { Body: 'One more thing' });
    expect((await notices(from)).map(({ text }) => text)).toEqual(['Still here.']);
  });

  it('is told nothing where the channel has no message', async () => {
    await setClosedMessage(null);
    const from = newCustomer();
    await write(from);
    expect(await notices(from)).toEqual([]);
    await setClosedMessage(CLOSED_TEXT);
  });
});

describe('the work of telling', () => {
  it('run again sends nothing again, and is dropped once it is open', async () => {
    const from = newCustomer();
    await write(from);
    expect(await notices(from)).toHaveLength(1);
    const { id, closedNoticeAt } = await conversationWith('acme', from);
    const closedSince = closedNoticeAt ?? 0;
    const entry = {
      companyId: 'acme',
      job: { type: 'closed-message', conversationId: id, text: CLOSED_TEXT, closedSince },
      state: 'pending',
      attempts: 0,
      nextAttemptAt: 0,
      lastError: null,
      createdAt: 0,
    } as const;
    const { docs } = await db().collection(paths.outbox('acme')).get();
    const original = docs.find((doc) => doc.get('job.conversationId') === id);
    await original?.ref.delete();
    await original?.ref.set(entry);
    expect(await notices(from)).toHaveLength(1);

    await shopIs(OPEN_NOW);
    const later = { ...entry, job: { ...entry.job, closedSince: closedSince + 1 } };
    await db().doc(paths.outboxEntry('acme', 'late')).set(later);
    expect(await notices(from)).toHaveLength(1);
    await shopIs(hoursAgo(5, 3));
  });
});

describe('what it costs', () => {
  // A report of what was sent before would fall into a bill.
  beforeAll(async () => {
    await eventually(unreportedMessages, (unreported) => unreported === 0);
  });

  it('while open, a known customer costs what it did: 2 reads and 2 writes', async () => {
    const from = newCustomer();
    await shopIs(OPEN_NOW);
    await write(from);
    const billed = await stack.bill(() => write(from));
    expect(billed).toEqual({ reads: 2, writes: 2, deletes: 0, invocations: 1 });
    await shopIs(hoursAgo(5, 3));
  });

  it('while closed, the message costs one write more, and then nothing more', async () => {
    const from = newCustomer();
    await shopIs(OPEN_NOW);
    await write(from);
    await shopIs(hoursAgo(5, 3));
    const other = newCustomer();
    await write(other); // caches the hours again
    await eventually(
      () => notices(other),
      ([sent]) => sent?.status === 'delivered',
    );
    const { id } = await conversationWith('acme', from);
    await holdReports(stack); // one that overtakes the provider's answer costs more
    // Taking it: 2 reads, 3 writes. Telling: entry and conversation; message, conversation and mark; the provider's
    // answer.
    const telling = { reads: 4, writes: 7, deletes: 0, invocations: 2 };
    expect(await stack.bill(() => write(from), telling)).toEqual(telling);
    // Then two callbacks, each a read, and a write where it tells something new.
    const reports = { reads: 2, writes: 1, deletes: 0, invocations: 2 };
    expect(await stack.bill(() => endTrouble(stack), reports)).toEqual(reports);
    expect((await messagesOf('acme', id)).at(-1)).toMatchObject({ text: CLOSED_TEXT, status: 'delivered' });
    expect(await stack.bill(() => write(from))).toEqual({
      reads: 2,
      writes: 2,
      deletes: 0,
      invocations: 1,
    });
  });
});

describe('a conversation that begins while its queue is closed', () => {
  it('goes to the queue that is named for it, and stays where it belongs while that is open', async () => {
    const created = await stack.call(
      'saveQueue',
      { queueId: null, name: 'Night', color: 'blue', archived: false },
      admin,
    );
    if (!created.ok) throw new Error('no queue');
    const night = created.data.queueId;
    const target = { type: 'queue', queueId: QUEUE_ID, closedQueueId: night } as const;
    expect(await stack.call('setHours', { target, calendarId: null }, admin)).toMatchObject({ ok: true });

    const first = newCustomer();
    await write(first);
    const waiting = await conversationWith('acme', first);
    expect(waiting.queueId).toBe(night);
    await stack.call('closeConversation', { conversationId: waiting.id }, admin);
    await shopIs(OPEN_NOW);
    await write(first);
    expect((await conversationWith('acme', first)).queueId).toBe(QUEUE_ID);
    await stack.call('closeConversation', { conversationId: waiting.id }, admin);
    await shopIs(hoursAgo(5, 3));
    await write(first);
    expect((await conversationWith('acme', first)).queueId).toBe(night);

    const open = newCustomer();
    await shopIs(OPEN_NOW);
    await write(open);
    await shopIs(hoursAgo(5, 3));
    await write(open); // the conversation goes on where it is
    expect((await conversationWith('acme', open)).queueId).toBe(QUEUE_ID);
  });
});
