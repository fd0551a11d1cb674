import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf } from '../testing/inbox.ts';
import { endTrouble, holdReports, takenMessages } from '../testing/provider.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';

let stack: Stack;
let company: DemoCompany;
let agent: string;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  agent = await stack.signIn(company.members.agent);
});
afterAll(() => stack.stop());
afterEach(async () => {
  await endTrouble(stack);
});

let customers = 0;

/** A conversation that the agent holds. The customer writes on WhatsApp unless told otherwise. */
async function openConversation(prefix = 'whatsapp:'): Promise<{ id: string; address: string }> {
  customers += 1;
  const address = `${prefix}+1415556${String(customers).padStart(4, '0')}`;
  await stack.control('messages', { from: address, to: `${prefix}${NUMBER}`, text: 'Hi' });
  const { id } = await conversationWith('acme', address);
  expect(await stack.call('acceptConversation', { conversationId: id }, agent)).toMatchObject({ ok: true });
  return { id, address };
}

function text(conversationId: string, body = 'Hello!'): CallableInput<'sendMessage'> {
  const clientMessageId = randomUUID();
  return {
    conversationId,
    clientMessageId,
    type: 'message',
    text: body,
    uploads: [],
    replyToMessageId: null,
  };
}

async function sent(conversationId: string, messageId: string) {
  const message = (await messagesOf('acme', conversationId)).find(({ id }) => id === messageId);
  if (message === undefined) throw new Error('message is not stored');
  return message;
}

const received = () => takenMessages(stack);

