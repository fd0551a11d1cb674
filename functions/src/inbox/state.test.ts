import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ticketSchema } from '#contracts/collections/conversation.ts';
import { clientSchema } from '#contracts/collections/client.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, NUMBER, QUEUE_ID, TAG_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';

let stack: Stack;
let company: DemoCompany;
let agent: string;
let secondAgent: string;
let supervisor: string;
let functionsBeganAt: number;

beforeAll(async () => {
  functionsBeganAt = Date.now();
  stack = await startStack();
  company = await createDemoCompany('acme');
  [agent, secondAgent, supervisor] = await Promise.all([
    stack.signIn(company.members.agent),
    stack.signIn(company.members.secondAgent),
    stack.signIn(company.members.supervisor),
  ]);
});
afterAll(() => stack.stop());

let customers = 0;

async function newConversation() {
  customers += 1;
  const address = `+1415557${String(customers).padStart(4, '0')}`;
  await postWebhook(stack, 'sms', smsForm({ From: address }));
  const { id } = await conversationWith('acme', address);
  return { id, address, conversationId: id };
}

/**
 * The same of functions that began half a minute ago at most: what they keep for a minute does not grow old in the middle
 * of a bill.
 */
async function newConversationToBill() {
  if (Date.now() - functionsBeganAt > 30_000) {
    await stack.killFunctions();
    functionsBeganAt = Date.now();
  }
  return newConversation();
}

async function lines(conversationId: string) {
  return (await messagesOf('acme', conversationId)).flatMap(({ event }) =>
    event === undefined ? [] : [event],
  );
}

describe('accepting', () => {
  it('gives one of two agents the conversation, and tells the other who has it', async () => {
    const { id, address, conversationId } = await newConversation();
    const results = await Promise.all([
      stack.call('acceptConversation', { conversationId }, agent),
      stack.call('acceptConversation', { conversationId }, secondAgent),
    ]);
    const { assigneeId, status } = await conversationWith('acme', address);
    expect(status).toBe('open');
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { reason: 'conversation-taken', values: { assigneeId } },
    });
    expect(await lines(id)).toEqual([{ type: 'accepted', by: assigneeId }]);
  });

  it('costs at most 3 reads and 3 writes, and nothing the second time', async () => {
    const { conversationId } = await newConversationToBill();
    const first = await stack.bill(() => stack.call('acceptConversation', { conversationId }, agent));
    expect(first).toEqual({ reads: 2, writes: 2, deletes: 0, invocations: 1 });
    const again = await stack.bill(() => stack.call('acceptConversation', { conversationId }, agent));
    expect(again.writes).toBe(0);
  });
});

describe('transferring', () => {
  it('hands to a member or a queue, within budget, and leaves a line', async () => {
    const { id, address, conversationId } = await newConversationToBill();
    await stack.call('acceptConversation', { conversationId }, agent);
    const { secondAgent: memberId, agent: agentId } = company.members;
    const billed = await stack.bill(() =>
      stack.call('transferConversation', { conversationId, to: { type: 'member', memberId } }, agent),
    );
    expect(billed).toEqual({ reads: 3, writes: 2, deletes: 0, invocations: 1 });
    expect(await conversationWith('acme', address)).toMatchObject({ status: 'open', assigneeId: memberId });
    const back = { conversationId, to: { type: 'queue', queueId: QUEUE_ID } } as const;
    expect(await stack.call('transferConversation', back, agent)).toMatchObject({
      details: { reason: 'conversation-not-yours' },
    });
    expect(await stack.call('transferConversation', back, supervisor)).toMatchObject({ ok: true });
    expect(await conversationWith('acme', address)).toMatchObject({
      status: 'waiting',
      assigneeId: null,
      queueId: QUEUE_ID,
    });
    expect(await lines(id)).toEqual([
      { type: 'accepted', by: agentId },
      { type: 'transferred', by: agentId, toQueueId: null, toMemberId: memberId },
      { type: 'transferred', by: company.members.supervisor, toQueueId: QUEUE_ID, toMemberId: null },
    ]);
  });

  it('refuses a member or queue that is not there', async () => {
    const { conversationId } = await newConversation();
    for (const to of [
      { type: 'member', memberId: 'nobody' },
      { type: 'queue', queueId: 'nowhere' },
    ] as const) {
      expect(await stack.call('transferConversation', { conversationId, to }, agent)).toMatchObject({
        status: 'NOT_FOUND',
        details: { reason: 'not-found' },
      });
    }
  });

  it('goes back to the queue', async () => {
    const { address, conversationId } = await newConversation();
    await stack.call('acceptConversation', { conversationId }, agent);
    expect(await stack.call('returnToQueue', { conversationId }, secondAgent)).toMatchObject({ ok: false });
    expect(await stack.call('returnToQueue', { conversationId }, agent)).toMatchObject({ ok: true });
    expect(await conversationWith('acme', address)).toMatchObject({ status: 'waiting', assigneeId: null });
  });
});

