import { describe, expect, test } from 'vitest';
import type { BotFacts } from '#contracts/bot/step-bot.ts';
import { checkBot } from '#contracts/bot/check-bot.ts';
import { botDefinitionSchema } from '#contracts/collections/bot.ts';
import { LOCALES } from '#contracts/locales.ts';
import { starterBot } from './starter-bot.ts';
import { FRESH_PLAY, playOn, type TestPlay } from './test-model.ts';

const facts = (isOpen: boolean): BotFacts => ({
  variables: { 'client.firstName': 'Ana', 'company.name': 'Zapatos' },
  isOpen: () => isOpen,
  country: 'MX',
  readPhone: () => null,
});
const bot = starterBot('en');
const play = (texts: string[], isOpen = true): TestPlay =>
  texts.reduce(
    (before, text) => playOn(before, { bot, input: { text, optionId: null }, facts: facts(isOpen) }),
    FRESH_PLAY,
  );
const spoken = ({ lines }: TestPlay) =>
  lines.map((line) => {
    if (line.from === 'bot') return `bot: ${line.saying.text}`;
    return line.from === 'customer' ? `customer: ${line.text}` : `engine: ${line.event}`;
  });

describe.each(LOCALES)('the starter bot in %s', (locale) => {
  test('can be saved as it is', () => {
    const starter = starterBot(locale);
    expect(checkBot(starter)).toBeNull();
    expect(botDefinitionSchema.parse(starter)).toEqual(starter);
  });

  test('takes a message with an email to people', () => {
    const starter = starterBot(locale);
    const played = ['.', '2', 'ana@example.com', '-'].reduce(
      (before, text) => playOn(before, { bot: starter, input: { text, optionId: null }, facts: facts(true) }),
      FRESH_PLAY,
    );
    expect(played).toMatchObject({
      isHandedOver: true,
      standsAt: 'noted',
      state: { variables: { email: 'ana@example.com', matter: '-' } },
    });
  });
});

test('a test shows what was said and what happened', () => {
  const played = play(['hi', '2', 'what?', 'ana@example.com', 'Boots']);
  expect(spoken(played)).toEqual([
    'customer: hi',
    'bot: Hello Ana, welcome to Zapatos.',
    'bot: How can we help you?',
    'customer: 2',
    'bot: What is your email address?',
    'customer: what?',
    'bot: That does not look like an email address. Please write it like name@example.com.',
    'customer: ana@example.com',
    'engine: stored',
    'bot: Thank you. What is it about?',
    'customer: Boots',
    'engine: stored',
    'bot: We have noted it and will answer you at ana@example.com.',
    'engine: hand-over',
  ]);
});

test('a rule is told, and the hours decide', () => {
  expect(play(['hi', 'a person, please'], false)).toMatchObject({ standsAt: 'closed', isHandedOver: false });
  const open = play(['hi', 'a person, please'], true);
  expect(open).toMatchObject({ standsAt: 'people', isHandedOver: true });
  expect(spoken(open)).toContain('engine: rule');
});