describe('sending a message', () => {
  it('reaches the customer and ends read, within 5 reads, 5 writes and 4 invocations', async () => {
    const other = await openConversation();
    const warm = text(other.id, 'warm');
    await stack.call('sendMessage', warm, agent);
    await eventually(
      () => sent(other.id, warm.clientMessageId),
      ({ status }) => status === 'delivered',
    );

    const { id, address } = await openConversation();
    const input = text(id, 'budget');
    await holdReports(stack); // one that overtakes the answer, or another report, costs more
    const call = await stack.bill(async () => {
      const result = await stack.call('sendMessage', input, agent);
      expect(result).toEqual({ ok: true, data: { messageId: input.clientMessageId, status: 'sent' } });
    });
    expect(call).toEqual({ reads: 2, writes: 3, deletes: 0, invocations: 1 });
    const expected = { reads: 2, writes: 1, deletes: 0, invocations: 2 };
    expect(await stack.bill(() => endTrouble(stack), expected)).toEqual(expected); // sent, delivered
    const reading = await stack.bill(() =>
      stack.control('read', { phone: address, company: `whatsapp:${NUMBER}` }),
    );
    expect(reading).toEqual({ reads: 1, writes: 1, deletes: 0, invocations: 1 });
    expect(await sent(id, input.clientMessageId)).toMatchObject({ status: 'read', error: null });
    expect((await sent(id, input.clientMessageId)).pendingSince).toBeUndefined();
    const conversation = await conversationWith('acme', address);
    expect(conversation).toMatchObject({
      waitingSince: null,
      unread: false,
      lastMessage: { text: 'budget', direction: 'outbound', sentBy: 'acme-agent' },
    });
    expect(conversation.ticket.firstResponseAt).not.toBeNull();
  });

  it('sends once however often the same call comes', async () => {
    const { id } = await openConversation();
    const input = text(id, `once ${randomUUID()}`);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => stack.call('sendMessage', input, agent)),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await received()).filter(({ body }) => body === input.text)).toHaveLength(1);
  });

  it('answers a repeated call with the first one even after the conversation was closed', async () => {
    const { id } = await openConversation();
    const input = text(id);
    await stack.call('sendMessage', input, agent);
    await stack.call('closeConversation', { conversationId: id }, agent);
    expect(await stack.call('sendMessage', input, agent)).toMatchObject({ ok: true });
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({
      ok: false,
      details: { reason: 'conversation-closed' },
    });
  });

  it('keeps the highest status when callbacks come in any order and twice', async () => {
    const { id } = await openConversation('');
    await stack.control('trouble', { kind: 'reorder', times: 1 });
    await stack.control('trouble', { kind: 'duplicate', on: 'status', copies: 3, times: 2 });
    const input = text(id);
    // The call, and eight reports, each read against the message.
    await stack.bill(() => stack.call('sendMessage', input, agent), { reads: 10, invocations: 9 });
    expect((await sent(id, input.clientMessageId)).status).toBe('delivered');
  });

  it('keeps a status that comes before the send call has answered', async () => {
    const { id } = await openConversation('');
    const input = text(id, `early ${randomUUID()}`);
    await stack.control('trouble', { kind: 'break-after-accept', times: 1 });
    const result = await stack.call('sendMessage', input, agent);
    expect(result).toMatchObject({ ok: true, data: { status: 'queued' } });
    const message = await eventually(
      () => sent(id, input.clientMessageId),
      ({ status }) => status === 'delivered',
    );
    expect(message.pendingSince).toBeUndefined();
    expect(message.providerMessageId).toMatch(/^SM/);
  });

  it('fails with a sentence and can be tried again under the same id', async () => {
    const { id } = await openConversation('');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 30001, times: 1 });
    const input = text(id);
    expect(await stack.call('sendMessage', input, agent)).toMatchObject({
      ok: true,
      data: { status: 'failed' },
    });
    expect((await sent(id, input.clientMessageId)).error).toEqual({
      code: '30001',
      message: 'The queue of messages is full. Try again later.',
      retryable: true,
    });
    const retry = { conversationId: id, messageId: input.clientMessageId };
    const both = await Promise.all([
      stack.call('retryMessage', retry, agent),
      stack.call('retryMessage', retry, agent),
    ]);
    expect(both.filter((result) => result.ok && result.data.status === 'sent')).toHaveLength(1);
    await eventually(
      () => sent(id, input.clientMessageId),
      ({ status }) => status === 'delivered',
    );
    expect(await stack.call('retryMessage', retry, agent)).toMatchObject({
      details: { reason: 'message-not-failed' },
    });
  });

  it('waits and tries again when the provider says it is too much at once', async () => {
    const { id } = await openConversation('');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 429, times: 1 });
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({ data: { status: 'sent' } });
  });

  it('is refused to who does not hold the conversation, and before it is accepted', async () => {
    const { id } = await openConversation();
    const second = await stack.signIn(company.members.secondAgent);
    expect(await stack.call('sendMessage', text(id), second)).toMatchObject({
      status: 'PERMISSION_DENIED',
      details: { reason: 'conversation-not-yours' },
    });
    const supervisor = await stack.signIn(company.members.supervisor);
    expect(await stack.call('sendMessage', text(id), supervisor)).toMatchObject({ ok: true });
    await stack.call('returnToQueue', { conversationId: id }, agent);
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({
      details: { reason: 'conversation-not-open' },
    });
  });

  it('is refused where there is nothing to send, too much of it, or no such quote', async () => {
    const { id } = await openConversation();
    const refused = async (change: Partial<CallableInput<'sendMessage'>>) => {
      const result = await stack.call('sendMessage', { ...text(id), ...change }, agent);
      return result.ok ? 'sent' : result.details?.reason;
    };
    expect(await refused({ text: '  \n' })).toBe('empty-message');
    expect(await refused({ text: 'x'.repeat(1601) })).toBe('too-long');
    expect(await refused({ replyToMessageId: 'nothing-here' })).toBe('reply-target-missing');
    const files = ['a', 'b'].map((name) => ({ path: `uploads/acme/x/${name}`, name }));
    expect(await refused({ uploads: files })).toBe('limit-reached');
  });

  it('is refused on WhatsApp when the 24 hours are over', async () => {
    const { id } = await openConversation();
    await db().doc(paths.conversation('acme', id)).update({ windowEndsAt: 1000 });
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({
      details: { reason: 'window-closed', values: { windowEndsAt: 1000 } },
    });
  });

  it('follows an opt-out that the provider knows of', async () => {
    const { id, address } = await openConversation('');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 21610, times: 1 });
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({ data: { status: 'failed' } });
    expect((await conversationWith('acme', address)).consent).toBe('opted_out');
    expect(await stack.call('sendMessage', text(id), agent)).toMatchObject({
      details: { reason: 'opted-out' },
    });
  });

  it('stores a note for members only and leaves the row alone', async () => {
    const { id, address } = await openConversation();
    const before = await conversationWith('acme', address);
    const second = await stack.signIn(company.members.secondAgent);
    const note = { ...text(id, 'between us'), type: 'note' as const };
    expect(await stack.call('sendMessage', note, second)).toMatchObject({ ok: true, data: { status: null } });
    expect(await sent(id, note.clientMessageId)).toMatchObject({
      direction: 'note',
      public: false,
      status: null,
    });
    expect(await conversationWith('acme', address)).toEqual(before);
    expect((await received()).some(({ body }) => body === 'between us')).toBe(false);
  });
});