describe('closing', () => {
  it('keeps the ticket, can be undone as if it had not been, and starts a new ticket when the customer writes', async () => {
    const { id, address, conversationId } = await newConversationToBill();
    await stack.call('acceptConversation', { conversationId }, agent);
    const before = await conversationWith('acme', address);
    const billed = await stack.bill(() => stack.call('closeConversation', { conversationId }, agent));
    expect(billed).toEqual({ reads: 2, writes: 3, deletes: 0, invocations: 1 });
    const ticketRef = db().doc(paths.ticket('acme', before.ticket.id));
    expect(ticketSchema.parse((await ticketRef.get()).data())).toMatchObject({
      number: before.ticket.number,
      conversationId: id,
      closedBy: company.members.agent,
    });
    const undo = await stack.call(
      'reopenConversation',
      { conversationId, undoTicketId: before.ticket.id },
      agent,
    );
    expect(undo).toMatchObject({ ok: true });
    expect(await conversationWith('acme', address)).toEqual(before);
    expect((await ticketRef.get()).exists).toBe(false);

    await stack.call('closeConversation', { conversationId }, agent);
    await postWebhook(stack, 'sms', smsForm({ From: address, Body: 'one more thing' }));
    const after = await conversationWith('acme', address);
    expect(after).toMatchObject({
      id,
      status: 'waiting',
      assigneeId: null,
      handler: 'none',
      inboundCount: 2,
    });
    expect(after.ticket.id).not.toBe(before.ticket.id);
    expect((await lines(id)).map(({ type }) => type)).toEqual([
      'accepted',
      'closed',
      'reopened',
      'closed',
      'started',
    ]);
    expect(
      await stack.call('reopenConversation', { conversationId, undoTicketId: before.ticket.id }, agent),
    ).toMatchObject({ details: { reason: 'nothing-to-undo' } });
  });

  it('is reopened by a member with a new ticket', async () => {
    const { address, conversationId } = await newConversation();
    const { ticket } = await conversationWith('acme', address);
    await stack.call('closeConversation', { conversationId }, agent);
    await stack.call('reopenConversation', { conversationId, undoTicketId: null }, secondAgent);
    const reopened = await conversationWith('acme', address);
    expect(reopened).toMatchObject({ status: 'open', assigneeId: company.members.secondAgent });
    expect(reopened.ticket.number).not.toBe(ticket.number);
  });
});

