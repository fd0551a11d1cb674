import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { usageSchema } from '#contracts/collections/automation.ts';
import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import type { ConversationEvent } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { randomId } from '../platform/ids.ts';
import { aiRequests, controlAi } from '../testing/ai.ts';
import {
  agentSettings,
  createAnsweringCompany,
  ownNumbers,
  phoneOf,
  putOnChannel,
  type AnsweringCompany,
  type Phone,
} from '../testing/answering-company.ts';
import { aiAgent } from '../testing/assistants.ts';
import { runsOf } from '../testing/automation.ts';
import { NUMBER, QUEUE_ID } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf, type StoredConversation } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';

const OTHER_NUMBER = '+14155550188';
/** The promise: a customer is answered, or people see the conversation, within this time. */
const WITHIN_MS = 60_000;
const FAREWELL = 'A colleague will help you.';
const RULES = [
  { when: 'opening hours', answer: { outcome: 'answer', answer: 'From nine to five.', isAngry: false } },
  { when: 'somebody real', answer: { outcome: 'hand_over', answer: 'Of course.', isAngry: false } },
  { when: 'moon', answer: { outcome: 'no_answer', answer: 'I do not know that.', isAngry: false } },
];

const agent = agentSettings('Ada', {
  handOver: { keywords: ['supervisor'], message: FAREWELL, queueId: QUEUE_ID },
});

let stack: Stack;
let acme: AnsweringCompany;
let globex: AnsweringCompany;
let adaId: string;

beforeAll(async () => {
  stack = await startStack();
  await ownNumbers(stack, [NUMBER, OTHER_NUMBER]);
  acme = await createAnsweringCompany(stack, 'acme');
  globex = await createAnsweringCompany(stack, 'globex', OTHER_NUMBER);
  adaId = await putOnChannel(acme, agent);
  await acme.setMode('ai');
});
afterAll(() => stack.stop());

beforeEach(() => controlAi(stack, 'PUT', '', { rules: RULES }));
afterEach(() => controlAi(stack, 'POST', 'reset'));

let phones = 0;
function newPhone(company = acme): Phone {
  phones += 1;
  return phoneOf(stack, company, `+1415559${String(phones).padStart(4, '0')}`);
}

const stored = ({ address }: Phone, { companyId } = acme) => conversationWith(companyId, address);
const bodies = async (phone: Phone) => (await phone.received()).map(({ body }) => body);
const isSettled = ({ waitingSince, handler }: Conversation) => waitingSince === null || handler === 'none';

/** Waits until the customer is answered or handed over. */
function settled(phone: Phone, company = acme): Promise<StoredConversation> {
  return eventually(() => stored(phone, company), isSettled, WITHIN_MS);
}

async function answersTo(phone: Phone, count = 1): Promise<string[]> {
  return eventually(
    () => bodies(phone),
    ({ length }) => length >= count,
    WITHIN_MS,
  );
}

/** What people are told at the hand-over. */
async function handOverOf(
  phone: Phone,
): Promise<Extract<ConversationEvent, { type: 'handed-over' }> | undefined> {
  const { id } = await stored(phone);
  const events = (await messagesOf('acme', id)).flatMap(({ event }) => (event === undefined ? [] : [event]));
  return events.find((event) => event.type === 'handed-over');
}

/** Questions that the provider has received, as far as they hold a text. */
async function askedFor(text: string): Promise<number> {
  const requests = await aiRequests(stack);
  return requests.filter(({ question }) => question?.turns.at(-1)?.text.includes(text)).length;
}

/** Waits until no answer is under way any more. */
async function nothingPending({ companyId } = acme): Promise<void> {
  const pending = db().collection(paths.outbox(companyId)).where('state', '==', 'pending');
  await eventually(
    () => pending.get(),
    ({ empty }) => empty,
    WITHIN_MS,
  );
}

/** Of all days: the functions may write into the next one by now. */
async function usageSoFar(): Promise<{ tokens: number; answers: number }> {
  const days = await db().doc(paths.company('acme')).collection('usage').get();
  const usages = days.docs.map((day) => usageSchema.parse(day.data()));
  const sum = (kind: 'tokens' | 'answers') => usages.reduce((total, usage) => total + usage[kind], 0);
  return { tokens: sum('tokens'), answers: sum('answers') };
}

