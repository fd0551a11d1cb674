import { describe, expect, test } from 'vitest';
import type { BotDefinition, BotState, BotStep } from '../collections/bot.ts';
import type { BotInput } from './choose-option.ts';
import { checkBot } from './check-bot.ts';
import { stepBot, type BotFacts, type BotTurn } from './step-bot.ts';

const facts: BotFacts = {
  variables: { 'client.firstName': 'Ana', 'company.name': 'Zapatos', now: '10:00' },
  isOpen: () => true,
  country: 'MX',
  readPhone: () => null,
};

const steps: Record<string, BotStep> = {
  hello: { type: 'say', text: 'Hello {{client.firstName}}!', media: null, next: 'menu' },
  menu: {
    type: 'menu',
    text: 'How can we help?',
    options: [
      { id: 'o1', label: 'Órdenes', next: 'email' },
      { id: 'o2', label: 'Sales', next: 'hours' },
      { id: 'o3', label: 'Size 42', next: 'sub' },
      { id: 'o4', label: 'Salaries', next: 'bye' },
    ],
    failuresUntil: 2,
    onFailure: 'people',
  },
  sub: {
    type: 'menu',
    text: 'Which one?',
    options: [
      { id: 's1', label: 'Left', next: 'news' },
      { id: 's2', label: 'Back', next: 'menu' },
    ],
    failuresUntil: 1,
    onFailure: null,
  },
  news: { type: 'say', text: 'Only left ones.', media: null, next: null },
  email: {
    type: 'ask',
    text: 'Your email?',
    format: 'email',
    variable: 'email',
    retryText: 'That is no email.',
    failuresUntil: 2,
    onFailure: 'people',
    next: 'thanks',
  },
  thanks: { type: 'say', text: 'Noted {{email}}.', media: null, next: 'people' },
  hours: { type: 'hours', calendarId: 'shop', whenOpen: 'people', whenClosed: 'closed' },
  closed: { type: 'say', text: 'We are closed.', media: null, next: null },
  people: { type: 'handOver', text: 'One moment.', queueId: 'q1' },
  bye: { type: 'end', text: 'Bye.' },
};

const bot: BotDefinition = {
  start: 'hello',
  steps,
  rules: [
    { match: 'pattern', value: '^order\\s+\\d+$', priority: 20, next: 'email' },
    { match: 'keyword', value: 'person', priority: 10, next: 'people' },
    { match: 'keyword', value: 'order', priority: 30, next: 'sub' },
  ],
  fallbackText: 'I did not understand.',
};

const write = (text: string): BotInput => ({ text, optionId: null });
const texts = (turn: BotTurn) => turn.say.map(({ text }) => text);
const at = (stepId: string | null, change: Partial<BotState> = {}): BotState => ({
  stepId,
  failures: 0,
  variables: {},
  ...change,
});
const play = (state: BotState | null, text: string, change: Partial<BotFacts> = {}) =>
  stepBot(bot, state, write(text), { ...facts, ...change });

test('the bot of these tests has no problem', () => {
  expect(checkBot(bot)).toBeNull();
});

test('greets on the first message and offers the menu', () => {
  const turn = play(null, 'Hi');
  expect(turn).toMatchObject({
    next: { type: 'wait' },
    state: { stepId: 'menu', failures: 0 },
    path: ['hello', 'menu'],
    hasFailed: false,
    rule: null,
  });
  expect(texts(turn)).toEqual(['Hello Ana!', 'How can we help?']);
  expect(turn.say[1]?.options.map(({ label }) => label)).toEqual(['Órdenes', 'Sales', 'Size 42', 'Salaries']);
});

describe('a choice', () => {
  test.each([
    ['its number', '1', 'email'],
    ['its number with a dot', '1.', 'email'],
    ['its number as an emoji', '1️⃣', 'email'],
    ['its number in brackets', ' (4) ', 'bye'],
    ['its label', 'Sales', 'people'],
    ['its label without accents', 'ORDENES', 'email'],
    ['its label with other signs', '¡Órdenes!', 'email'],
    ['a beginning of it alone', 'ord', 'email'],
    ['a longer beginning', 'sale', 'people'],
  ])('is taken by %s', (_, text, last) => {
    expect(play(at('menu'), text).path.at(-1)).toBe(last);
  });

  test.each([
    ['a beginning of two', 'sal'],
    ['a number without an option', '5'],
    ['nought', '0'],
    ['something else', 'shoes'],
    ['a file', ''],
    ['a label of another menu', 'Left'],
    ['the id of an option typed', 'o1'],
  ])('is not taken by %s', (_, text) => {
    const turn = play(at('menu'), text);
    expect(turn).toMatchObject({ hasFailed: true, state: { stepId: 'menu', failures: 1 }, path: ['menu'] });
    expect(texts(turn)).toEqual(['I did not understand.', 'How can we help?']);
  });

  test('is taken by its button, whatever the button says', () => {
    const turn = stepBot(bot, at('menu'), { text: 'old label', optionId: 'o4' }, facts);
    expect(turn.next).toEqual({ type: 'end' });
  });

  test('by a button of another menu is read as its text', () => {
    const turn = stepBot(bot, at('sub'), { text: 'Back', optionId: 'o4' }, facts);
    expect(turn.state.stepId).toBe('menu');
  });

  test('leads back to a menu as often as the customer likes', () => {
    expect(play(at('sub'), '2').path).toEqual(['sub', 'menu']);
  });
});