describe('labels and reading', () => {
  it('sets priority and tags with a line each, and only tags that exist', async () => {
    const { id, address, conversationId } = await newConversation();
    await stack.call('setPriority', { conversationId, priority: 'urgent' }, agent);
    await stack.call('setTags', { conversationId, tags: [TAG_ID] }, agent);
    expect(await conversationWith('acme', address)).toMatchObject({ priority: 'urgent', tags: [TAG_ID] });
    expect(await stack.call('setTags', { conversationId, tags: ['no-tag'] }, agent)).toMatchObject({
      details: { reason: 'not-found', field: 'tags' },
    });
    expect((await lines(id)).map(({ type }) => type)).toEqual(['priority', 'tags']);
  });

  it('marks what was seen and never un-reads what came later', async () => {
    const { address, conversationId } = await newConversationToBill();
    await postWebhook(stack, 'sms', smsForm({ From: address }));
    const billed = await stack.bill(() => stack.call('markRead', { conversationId, inboundCount: 1 }, agent));
    expect(billed).toEqual({ reads: 2, writes: 1, deletes: 0, invocations: 1 });
    expect(await conversationWith('acme', address)).toMatchObject({ readCount: 1, unread: true });
    await stack.call('markRead', { conversationId, inboundCount: 99 }, agent);
    await stack.call('markRead', { conversationId, inboundCount: 1 }, agent);
    expect(await conversationWith('acme', address)).toMatchObject({ readCount: 2, unread: false });
  });
});

describe('starting a conversation', () => {
  it('finds the customer however the number is written, and joins what they send later', async () => {
    const { channelId } = company.channels.twilio_sms;
    const start = (phone: string) =>
      stack.call('startConversation', { channelId, phone, name: 'Luz' }, agent);
    const first = await start('(415) 555-0177');
    const second = await start('+1 415 555 0177');
    expect(first).toEqual(second);
    await postWebhook(stack, 'sms', smsForm({ From: '+14155550177', Body: 'yes?' }));
    const conversation = await conversationWith('acme', '+14155550177');
    expect(first).toMatchObject({ data: { conversationId: conversation.id } });
    expect(conversation).toMatchObject({
      status: 'open',
      assigneeId: company.members.agent,
      client: { name: 'Luz' },
      inboundCount: 1,
    });
    expect(await start('12345')).toMatchObject({ details: { reason: 'phone-invalid' } });
    expect(
      await stack.call('startConversation', { channelId, phone: '+14155550177', name: null }, secondAgent),
    ).toMatchObject({
      details: { reason: 'conversation-taken' },
    });
  });

  it('meets the same client on SMS and WhatsApp', async () => {
    await postWebhook(stack, 'sms', smsForm({ From: '+14155550188' }));
    const whatsapp = { From: 'whatsapp:+14155550188', To: `whatsapp:${NUMBER}`, ProfileName: 'Ana' };
    await postWebhook(stack, 'whatsapp', smsForm(whatsapp));
    const onSms = await conversationWith('acme', '+14155550188');
    const onWhatsapp = await conversationWith('acme', 'whatsapp:+14155550188');
    expect(onWhatsapp.clientId).toBe(onSms.clientId);
    expect(onWhatsapp.id).not.toBe(onSms.id);
  });

  it('keeps one conversation when a user id appears or the number changes its spelling', async () => {
    const to = { To: `whatsapp:${NUMBER}` };
    await postWebhook(stack, 'whatsapp', smsForm({ ...to, From: 'whatsapp:+5215512345678' }));
    await postWebhook(stack, 'whatsapp', smsForm({ ...to, From: 'whatsapp:+525512345678' }));
    const withId = { ...to, From: 'whatsapp:+525512345678', ExternalUserId: 'whatsapp:MX.1' };
    await postWebhook(stack, 'whatsapp', smsForm(withId));
    await postWebhook(stack, 'whatsapp', smsForm(withId));
    const conversation = await conversationWith('acme', 'whatsapp:+525512345678');
    expect(conversation.inboundCount).toBe(4);
  });
});

