import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversationSchema } from '#contracts/collections/conversation.ts';
import { messageSchema } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { newSid, postWebhook, smsForm } from '../testing/webhook.ts';

const MESSAGES = 2000;
const CUSTOMERS = 40;
const IN_FLIGHT = 8;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await createDemoCompany('acme');
});
afterAll(() => stack.stop());

/** Repeatable randomness, so that a failure can be played again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Every message once, three in ten once more, and a fifth of all moved somewhere near. */
function deliveries(random: () => number): Record<string, string>[] {
  const originals = Array.from({ length: MESSAGES }, (_, index) =>
    smsForm({
      From: `+1415555${String(index % CUSTOMERS).padStart(4, '0')}`,
      Body: `n${index}`,
      MessageSid: newSid(),
    }),
  );
  const all = originals.flatMap((form) => (random() < 0.3 ? [form, form] : [form]));
  return all
    .map((form, index) => ({ form, at: random() < 0.2 ? index + (random() - 0.5) * 200 : index }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ form }) => form);
}

it('2,000 messages with duplicates and in disorder end exact', { timeout: 600_000 }, async () => {
  const queue = deliveries(randomFrom(20261121));
  const statuses = new Map<number, number>();
  const worker = async () => {
    for (let form = queue.pop(); form !== undefined; form = queue.pop()) {
      const { status } = await postWebhook(stack, 'sms', form);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  expect([...statuses.keys()]).toEqual([200]);

  const stored = await db().collectionGroup('messages').get();
  const texts = stored.docs.map((snapshot) => messageSchema.parse(snapshot.data()).text);
  expect(texts).toHaveLength(MESSAGES);
  expect(new Set(texts).size).toBe(MESSAGES);

  const conversations = await db().collection(paths.conversations('acme')).get();
  expect(conversations.size).toBe(CUSTOMERS);
  for (const snapshot of conversations.docs) {
    const { inboundCount, readCount, lastMessage } = conversationSchema.parse(snapshot.data());
    expect({ inboundCount, readCount }).toEqual({ inboundCount: MESSAGES / CUSTOMERS, readCount: 0 });
    const newest = await snapshot.ref.collection('messages').orderBy('providerAt', 'desc').limit(1).get();
    expect(lastMessage.at).toBe(newest.docs[0]?.get('providerAt'));
  }
  expect((await db().collection(paths.clients('acme')).count().get()).data().count).toBe(CUSTOMERS);
});