describe('what does not fit', () => {
  test('leads on after as many times as the step says', () => {
    const first = play(at('menu'), '?');
    const second = play(first.state, '?');
    expect(second).toMatchObject({
      next: { type: 'hand-over', queueId: 'q1' },
      hasFailed: true,
      state: { stepId: null, failures: 0 },
      path: ['menu', 'people'],
    });
  });

  test('is asked for again for ever where the step says nothing else', () => {
    let state: BotState = at('sub');
    for (let count = 1; count <= 5; count += 1) {
      const turn = play(state, 'x');
      expect(turn).toMatchObject({ next: { type: 'wait' }, state: { stepId: 'sub', failures: count } });
      state = turn.state;
    }
  });

  test('counts anew after a reply that fits', () => {
    expect(play(at('menu', { failures: 1 }), '3').state).toMatchObject({ stepId: 'sub', failures: 0 });
  });

  test('gets the words of the question', () => {
    expect(texts(play(at('email'), 'no idea'))).toEqual(['That is no email.']);
  });
});

describe('a question', () => {
  test('keeps the answer, in the state and beside it, and speaks of it', () => {
    const turn = play(at('email', { variables: { size: '42' } }), 'it is ANA@example.com');
    expect(turn).toMatchObject({
      stored: { email: 'ana@example.com' },
      state: { variables: { size: '42', email: 'ana@example.com' } },
      next: { type: 'hand-over', queueId: 'q1' },
      path: ['email', 'thanks', 'people'],
    });
    expect(texts(turn)).toEqual(['Noted ana@example.com.', 'One moment.']);
  });

  test('never expands what a customer answered', () => {
    const asking: BotDefinition = {
      ...bot,
      rules: [],
      steps: { ...steps, email: { ...steps['email'], type: 'ask', format: 'text' } as BotStep }, // only the format differs
    };
    expect(texts(stepBot(asking, at('email'), write('{{company.name}}'), facts))[0]).toBe(
      'Noted {{company.name}}.',
    );
  });

  test('cannot take the place of what is built in', () => {
    const turn = play(at(null, { variables: { 'client.firstName': 'Eve', now: 'never' } }), 'Hi');
    expect(texts(turn)[0]).toBe('Hello Ana!');
  });
});

describe('rules', () => {
  test('come before the question that waits', () => {
    expect(play(at('email'), 'I want a PERSON, please')).toMatchObject({
      next: { type: 'hand-over' },
      rule: { value: 'person' },
      path: ['people'],
    });
  });

  test('come before the greeting', () => {
    expect(play(null, 'order 17').path).toEqual(['email']);
  });

  test.each([
    ['order 17', 'email'],
    ['Order 17 person', 'people'],
    ['my order', 'sub'],
  ])('of %j: the lowest priority first', (text, stepId) => {
    expect(play(at('menu'), text).path).toEqual([stepId]);
  });

  test('want whole words', () => {
    expect(play(at('menu'), 'personal orders').rule).toBeNull();
  });

  test('match an emoji wherever it stands', () => {
    const withEmoji: BotDefinition = {
      ...bot,
      rules: [{ match: 'keyword', value: '👍', priority: 1, next: 'bye' }],
    };
    expect(stepBot(withEmoji, at('menu'), write('ok👍!'), facts).next).toEqual({ type: 'end' });
  });
});

describe('opening hours', () => {
  test('ask for the calendar of the step', () => {
    const asked: (string | null)[] = [];
    const isOpen = (calendarId: string | null) => asked.push(calendarId) === 0;
    const turn = play(at('menu'), '2', { isOpen });
    expect(asked).toEqual(['shop']);
    expect(turn).toMatchObject({
      path: ['menu', 'hours', 'closed'],
      next: { type: 'wait' },
      state: { stepId: null },
    });
  });

  test('lead on while open', () => {
    expect(play(at('menu'), '2').path).toEqual(['menu', 'hours', 'people']);
  });
});

test('begins anew after the bot has said all, and remembers what was answered', () => {
  const turn = play(at(null, { variables: { email: 'a@b.co' } }), 'thanks');
  expect(turn).toMatchObject({ path: ['hello', 'menu'], state: { variables: { email: 'a@b.co' } } });
});

describe('a bot that was changed under a conversation', () => {
  test.each(['gone', 'closed', 'toString', '__proto__'])('starts anew where it stood at %s', (stepId) => {
    expect(play(at(stepId), '1').path).toEqual(['hello', 'menu']);
  });
});

describe('a broken bot', () => {
  const broken = (change: Record<string, BotStep>, start: string): BotDefinition => ({
    ...bot,
    start,
    steps: { ...steps, ...change },
  });

  test('hands over where a step is missing', () => {
    const turn = stepBot(broken({}, 'constructor'), null, write('Hi'), facts);
    expect(turn).toMatchObject({ next: { type: 'hand-over', queueId: null }, hasFailed: true });
  });

  test('hands over instead of talking without end', () => {
    const loop: BotStep = { type: 'say', text: 'again', media: null, next: 'loop' };
    const turn = stepBot(broken({ loop }, 'loop'), null, write('Hi'), facts);
    expect(turn).toMatchObject({ next: { type: 'hand-over' }, hasFailed: true });
    expect(turn.path).toHaveLength(30);
  });

  test('says the fallback where a text comes out empty', () => {
    const empty: BotStep = { type: 'say', text: '{{client.firstName}}', media: null, next: null };
    const turn = stepBot(broken({ empty }, 'empty'), null, write('Hi'), {
      ...facts,
      variables: { 'client.firstName': '' },
    });
    expect(texts(turn)).toEqual(['I did not understand.']);
  });
});

test('changes nothing that it was given', () => {
  const state = at('email', { failures: 1, variables: { size: '42' } });
  const before = structuredClone({ bot, state });
  play(state, 'a@b.co');
  expect({ bot, state }).toEqual(before);
});
