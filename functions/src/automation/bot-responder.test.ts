import { describe, expect, test } from 'vitest';
import type { BotDefinition, BotState } from '#contracts/collections/bot.ts';
import type { Message } from '#contracts/collections/message.ts';
import { assistant } from '../testing/assistants.ts';
import { company, conversation, outboundMessage } from '../testing/factories.ts';
import { botResponder } from './bot-responder.ts';
import type { Turn } from './responder.ts';

const AT = Date.UTC(2026, 10, 28, 18, 5);

const photo = {
  path: 'companies/acme/media/bots/1',
  name: 'prices.png',
  mimeType: 'image/png',
  kind: 'image',
  size: 1000,
} as const;

const bot: BotDefinition = {
  start: 'hello',
  steps: {
    hello: {
      type: 'say',
      text: '{{client.firstName}}, {{company.name}} on {{channel}}, {{now}}, {{today}}',
      media: null,
      next: 'menu',
    },
    menu: {
      type: 'menu',
      text: 'How can we help?',
      options: [
        { id: 'o1', label: 'Prices', next: 'prices' },
        { id: 'o2', label: 'Callback', next: 'phone' },
        { id: 'o3', label: 'Nothing', next: 'bye' },
      ],
      failuresUntil: 1,
      onFailure: 'people',
    },
    prices: { type: 'say', text: '', media: photo, next: null },
    phone: {
      type: 'ask',
      text: 'Which number?',
      format: 'phone',
      variable: 'phone',
      retryText: 'Hm?',
      failuresUntil: 3,
      onFailure: null,
      next: 'hours',
    },
    hours: { type: 'hours', calendarId: 'shop', whenOpen: 'people', whenClosed: 'closed' },
    people: { type: 'handOver', text: 'One moment.', queueId: 'q2' },
    closed: { type: 'say', text: 'Tomorrow.', media: null, next: null },
    bye: { type: 'end', text: 'Bye' },
  },
  rules: [{ match: 'keyword', value: 'person', priority: 1, next: 'people' }],
  fallbackText: 'Sorry?',
};

interface Case {
  bot?: BotDefinition;
  state?: BotState | null;
  message?: Partial<Message>;
  isOpen?: boolean;
  conversation?: Parameters<typeof conversation>[0];
}

function turn({
  bot: played = bot,
  state = null,
  message = {},
  isOpen = true,
  conversation: change = {},
}: Case): Turn {
  return {
    companyId: 'acme',
    company: company({ locale: 'es' }),
    conversationId: 'c1',
    conversation: conversation({
      client: { name: 'Ana Pérez', avatar: null, address: '+5215512345678' },
      ...change,
    }),
    assistant: assistant('chatbot', { bot: played }),
    automation: state && { assistantId: 'a1', turns: 1, failedTurns: 0, answeredCount: 1, bot: state },
    message: outboundMessage({ direction: 'inbound', text: 'Hola', ...message }),
    messageId: 'm1',
    at: AT,
    hours: { isOpen: (calendarId) => isOpen && calendarId === 'shop', decide: () => null },
  };
}
const at = (stepId: string | null, variables: Record<string, string> = {}): BotState => ({
  stepId,
  failures: 0,
  variables,
});
const texts = (reply: Awaited<ReturnType<typeof botResponder>>) => reply.parts.map(({ text }) => text);

test('greets in the words, the time and the language of the company, and numbers the menu', async () => {
  const reply = await botResponder(turn({}));
  expect(texts(reply)).toEqual([
    'Ana, Zapatos on SMS, 12:05, 28 de noviembre de 2026',
    'How can we help?\n1. Prices\n2. Callback\n3. Nothing',
  ]);
  expect(reply).toMatchObject({
    next: { type: 'continue' },
    bot: { stepId: 'menu', failures: 0, variables: {} },
    hasFailed: false,
    isDraft: false,
    unanswered: null,
    usage: { provider: null, costMicros: 0 },
  });
});

test('calls nobody by a number', async () => {
  const reply = await botResponder(
    turn({ conversation: { client: { name: '+52 155 1234', avatar: null, address: '' } } }),
  );
  expect(texts(reply)[0]).toBe(', Zapatos on SMS, 12:05, 28 de noviembre de 2026');
});

