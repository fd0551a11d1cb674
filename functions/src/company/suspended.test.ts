import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, NUMBER, TAG_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postWebhook, smsForm } from '../testing/webhook.ts';

const CUSTOMER = '+14155550101';
let stack: Stack;
let company: DemoCompany;
let conversationId: string;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  await postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: 'before' }));
  conversationId = (await conversationWith('acme', CUSTOMER)).id;
});
afterAll(() => stack.stop());

/** Other instances follow within a minute; a new one at once. */
async function setStatus(status: 'active' | 'suspended'): Promise<void> {
  await db().doc(paths.company('acme')).update({ status });
  await stack.killFunctions();
}

const texts = async () =>
  (await messagesOf('acme', conversationId)).flatMap(({ direction, text }) =>
    direction === 'inbound' ? [text] : [],
  );

describe('a suspended company', () => {
  it('receives nothing, and its provider is told that all is well', async () => {
    await setStatus('suspended');
    const billed = await stack.bill(async () => {
      const answers = [
        await postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: 'meanwhile' })),
        await postWebhook(stack, 'sms', smsForm({ From: '+14155550102' })),
        await postWebhook(
          stack,
          'status',
          smsForm({ From: NUMBER, To: CUSTOMER, MessageStatus: 'delivered' }),
        ),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
    });
    expect(billed.writes).toBe(0);
    expect(await texts()).toEqual(['before']);
    expect((await postWebhook(stack, 'sms', smsForm(), 'forged-token')).status).toBe(403);
  });

  it('can do nothing, whatever the role', async () => {
    const refused = {
      ok: false,
      status: 'PERMISSION_DENIED',
      details: { reason: 'company-suspended' },
    };
    const agent = await stack.signIn(company.members.agent);
    const admin = await stack.signIn(company.members.admin);
    expect(await stack.call('acceptConversation', { conversationId }, agent)).toEqual(refused);
    expect(await stack.call('getMediaGrant', {}, agent)).toEqual(refused);
    const tag = { tagId: TAG_ID, name: 'Gold', color: 'yellow', archived: false } as const;
    expect(await stack.call('saveTag', tag, admin)).toEqual(refused);
    const health = await fetch(`${stack.emulators.urls.functions}/api/health`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    expect(await health.json()).not.toHaveProperty('channels');
  });

  it('goes on where it was once it is active again', async () => {
    await setStatus('active');
    expect((await postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: 'after' }))).status).toBe(200);
    expect(await texts()).toEqual(['before', 'after']);
    const agent = await stack.signIn(company.members.agent);
    expect(await stack.call('acceptConversation', { conversationId }, agent)).toMatchObject({ ok: true });
  });

  it('that is gone altogether counts as suspended', async () => {
    await db().doc(paths.company('acme')).delete();
    await stack.killFunctions();
    expect((await postWebhook(stack, 'sms', smsForm({ From: CUSTOMER, Body: 'too late' }))).status).toBe(200);
    expect(await texts()).toEqual(['before', 'after']);
  });
});
