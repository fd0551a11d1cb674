import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationSchema } from '#contracts/collections/conversation.ts';
import { messageSchema } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { newSid, postWebhook, smsForm } from '../testing/webhook.ts';

let stack: Stack;
let company: DemoCompany;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  await postWebhook(stack, 'sms', smsForm({ From: '+14155550000' })); // routes and keys are read, health is noted
});
afterAll(() => stack.stop());

async function conversations() {
  const found = await db().collection(paths.conversations(company.companyId)).get();
  return found.docs.map((snapshot) => ({ id: snapshot.id, ...conversationSchema.parse(snapshot.data()) }));
}

async function conversationWith(address: string) {
  const found = (await conversations()).filter((conversation) => conversation.client.address === address);
  expect(found).toHaveLength(1);
  const [conversation] = found;
  if (conversation === undefined) throw new Error('no conversation');
  const messages = await db()
    .collection(paths.messages(company.companyId, conversation.id))
    .orderBy('providerAt')
    .get();
  return { conversation, messages: messages.docs.map((snapshot) => messageSchema.parse(snapshot.data())) };
}

describe('an inbound message', () => {
  it('of a new customer makes client, identity and conversation within its budget', async () => {
    const billed = await stack.bill(async () => {
      const answer = await postWebhook(stack, 'sms', smsForm({ From: '+14155550111', Body: 'first' }));
      expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
      expect(answer.contentType).toContain('text/xml');
    });
    expect(billed).toEqual({ reads: 2, writes: 5, deletes: 0, invocations: 1 });
    const { conversation, messages } = await conversationWith('+14155550111');
    expect(conversation).toMatchObject({ status: 'waiting', inboundCount: 1, readCount: 0, unread: true });
    expect(messages.map((message) => message.text)).toEqual(['first']);
  });

  it('of a known conversation costs 2 reads, 2 writes and 1 invocation', async () => {
    const billed = await stack.bill(() =>
      postWebhook(stack, 'sms', smsForm({ From: '+14155550111', Body: 'second' })),
    );
    expect(billed).toEqual({ reads: 2, writes: 2, deletes: 0, invocations: 1 });
    const { conversation } = await conversationWith('+14155550111');
    expect(conversation).toMatchObject({
      inboundCount: 2,
      lastMessage: { text: 'second', direction: 'inbound' },
    });
  });

  it('that is delivered again writes nothing and is answered as before', async () => {
    const form = smsForm({ From: '+14155550112', Body: 'once', MessageSid: newSid() });
    await postWebhook(stack, 'sms', form);
    const billed = await stack.bill(async () => {
      expect((await postWebhook(stack, 'sms', form)).status).toBe(200);
    });
    expect(billed.writes).toBe(0);
    expect((await conversationWith('+14155550112')).conversation.inboundCount).toBe(1);
  });

  it('that comes eight times at once is stored once, also as the first of a customer', async () => {
    for (const text of ['first', 'second']) {
      const form = smsForm({ From: '+14155550113', Body: text, MessageSid: newSid() });
      const answers = await Promise.all(Array.from({ length: 8 }, () => postWebhook(stack, 'sms', form)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    }
    const { conversation, messages } = await conversationWith('+14155550113');
    expect(messages.map((message) => message.text)).toEqual(['first', 'second']);
    expect(conversation.inboundCount).toBe(2);
  });

  it('is one of eight with which a new customer begins, and none is lost', async () => {
    const forms = Array.from({ length: 8 }, (_, index) =>
      smsForm({ From: '+14155550114', Body: `n${index}` }),
    );
    await Promise.all(forms.map((form) => postWebhook(stack, 'sms', form)));
    const { conversation, messages } = await conversationWith('+14155550114');
    expect(messages).toHaveLength(8);
    expect(conversation).toMatchObject({ inboundCount: 8, unread: true });
  });

  it('of a new customer with a user id, known from SMS, stays within 4 reads', async () => {
    await postWebhook(stack, 'sms', smsForm({ From: '+14155550115' }));
    const whatsapp = {
      From: 'whatsapp:+14155550115',
      To: `whatsapp:${NUMBER}`,
      ExternalUserId: 'whatsapp:US.115',
    };
    await postWebhook(stack, 'whatsapp', smsForm({ From: 'whatsapp:+14155550116', To: whatsapp.To }));
    const billed = await stack.bill(() => postWebhook(stack, 'whatsapp', smsForm(whatsapp)));
    // message, conversation, and two identities; the client is known
    expect(billed).toEqual({ reads: 4, writes: 4, deletes: 0, invocations: 1 });
  });

  it('that asks to stop blocks replies by SMS until the customer writes START', async () => {
    const from = '+14155550117';
    for (const [text, consent] of [
      ['hello', 'unknown'],
      ['STOP', 'opted_out'],
      ['HELP', 'opted_out'],
      ['start', 'opted_in'],
    ]) {
      await postWebhook(stack, 'sms', smsForm({ From: from, Body: text ?? '' }));
      const { conversation } = await conversationWith(from);
      expect(conversation.consent).toBe(consent);
      const identity = await db().doc(paths.identity(company.companyId, conversation.identityId)).get();
      expect(identity.get('consent')).toBe(consent);
    }
  });

  it('with a forged signature is refused without a write, as an unknown number is', async () => {
    const billed = await stack.bill(async () => {
      expect(await postWebhook(stack, 'sms', smsForm(), 'another-token')).toMatchObject({
        status: 403,
        body: '',
      });
      expect(await postWebhook(stack, 'sms', smsForm({ To: '+14155559999' }))).toMatchObject({
        status: 403,
        body: '',
      });
    });
    expect(billed.writes).toBe(0);
  });
});
