import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationSchema } from '#contracts/collections/conversation.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { loadFixtures, requestsOf, type Fixture } from '../channels/twilio/fixtures/load-fixtures.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany } from '../testing/demo-company.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postRaw } from '../testing/webhook.ts';

const COMPANY = 'fixtures';
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await createDemoCompany(COMPANY);
});
afterAll(() => stack.stop());

beforeEach(async () => {
  for (const collection of [
    'conversations',
    'identities',
    'clients',
    'clientKeys',
    'outbox',
    'rawPayloads',
  ]) {
    await db().recursiveDelete(db().collection(`companies/${COMPANY}/${collection}`));
  }
});

/** The message that a status fixture is about, as it was sent earlier. */
async function storeSentMessage(providerMessageId: string): Promise<void> {
  const message: Message = {
    companyId: COMPANY,
    conversationId: 'c1',
    direction: 'outbound',
    public: true,
    kind: 'text',
    text: 'sent earlier',
    media: [],
    providerMessageId,
    from: null,
    fromName: null,
    providerAt: 1,
    receivedAt: 1,
    sentBy: 'someone',
    ticketId: 't1',
    status: 'queued',
    error: null,
    replyTo: null,
  };
  await db()
    .doc(paths.message(COMPANY, 'c1', providerMessageId))
    .set(message);
}

async function storedMessages(): Promise<Message[]> {
  const found = await db().collectionGroup('messages').get();
  return found.docs.map((snapshot) => messageSchema.parse(snapshot.data()));
}

const counted = loadFixtures().filter((fixture) => !fixture.expect.optional);

describe.each(counted)('$name: $description', (fixture: Fixture) => {
  it('is answered and stored as expected', async () => {
    const { expect: expected } = fixture;
    for (const { externalId } of expected.statuses) await storeSentMessage(externalId);
    for (const { method, path, headers, rawBody } of requestsOf(fixture)) {
      const { host: _host, ...sent } = headers;
      const answer = await postRaw(stack, path, { method, headers: sent, body: rawBody });
      expect(expected.http.status).toContain(answer.status);
      expect(['', '<Response/>']).toContain(answer.body);
    }
    const messages = await storedMessages();
    const inbound = messages.filter(({ direction }) => direction === 'inbound');
    expect(inbound.map(({ providerMessageId }) => providerMessageId)).toEqual(
      expected.messages.map(({ externalId }) => externalId),
    );
    for (const { externalId, from, text } of expected.messages) {
      const message = inbound.find(({ providerMessageId }) => providerMessageId === externalId);
      expect(message).toMatchObject({ from, ...(text === null ? {} : { text }), direction: 'inbound' });
    }
    for (const { externalId, status, errorCode, retryable } of expected.statuses) {
      const message = messages.find(({ providerMessageId }) => providerMessageId === externalId);
      expect(message?.status).toBe(status);
      if (errorCode !== undefined) expect(message?.error?.code).toBe(errorCode);
      if (retryable !== undefined) expect(message?.error?.retryable).toBe(retryable);
    }
    await expectConversations(fixture, inbound.length);
  });
});

async function expectConversations({ expect: expected }: Fixture, inboundCount: number): Promise<void> {
  const found = await db().collection(paths.conversations(COMPANY)).get();
  const conversations = found.docs.map((snapshot) => conversationSchema.parse(snapshot.data()));
  expect(conversations).toHaveLength(inboundCount);
  for (const conversation of conversations) {
    expect(conversation).toMatchObject({ inboundCount: 1, unread: true, status: 'waiting' });
    if (expected.consent !== undefined)
      expect(conversation.consent).toBe(expected.consent?.state ?? 'unknown');
  }
}
