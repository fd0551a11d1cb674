import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationSchema } from '#contracts/collections/conversation.ts';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { loadFixtures, requestsOf, type Fixture } from '../channels/twilio/fixtures/load-fixtures.ts';
import { db } from '../platform/admin.ts';
import { createDemoCompany } from '../testing/demo-company.ts';
import { takenMessages } from '../testing/provider.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { postRaw, postWebhook, smsForm, type WebhookResponse } from '../testing/webhook.ts';

const COMPANY = 'fixtures';
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await createDemoCompany(COMPANY);
});
afterAll(() => stack.stop());

const WRITTEN_COLLECTIONS = [
  'conversations',
  'identities',
  'clients',
  'clientKeys',
  'outbox',
  'rawPayloads',
  'tickets',
];

beforeEach(async () => {
  for (const name of WRITTEN_COLLECTIONS) {
    await db().recursiveDelete(db().collection(`companies/${COMPANY}/${name}`));
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
    const answers: WebhookResponse[] = [];
    for (const { method, path, headers, rawBody } of requestsOf(fixture)) {
      const { host: _host, ...sent } = headers;
      const answer = await postRaw(stack, path, { method, headers: sent, body: rawBody });
      expect(expected.http.status).toContain(answer.status);
      expect(['', '<Response/>']).toContain(answer.body);
      answers.push(answer);
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
    await expectFinal(fixture, messages);
    for (const item of expected.mustNot) await mustNotCheck(item)({ fixture, messages, answers });
  });
});

it('reads every word of every fixture about what must not happen', () => {
  for (const { expect: expected } of counted) expected.mustNot.forEach(mustNotCheck);
});

async function expectFinal({ expect: { final } }: Fixture, messages: Message[]): Promise<void> {
  if (final === undefined) return;
  if (Array.isArray(final)) {
    for (const { externalId, status } of final) {
      const found = messages.filter(({ providerMessageId }) => providerMessageId === externalId);
      expect(found.map((message) => message.status)).toEqual([status]);
    }
    return;
  }
  expect(messages).toHaveLength(final.messageCount);
  const found = await db().collection(paths.conversations(COMPANY)).get();
  const unread = found.docs.map((snapshot) => {
    const { inboundCount, readCount } = conversationSchema.parse(snapshot.data());
    return inboundCount - readCount;
  });
  expect(unread).toEqual([final.unreadIncrements]);
}

interface Aftermath {
  fixture: Fixture;
  messages: Message[];
  answers: WebhookResponse[];
}

const ofDirection = (messages: Message[], direction: Message['direction']) =>
  messages.filter((message) => message.direction === direction);

/** Nothing was sent and nothing is planned that could send: a message of ours, a call of the provider, a job. */
async function expectSilence({ messages }: Aftermath): Promise<void> {
  expect(ofDirection(messages, 'outbound')).toEqual([]);
  expect(await takenMessages(stack)).toEqual([]);
  const jobs = await db().collection(`companies/${COMPANY}/outbox`).get();
  expect(jobs.docs.filter((snapshot) => snapshot.get('job.type') !== 'copy-media')).toEqual([]);
}

/** Every document that a delivery may have written. */
async function storedDocuments(): Promise<unknown[]> {
  const snapshots = await Promise.all([
    ...WRITTEN_COLLECTIONS.map((name) => db().collection(`companies/${COMPANY}/${name}`).get()),
    db().collectionGroup('messages').get(),
  ]);
  return snapshots.flatMap(({ docs }) => docs.map((snapshot) => snapshot.data()));
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

const MUST_NOT: Record<string, (aftermath: Aftermath) => void | Promise<void>> = {
  'write any message, contact or conversation': async () => expect(await storedDocuments()).toEqual([]),
  'write a half-parsed message': async () => expect(await storedDocuments()).toEqual([]),
  'create an inbound message': ({ messages }) => expect(ofDirection(messages, 'inbound')).toEqual([]),
  'echo request content in the response': ({ answers }) =>
    expect(answers.map(({ body }) => body).join('')).toBe(''),
  'answer 5xx': ({ answers }) => expect(answers.every(({ status }) => status < 500)).toBe(true),
  'run the AI reply': expectSilence,
  'send any outbound message': expectSilence,
  'change consent': async () => {
    const consents = (await storedDocuments()).flatMap((document) => {
      const consent: unknown = Reflect.get(Object(document), 'consent');
      return consent === undefined ? [] : [consent];
    });
    expect(consents).toEqual(['unknown', 'unknown', 'unknown']); // of client, identity and conversation
  },
  'store keys __proto__ or constructor': async () => {
    const keys = keysOf(await storedDocuments());
    expect(keys.filter((key) => /__proto__|constructor|prototype|polluted/.test(key))).toEqual([]);
  },
  // The functions run elsewhere; what they did to their objects would show in what they store from then on.
  'set Object.prototype.polluted': async () => {
    await postWebhook(stack, 'sms', smsForm({ From: '+14155550190' }));
    const documents = await storedDocuments();
    expect(JSON.stringify(documents)).not.toMatch(/"polluted"/);
  },
  'count the ad media as an attachment': ({ messages }) =>
    expect(messages.flatMap(({ media }) => media)).toEqual([]),
  // A matter of the screen: what is stored is the text as it came.
  'render the text unescaped': ({ fixture, messages }) =>
    expect(messages.map(({ text }) => text)).toEqual(fixture.expect.messages.map(({ text }) => text)),
};

function mustNotCheck(item: string): (aftermath: Aftermath) => void | Promise<void> {
  const check = Object.hasOwn(MUST_NOT, item) ? MUST_NOT[item] : undefined;
  if (check === undefined) throw new Error(`nothing checks that we do not ${item}`);
  return check;
}

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