describe('the sweeper', () => {
  const age = (id: string, messageId: string, ms: number) =>
    db()
      .doc(paths.message('acme', id, messageId))
      .update({ pendingSince: Date.now() - ms });

  it('finds what the provider took before a crash, and sends nothing', async () => {
    const { id, address } = await openConversation('');
    const input = text(id, `crash ${randomUUID()}`);
    await stack.call('sendMessage', input, agent);
    await eventually(
      () => sent(id, input.clientMessageId),
      ({ status }) => status === 'delivered',
    );
    const before = (await received()).length;
    const ref = db().doc(paths.message('acme', id, input.clientMessageId));
    await ref.update({ status: 'queued', providerMessageId: null, pendingSince: Date.now() - 61_000 });
    await stack.emulators.control.runSchedule('sweepPending');
    const settled = await sent(id, input.clientMessageId);
    expect(settled).toMatchObject({ status: 'delivered', error: null });
    expect(settled.pendingSince).toBeUndefined();
    expect((await received()).length).toBe(before);
    expect(address).toBeTruthy();
  });

  it('says that a message was not sent when the provider never got it', async () => {
    const { id } = await openConversation('');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 503, times: 1 });
    const input = text(id, `lost ${randomUUID()}`);
    expect(await stack.call('sendMessage', input, agent)).toMatchObject({ data: { status: 'queued' } });
    await age(id, input.clientMessageId, 90_000);
    await stack.emulators.control.runSchedule('sweepPending');
    expect((await sent(id, input.clientMessageId)).status).toBe('queued'); // it may still be on its way
    await age(id, input.clientMessageId, 130_000);
    await stack.emulators.control.runSchedule('sweepPending');
    expect(await sent(id, input.clientMessageId)).toMatchObject({
      status: 'failed',
      outcome: 'known',
      error: { code: 'not-sent', retryable: true },
    });
    const retry = { conversationId: id, messageId: input.clientMessageId };
    expect(await stack.call('retryMessage', retry, agent)).toMatchObject({ data: { status: 'sent' } });
  });
});

it('counts from now how long a message waits, although the conversation’s last one claims to be of the future', async () => {
  const { id } = await openConversation('');
  await db()
    .doc(paths.conversation('acme', id))
    .update({ 'lastMessage.at': Date.now() + 3_600_000 });
  await stack.control('trouble', { kind: 'refuse', httpStatus: 503, times: 1 });
  const input = text(id);
  await stack.call('sendMessage', input, agent);
  const message = await sent(id, input.clientMessageId);
  expect(message.providerAt).toBeGreaterThan(Date.now() + 3_000_000); // stays last in the conversation
  expect(message.pendingSince).toBeLessThanOrEqual(Date.now());
});

describe('a callback', () => {
  it('with ids that nobody signed is looked up by the provider id instead', async () => {
    const { id } = await openConversation('');
    const input = text(id);
    await stack.call('sendMessage', input, agent);
    const message = await eventually(
      () => sent(id, input.clientMessageId),
      ({ status }) => status === 'delivered',
    );
    const form = {
      ...smsForm(),
      From: NUMBER,
      To: '+14155550000',
      MessageSid: message.providerMessageId ?? '',
    };
    expect(await postWebhook(stack, 'status', { ...form, MessageStatus: 'read' })).toMatchObject({
      status: 200,
    });
    expect((await sent(id, input.clientMessageId)).status).toBe('read');
    expect(
      await postWebhook(stack, 'status', { ...form, MessageStatus: 'failed', ErrorCode: '30008' }),
    ).toMatchObject({ status: 200 });
    expect(await sent(id, input.clientMessageId)).toMatchObject({ status: 'read', error: null });
  });
});