describe('a choice', () => {
  test.each<[string, Partial<Message>]>([
    ['typed', { text: '1' }],
    [
      'tapped',
      { text: 'x', kind: 'interactive_reply', interactive: { type: 'button', id: 'o1', title: 'y' } },
    ],
    [
      'named by a button of old',
      { text: '', kind: 'postback', interactive: { type: 'button', id: 'old', title: 'Prices' } },
    ],
  ])('%s sends the file', async (_, message) => {
    const reply = await botResponder(turn({ state: at('menu'), message }));
    expect(reply.parts).toEqual([
      {
        text: '',
        media: [
          {
            kind: 'image',
            mimeType: 'image/png',
            name: 'prices.png',
            size: 1000,
            path: photo.path,
            state: 'stored',
          },
        ],
      },
    ]);
    expect(reply.bot?.stepId).toBeNull();
  });
});

test('names a file that the channel does not take', async () => {
  const large: BotDefinition = {
    ...bot,
    steps: {
      ...bot.steps,
      prices: { type: 'say', text: '', media: { ...photo, size: 10 * 1024 * 1024 }, next: null },
    },
  };
  const message = { text: '1' };
  expect((await botResponder(turn({ bot: large, state: at('menu'), message }))).parts).toEqual([
    { text: 'prices.png', media: [] },
  ]);
  const onWhatsApp = turn({
    bot: large,
    state: at('menu'),
    message,
    conversation: { channelType: 'twilio_whatsapp' },
  });
  expect((await botResponder(onWhatsApp)).parts[0]?.media).toHaveLength(1);
});

test('an answer becomes a field of the client, and people are told what was answered', async () => {
  const reply = await botResponder(
    turn({ state: at('phone', { order: '4711' }), message: { text: '55 1234 5678' } }),
  );
  expect(reply).toMatchObject({
    parts: [{ text: 'One moment.' }],
    clientFields: { phone: '+525512345678' },
    next: { type: 'hand-over', reason: 'bot-rule', queueId: 'q2', note: 'order: 4711; phone: +525512345678' },
    bot: { stepId: null },
  });
});

test('says so while closed', async () => {
  const reply = await botResponder(
    turn({ state: at('phone'), message: { text: '5512345678' }, isOpen: false }),
  );
  expect(reply).toMatchObject({ parts: [{ text: 'Tomorrow.' }], next: { type: 'continue' } });
});

test.each<[string, Case, object]>([
  [
    'a rule',
    { state: at('phone'), message: { text: 'a person!' } },
    { type: 'hand-over', reason: 'keyword' },
  ],
  [
    'words that fit nothing',
    { state: at('menu'), message: { text: 'hm' } },
    { type: 'hand-over', reason: 'failed-turns' },
  ],
  [
    'a file where a choice was asked for',
    { state: at('menu'), message: { text: '', kind: 'image' } },
    { type: 'hand-over', reason: 'failed-turns' },
  ],
  ['the end', { state: at('menu'), message: { text: '3' } }, { type: 'end' }],
])('%s is told to the runner', async (_, parts, next) => {
  expect((await botResponder(turn(parts))).next).toMatchObject(next);
});

test('divides what is too long for the channel', async () => {
  const long: BotDefinition = {
    ...bot,
    steps: { ...bot.steps, hello: { type: 'say', text: '{{a}} {{a}} {{a}} {{a}}', media: null, next: null } },
  };
  const reply = await botResponder(turn({ bot: long, state: at(null, { a: 'word '.repeat(100).trim() }) }));
  expect(reply.parts).toHaveLength(2);
  expect(reply.parts.every(({ text }) => text.length <= 1600)).toBe(true);
});

test('refuses to play an AI', async () => {
  const { assistant, ...rest } = turn({});
  const ai = { ...assistant, type: 'ai', ai: {} } as unknown as Turn['assistant']; // what a bug would hand in
  await expect(botResponder({ ...rest, assistant: ai })).rejects.toThrow(
    'asked to play an assistant of type ai',
  );
});