describe('a customer who writes', () => {
  it('gets the answer of the AI, whose way is stored with what it used', async () => {
    const ana = newPhone();
    const before = await usageSoFar();
    await ana.write('What are your opening hours?');
    expect(await askedFor('opening hours')).toBe(0);
    expect(await answersTo(ana)).toEqual(['From nine to five.']);
    const { id } = await settled(ana);
    const answer = await eventually(
      async () => (await messagesOf('acme', id))[1],
      (message) => message?.status === 'delivered',
    );
    expect(answer).toMatchObject({ text: 'From nine to five.', assistant: { id: adaId, name: 'Ada' } });
    const [run] = await runsOf('acme', id);
    expect(run).toMatchObject({
      outcome: 'answered',
      assistantId: adaId,
      clientName: 'Ana',
      messageId: answer?.id,
      provider: 'gemini',
    });
    const used = (run?.inputTokens ?? 0) + (run?.outputTokens ?? 0);
    expect(used).toBeGreaterThan(0);
    const after = await usageSoFar();
    expect(after.tokens - before.tokens).toBe(used);
    expect(after.answers - before.answers).toBe(1);
    expect(await stored(ana)).toMatchObject({ status: 'open', handler: 'ai', unread: false });
  });

  it('in a burst gets one answer', async () => {
    const ana = newPhone();
    await ana.write('Hi!');
    await ana.write('What are your opening hours?');
    expect(await answersTo(ana)).toEqual(['From nine to five.']);
    await nothingPending();
    expect(await bodies(ana)).toEqual(['From nine to five.']);
    expect(await askedFor('opening hours')).toBe(1);
  });

  it('is answered also where the functions die in the middle of the answer, and once', async () => {
    const ana = newPhone();
    await controlAi(stack, 'POST', 'trouble', { kind: 'hang', times: 1 });
    await ana.write('What are your opening hours?');
    await eventually(
      () => askedFor('opening hours'),
      (count) => count === 1,
    );
    await stack.killFunctions();
    // The sweeper takes the answer up as soon as its trigger has had its time.
    const left = await db().collection(paths.outbox('acme')).where('state', '==', 'pending').get();
    for (const { ref } of left.docs) await ref.update({ nextAttemptAt: Date.now() });
    await stack.emulators.control.runSchedule('sweepOutbox');
    expect(await answersTo(ana)).toEqual(['From nine to five.']);
    await nothingPending();
    expect(await bodies(ana)).toEqual(['From nine to five.']);
  }, 70_000);
});

describe('people go on', () => {
  it.each([
    ['where a keyword calls them', 'Your supervisor, please', 'keyword', [FAREWELL], 0],
    ['where the model says so', 'I want somebody real', 'customer-asked', [FAREWELL], 1],
    [
      'where the model knows nothing',
      'Is the moon made of cheese?',
      'no-answer',
      ['I do not know that.', FAREWELL],
      1,
    ],
  ])('%s', async (_name, text, reason, answers, asked) => {
    const ana = newPhone();
    await ana.write(text);
    expect(await settled(ana)).toMatchObject({
      status: 'waiting',
      handler: 'none',
      queueId: QUEUE_ID,
      unread: true,
      automation: null,
    });
    expect(await handOverOf(ana)).toMatchObject({ reason, assistantName: 'Ada', toQueueId: QUEUE_ID });
    expect(await answersTo(ana, answers.length)).toEqual(answers);
    expect(await askedFor(text)).toBe(asked);
  });

  it('once somebody has accepted the conversation, until it is given back', async () => {
    const ana = newPhone();
    await ana.write('I want somebody real');
    const { id: conversationId } = await settled(ana);
    await acme.call('acceptConversation', { conversationId });
    await acme.call('sendMessage', {
      conversationId,
      clientMessageId: 'a'.repeat(24),
      type: 'message',
      text: 'I am here.',
      uploads: [],
      replyToMessageId: null,
    });
    await ana.write('What are your opening hours?');
    await nothingPending();
    expect(await bodies(ana)).toEqual([FAREWELL, 'I am here.']);
    expect(await stored(ana)).toMatchObject({ handler: 'human', unread: true });
    await acme.call('giveToAutomation', { conversationId });
    expect(await answersTo(ana, 3)).toEqual([FAREWELL, 'I am here.', 'From nine to five.']);
  });
});

