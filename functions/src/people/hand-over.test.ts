import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { findRoute } from '../connections/route-store.ts';
import { receiveMessage } from '../inbox/receive-message.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, NUMBER, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversation } from '../testing/factories.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { auditOf } from '../testing/people.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { newSid } from '../testing/webhook.ts';

let stack: Stack;
let members: DemoCompany['members'];
let channels: DemoCompany['channels'];
let admin: string;

beforeAll(async () => {
  stack = await startStack();
  ({ members, channels } = await createDemoCompany('acme'));
  admin = await stack.signIn(members.admin);
});
afterAll(() => stack.stop());

async function give(memberId: string, count: number, change: object = {}): Promise<void> {
  const batch = db().batch();
  for (let index = 0; index < count; index += 1)
    batch.set(
      db().doc(paths.conversation('acme', `${memberId}-${index}`)),
      conversation({ assigneeId: memberId, queueId: QUEUE_ID, ...change }),
    );
  await batch.commit();
}

const heldBy = async (memberId: string) =>
  (await db().collection(paths.conversations('acme')).where('assigneeId', '==', memberId).get()).size;

it('moves the work of somebody who leaves page by page, also when two admins do it at once', async () => {
  const from = members.agent;
  await give(from, 230);
  await db()
    .doc(paths.conversation('acme', `${from}-0`))
    .update({ status: 'closed' });
  await db()
    .doc(paths.conversation('acme', `${from}-1`))
    .update({ status: 'snoozed' });
  const to = { type: 'member', memberId: members.secondAgent } as const;
  const first = await stack.call('handOverConversations', { memberId: from, to }, admin);
  expect(first).toEqual({ ok: true, data: { moved: 100, remaining: 100 } });

  const both = await Promise.all(
    [1, 2].map(() => stack.call('handOverConversations', { memberId: from, to }, admin)),
  );
  const moved = both.reduce((total, result) => total + (result.ok ? result.data.moved : 0), 0);
  expect(moved).toBe(100); // the same page: each conversation once
  const last = await stack.call('handOverConversations', { memberId: from, to }, admin);
  expect(last).toEqual({ ok: true, data: { moved: 29, remaining: 0 } });
  expect(await stack.call('handOverConversations', { memberId: from, to }, admin)).toEqual({
    ok: true,
    data: { moved: 0, remaining: 0 },
  });
  expect(await heldBy(from)).toBe(1); // the closed one stays with who closed it
  expect(await heldBy(members.secondAgent)).toBe(229);
  const lines = await messagesOf('acme', `${from}-1`);
  expect(lines).toMatchObject([
    {
      direction: 'event',
      event: { type: 'transferred', by: members.admin, toMemberId: members.secondAgent },
    },
  ]);
  const logged = await auditOf('acme');
  const sum = logged.reduce((total, { after }) => total + Number(after['conversations']), 0);
  expect(sum).toBe(229);
  expect(logged[0]).toMatchObject({
    action: 'member.work-handed-over',
    target: { id: from },
    after: { conversations: 100, to: members.secondAgent },
  });
});

it('puts work back into its queues, also of somebody who is disabled already', async () => {
  const from = members.supervisor;
  await give(from, 3);
  await stack.call('disableMember', { memberId: from }, admin);
  const to = { type: 'queues' } as const;
  expect(await stack.call('handOverConversations', { memberId: from, to }, admin)).toEqual({
    ok: true,
    data: { moved: 3, remaining: 0 },
  });
  expect(
    (
      await db()
        .doc(paths.conversation('acme', `${from}-0`))
        .get()
    ).data(),
  ).toMatchObject({
    status: 'waiting',
    handler: 'none',
    assigneeId: null,
    queueId: QUEUE_ID,
  });
  expect(await stack.call('removeMember', { memberId: from }, admin)).toMatchObject({ ok: true });
});

it('is not undone by a customer who writes to the closed conversation of somebody who left', async () => {
  const from = '+14155559901';
  const write = async (ago: number) => {
    const route = await findRoute(channels.twilio_sms.routeId);
    if (route === null) throw new Error('the demo company has a route');
    const message = { text: 'Hi', kind: 'text', media: [], fromName: null, replyToProviderId: null } as const;
    await receiveMessage(
      { ...route, reopenWithinMs: 3_600_000 },
      {
        ...message,
        type: 'message',
        media: [],
        providerMessageId: newSid(),
        from,
        to: NUMBER,
        primaryId: from,
        aliases: [],
        phone: from,
        providerAt: Date.now() - ago,
      },
    );
    return conversationWith('acme', from);
  };
  const { id } = await write(1000);
  const agent = await stack.signIn(members.agent);
  await stack.call('acceptConversation', { conversationId: id }, agent);
  await stack.call('closeConversation', { conversationId: id }, agent);
  await stack.call('disableMember', { memberId: members.agent }, admin);
  expect(await write(0)).toMatchObject({
    status: 'waiting',
    handler: 'none',
    assigneeId: null,
    unread: true,
  });
});

it('takes no target that cannot work, and changes nothing then', async () => {
  const from = members.secondAgent;
  const { members: theirs } = await createDemoCompany('globex');
  const held = await heldBy(from);
  for (const [to, reason] of [
    [{ type: 'member', memberId: from }, 'invalid-input'],
    [{ type: 'member', memberId: theirs.agent }, 'not-found'],
    [{ type: 'member', memberId: members.supervisor }, 'member-disabled'],
    [{ type: 'queue', queueId: 'nowhere' }, 'not-found'],
  ] as const)
    expect(await stack.call('handOverConversations', { memberId: from, to }, admin)).toMatchObject({
      details: { reason },
    });
  expect(await heldBy(from)).toBe(held);
});

it('has what it moved on record where a fault ends the rest', async () => {
  const from = members.agent;
  await give(from, 3);
  await db()
    .doc(paths.conversation('acme', `${from}-1`))
    .update({ inboundCount: 'many' });
  const before = (await auditOf('acme')).length;
  const to = { type: 'queues' } as const;
  expect(await stack.call('handOverConversations', { memberId: from, to }, admin)).toMatchObject({
    details: { reason: 'internal' },
  });
  expect((await auditOf('acme')).slice(before)).toMatchObject([{ after: { conversations: 2 } }]);
  await give(from, 3);
});