describe('saving a client', () => {
  it('renames the client, its search words and its rows', async () => {
    const { address } = await newConversation();
    const { clientId } = await conversationWith('acme', address);
    const saved = await stack.call(
      'saveClient',
      { clientId, name: 'José Pérez', notes: 'likes blue' },
      agent,
    );
    expect(saved).toEqual({ ok: true, data: { clientId } });
    const client = clientSchema.parse((await db().doc(paths.client('acme', clientId)).get()).data());
    expect(client).toMatchObject({ name: 'José Pérez', notes: 'likes blue' });
    expect(client.searchTokens).toContain('perez');
    expect((await conversationWith('acme', address)).client.name).toBe('José Pérez');
  });

  it('is refused over what somebody else has saved meanwhile, field by field, and repeated without harm', async () => {
    const { address } = await newConversation();
    const { clientId } = await conversationWith('acme', address);
    const ref = db().doc(paths.client('acme', clientId));
    const { name, notes } = clientSchema.parse((await ref.get()).data());
    const save = (change: object) => stack.call('saveClient', { clientId, ...change }, agent);
    const first = { notes: 'By Ana.', expected: { notes } };
    expect(await save(first)).toMatchObject({ ok: true });
    expect(await save({ notes: 'By Bo.', expected: { notes } })).toMatchObject({
      details: { reason: 'changed-meanwhile' },
    });
    expect(await save({ name: 'Bo Li', expected: { name } })).toMatchObject({ ok: true });
    expect(await save({ name: 'Bo Lu', expected: { name } })).toMatchObject({
      details: { reason: 'changed-meanwhile' },
    });
    expect(await save(first)).toMatchObject({ ok: true });
    expect(clientSchema.parse((await ref.get()).data())).toMatchObject({ name: 'Bo Li', notes: 'By Ana.' });
  });
});

describe('who may call', () => {
  it('is decided by the member document at once, whatever the token says', async () => {
    const { conversationId } = await newConversation();
    const accept = (token: string | null) => stack.call('acceptConversation', { conversationId }, token);
    const uid = company.members.secondAgent;
    const member = db().doc(paths.member('acme', uid));
    expect(await accept(null)).toMatchObject({
      status: 'UNAUTHENTICATED',
      details: { reason: 'signed-out' },
    });
    await member.update({ active: false });
    expect(await accept(secondAgent)).toMatchObject({
      status: 'PERMISSION_DENIED',
      details: { reason: 'not-a-member' },
    });
    await member.update({ active: true, role: 'supervisor' });
    expect(await accept(secondAgent)).toMatchObject({ details: { reason: 'session-ended' } });
    await member.update({ role: 'agent', validAfterSeconds: Math.ceil(Date.now() / 1000) + 5 });
    expect(await accept(secondAgent)).toMatchObject({ details: { reason: 'session-ended' } });
    await member.update({ validAfterSeconds: 0 });
    expect(
      await stack.call('saveQueue', { queueId: null, name: 'Q', color: 'red', archived: false }, agent),
    ).toMatchObject({
      status: 'PERMISSION_DENIED',
      details: { reason: 'role-not-allowed' },
    });
    expect(await accept(secondAgent)).toMatchObject({ ok: true });
  });

  it('never reaches into another company, and refuses what the schema does not know', async () => {
    const { conversationId } = await newConversation();
    const other = await createOtherAgent();
    expect(await stack.call('acceptConversation', { conversationId }, other)).toMatchObject({
      status: 'NOT_FOUND',
      details: { reason: 'not-found' },
    });
    const smuggled = { conversationId, companyId: 'acme' };
    expect(await stack.call('acceptConversation', smuggled, other)).toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: { reason: 'invalid-input' },
    });
    const path = { conversationId: '../../acme/conversations/x' };
    expect(await stack.call('acceptConversation', path, agent)).toMatchObject({
      details: { reason: 'invalid-input', field: 'conversationId' },
    });
  });

  async function createOtherAgent(): Promise<string> {
    const member = (await db().doc(paths.member('acme', company.members.agent)).get()).data() ?? {};
    const globex = (await db().doc(paths.company('acme')).get()).data() ?? {};
    await db().doc(paths.company('globex')).set(globex);
    await db().doc(paths.member('globex', 'globex-agent')).set(member);
    const { auth } = await import('../platform/admin.ts');
    await auth().createUser({ uid: 'globex-agent' });
    await auth().setCustomUserClaims('globex-agent', { companyId: 'globex', role: 'agent' });
    return stack.signIn('globex-agent');
  }
});