describe('trouble at the provider never delays the webhook, and', () => {
  const ANSWERED = ['From nine to five.'];

  it.each([
    ['is filtered once', { kind: 'safety', times: 1 }],
    ['is filtered in the answer once', { kind: 'safety', where: 'answer', times: 1 }],
    ['asks to come back in a second', { kind: 'rate-limited', retryAfterSeconds: 1, times: 1 }],
    ['fails once', { kind: 'server-error', times: 1 }],
    ['fails twice', { kind: 'server-error', httpStatus: 503, times: 2 }],
    ['writes no JSON twice', { kind: 'malformed', times: 2 }],
    ['sends a broken body once', { kind: 'malformed', what: 'body', times: 1 }],
    ['breaks the connection once', { kind: 'break', times: 1 }],
    ['stops in the middle once', { kind: 'cut', times: 1 }],
    ['says nothing once', { kind: 'empty', times: 1 }],
    ['is slow', { kind: 'slow', delayMs: 2000, times: 1 }],
  ])('the customer is answered where it %s', async (_name, trouble) => {
    await controlAi(stack, 'POST', 'trouble', { ...trouble, on: 'answer' });
    const ana = newPhone();
    await ana.write('What are your opening hours?');
    expect(await askedFor('opening hours')).toBe(0);
    expect(await answersTo(ana)).toEqual(ANSWERED);
    expect(await settled(ana)).toMatchObject({ status: 'open', handler: 'ai' });
  });

  it.each([
    ['filters everything', { kind: 'safety' }, 'safety', 'The safety filter of the AI provider'],
    ['has no room for long', { kind: 'rate-limited', retryAfterSeconds: 600 }, 'provider-failed', 'too many'],
    ['has no room without a hint', { kind: 'rate-limited' }, 'provider-failed', 'too many requests'],
    ['has no room today', { kind: 'rate-limited', isDaily: true }, 'provider-failed', 'too many requests'],
    ['fails', { kind: 'server-error' }, 'provider-failed', 'could not be reached'],
    ['writes no JSON', { kind: 'malformed' }, 'provider-failed', 'no usable answer'],
    ['breaks every connection', { kind: 'break' }, 'provider-failed', 'could not be reached'],
    ['says nothing', { kind: 'empty' }, 'provider-failed', 'no usable answer'],
    ['hangs', { kind: 'hang' }, 'provider-failed', 'took too long'],
  ])(
    'people go on where it %s',
    async (_name, trouble, reason, note) => {
      await controlAi(stack, 'POST', 'trouble', { ...trouble, on: 'answer' });
      const ana = newPhone();
      await ana.write('What are your opening hours?');
      expect(await askedFor('opening hours')).toBe(0);
      expect(await settled(ana)).toMatchObject({ status: 'waiting', handler: 'none', unread: true });
      const told = await handOverOf(ana);
      expect(told).toMatchObject({ reason });
      expect(told?.note).toContain(note);
      expect(await answersTo(ana)).toEqual([FAREWELL]);
    },
    WITHIN_MS + 10_000,
  );

  it('people go on where no key is stored', async () => {
    await acme.call('saveAiKey', { provider: 'gemini', apiKey: null });
    const ana = newPhone();
    await ana.write('What are your opening hours?');
    await settled(ana);
    expect(await handOverOf(ana)).toMatchObject({ reason: 'not-configured' });
    await acme.call('saveAiKey', { provider: 'gemini', apiKey: 'sim-key-of-the-tests-a7c3' });
  });
});

describe('nothing is sent', () => {
  it('to a customer who stops', async () => {
    const ana = newPhone();
    await ana.write('What are your opening hours?');
    await answersTo(ana);
    await settled(ana);
    await ana.write('STOP');
    await nothingPending();
    expect(await bodies(ana)).toEqual(['From nine to five.']);
    expect(await askedFor('STOP')).toBe(0);
    expect(await stored(ana)).toMatchObject({ consent: 'opted_out', waitingSince: null });
  });

  it('where every answer waits for approval, until somebody approves it', async () => {
    const draft = { ...agent, ai: { ...(agent.type === 'ai' ? agent.ai : aiAgent()), draftOnly: true } };
    const change = { assistantId: adaId, isNew: false };
    const { revision } = await acme.call('saveAssistant', { ...change, settings: draft });
    const ana = newPhone();
    await ana.write('What are your opening hours?');
    const { id: conversationId } = await eventually(
      () => stored(ana),
      ({ automation }) => automation?.turns === 1,
    );
    const [, note] = await messagesOf('acme', conversationId);
    expect(note).toMatchObject({ public: false, text: 'From nine to five.', draft: { state: 'waiting' } });
    expect(await bodies(ana)).toEqual([]);
    const messageId = note?.id ?? '';
    await acme.call('approveDraft', { conversationId, messageId, text: 'From nine to five!' });
    expect(await answersTo(ana)).toEqual(['From nine to five!']);
    await acme.call('saveAssistant', { ...change, expectedRevision: revision, settings: agent });
  });

  it('while the mode is off', async () => {
    await acme.setMode('off');
    const ana = newPhone();
    await ana.write('What are your opening hours?');
    await nothingPending();
    expect(await stored(ana)).toMatchObject({ status: 'waiting', handler: 'none', queueId: QUEUE_ID });
    expect(await bodies(ana)).toEqual([]);
    expect(await aiRequests(stack)).toEqual([]);
    await acme.setMode('ai');
  });
});

describe('knowledge', () => {
  /** Saves a text and waits until its trigger has trained it. */
  async function teach(company: AnsweringCompany, assistantId: string, text: string): Promise<void> {
    const saved = await company.call('saveKnowledge', {
      assistantId,
      documentId: randomId(),
      isNew: true,
      name: 'Parking',
      source: { type: 'text', text },
      questionId: null,
    });
    const ref = db().doc(paths.knowledgeDocument(company.companyId, assistantId, saved.documentId));
    await eventually(
      async () => knowledgeDocumentSchema.parse((await ref.get()).data()),
      ({ status }) => status === 'active',
      WITHIN_MS,
    );
  }

  it('is trained by its trigger and put before the model, of this company and of no other', async () => {
    const cleoId = await putOnChannel(globex, agentSettings('Cleo'));
    await globex.setMode('ai');
    await teach(acme, adaId, 'Parking costs four coins for guests of the zeppelin garage.');
    await teach(globex, cleoId, 'Parking is free for guests beneath the obelisk garage.');
    const question = 'What does parking cost for guests of the garage?';
    const phone = '+14155598001';
    const atAcme = phoneOf(stack, acme, phone);
    const atGlobex = phoneOf(stack, globex, phone);
    await Promise.all([atAcme.write(question), atGlobex.write(question)]);
    await Promise.all([settled(atAcme), settled(atGlobex, globex)]);
    const asked = (await aiRequests(stack)).flatMap((request) => request.question ?? []);
    expect(asked).toHaveLength(2);
    const ofAcme = asked.find(({ system }) => system.includes('You are Ada'));
    const ofGlobex = asked.find(({ system }) => system.includes('You are Cleo'));
    expect(JSON.stringify(ofAcme)).toContain('zeppelin');
    expect(JSON.stringify(ofAcme)).not.toMatch(/obelisk|Cleo|globex/i);
    expect(JSON.stringify(ofGlobex)).toContain('obelisk');
    expect(JSON.stringify(ofGlobex)).not.toMatch(/zeppelin|Ada|acme/i);
    const [run] = await runsOf('acme', (await stored(atAcme)).id);
    expect(run?.documentIds).toHaveLength(1);
    const [other] = await runsOf('globex', (await stored(atGlobex, globex)).id);
    expect(other?.documentIds).not.toEqual(run?.documentIds);
    expect(JSON.stringify(await messagesOf('globex', (await stored(atGlobex, globex)).id))).not.toMatch(
      /zeppelin|acme/i,
    );
  });
});

it('a rule bot walks its menu by numbers and hands over where it leads', async () => {
  const menu = {
    type: 'menu' as const,
    text: 'How can we help?',
    options: [
      { id: 'prices', label: 'Prices', next: 'prices' },
      { id: 'people', label: 'A person', next: 'people' },
    ],
    failuresUntil: 2,
    onFailure: null,
  };
  await putOnChannel(acme, {
    type: 'chatbot',
    name: 'Bob',
    description: '',
    calendarId: null,
    bot: {
      start: 'menu',
      steps: {
        menu,
        prices: { type: 'say', text: 'Shoes cost ten.', media: null, next: 'menu' },
        people: { type: 'handOver', text: 'One moment.', queueId: QUEUE_ID },
      },
      rules: [],
      fallbackText: 'Sorry?',
    },
  });
  await acme.setMode('chatbot');
  const ana = newPhone();
  await ana.write('Hi');
  const [offered = ''] = await answersTo(ana);
  expect(offered).toMatch(/How can we help\?[\s\S]*1[\s\S]*Prices[\s\S]*2[\s\S]*A person/);
  await settled(ana);
  await ana.write('1');
  expect(await answersTo(ana, 3)).toEqual([offered, 'Shoes cost ten.', offered]);
  await settled(ana);
  await ana.write('2');
  expect(await answersTo(ana, 4)).toEqual([offered, 'Shoes cost ten.', offered, 'One moment.']);
  expect(await settled(ana)).toMatchObject({ status: 'waiting', handler: 'none', queueId: QUEUE_ID });
  expect(await handOverOf(ana)).toMatchObject({ reason: 'bot-rule', assistantName: 'Bob' });
  expect(await aiRequests(stack)).toEqual([]);
});
