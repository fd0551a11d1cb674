import { describe, expect, it } from 'vitest';
import type { Assistant } from '#contracts/collections/assistant.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import type { Stored } from '../../platform/documents.ts';
import {
  checkSettings,
  copyName,
  findChannelProblem,
  freshAi,
  isHost,
  isSwitchedOn,
  liveAssistants,
  searchAssistants,
  tabOfField,
  toHost,
  toSettings,
} from './model.ts';

const fresh = freshAi('Mia', 'Be brief.');
if (fresh.type !== 'ai') throw new Error('freshAi() makes an AI agent');

const mia: Stored<Assistant> = {
  id: 'mia',
  type: 'ai',
  ai: fresh.ai,
  name: 'Mía',
  description: 'Sales',
  status: 'active',
  archived: false,
  calendarId: null,
  promptVersion: 1,
  createdAt: 0,
  updatedAt: 0,
  updatedBy: 'ana',
};
const automation: Automation = {
  mode: 'ai',
  epoch: 1,
  channels: { sms: { ai: 'mia', chatbot: null } },
  assistants: { mia: { name: 'Mía', type: 'ai', status: 'active', calendarId: null } },
  changedBy: null,
  changedAt: 0,
};
const key = { lastFour: '1234', setBy: 'ana', setAt: 0 };
const keys = { gemini: key, openai: null };

describe('why nothing answers on a channel', () => {
  it.each([
    ['nothing, while an active assistant with a key is chosen', {}, {}, null],
    ['an assistant whose knowledge is being trained answers too', { status: 'training' as const }, {}, null],
    ['the chosen one is inactive', { status: 'inactive' as const }, {}, 'inactive'],
    ['its provider has no key', { ai: { ...fresh.ai, provider: 'openai' as const } }, {}, 'key-missing'],
    ['none is chosen', {}, { channels: {} }, 'none'],
    ['the mode of the other type is on', {}, { mode: 'chatbot' as const }, 'none'],
    ['nothing is missing while the mode is off', {}, { mode: 'off' as const, channels: {} }, null],
  ])('%s', (_, assistant, part, expected) => {
    const assistants = [{ ...mia, ...assistant } as Stored<Assistant>]; // the parts are those of an AI agent
    expect(findChannelProblem('sms', { ...automation, ...part }, { assistants, keys })).toBe(expected);
  });
});

describe('saving', () => {
  it('takes a fresh AI agent as it is', () => {
    expect(checkSettings(fresh)).toEqual({ settings: fresh, problems: [] });
  });

  it('keeps what the document holds and nothing else', () => {
    expect(toSettings(mia)).toEqual({ ...fresh, name: 'Mía', description: 'Sales' });
  });

  it('leaves out examples that say nothing, and names those that say half', () => {
    const nothing = { question: ' ', answer: '' };
    const whole = { question: 'Hi', answer: 'Hi there!' };
    const withExamples = (...examples: (typeof whole)[]) => ({ ...fresh, ai: { ...fresh.ai, examples } });
    expect(checkSettings(withExamples(nothing, whole, nothing)).settings).toEqual(withExamples(whole));
    expect(checkSettings(withExamples(whole, { question: 'Hi', answer: ' ' })).problems).toEqual([
      'ai.examples',
    ]);
    expect(checkSettings(withExamples({ question: '', answer: 'Hi' })).problems).toEqual(['ai.examples']);
  });

  it('names the fields that the server would refuse, and the tab on which they stand', () => {
    const wrong = { ...fresh, name: ' ', ai: { ...fresh.ai, model: 'two words', maxOutputTokens: 10 } };
    expect(checkSettings(wrong).problems).toEqual(['name', 'ai.model', 'ai.maxOutputTokens']);
    const emptied = { ...fresh.ai, maxOutputTokens: Number.NaN };
    expect(checkSettings({ ...fresh, ai: emptied }).problems).toEqual(['ai.maxOutputTokens']);
    expect(['name', 'ai.model', 'bot.steps.a'].map(tabOfField)).toEqual(['settings', 'answers', 'bot']);
  });
});

it('finds assistants by name or description, without case and accents, archived ones apart', () => {
  const old = { ...mia, id: 'old', archived: true };
  expect(searchAssistants([mia, old], 'mia', false)).toEqual([mia]);
  expect(searchAssistants([mia, old], 'SALES', true)).toEqual([old]);
  expect(searchAssistants([mia, old], 'returns', false)).toEqual([]);
});

it('names every live assistant once, and no inactive one', () => {
  const channels = { sms: { ai: 'mia', chatbot: null }, whatsapp: { ai: 'mia', chatbot: null } };
  expect(liveAssistants({ ...automation, channels })).toEqual(['Mía']);
  const inactive = {
    mia: { name: 'Mía', type: 'ai' as const, status: 'inactive' as const, calendarId: null },
  };
  expect(liveAssistants({ ...automation, channels, assistants: inactive })).toEqual([]);
  expect(liveAssistants({ ...automation, channels, mode: 'off' })).toEqual([]);
});

it('gives each copy a name of its own', () => {
  const copyOf = (name: string) => `Copy of ${name}`;
  expect(copyName('Mia', ['Mia'], copyOf)).toBe('Copy of Mia');
  expect(copyName('Mia', ['Mia', 'Copy of Mia', 'Copy of Mia 2'], copyOf)).toBe('Copy of Mia 3');
});

it.each([
  ['https://www.Example.com/shop?x=1', 'example.com', true],
  ['shop.example.com:8080', 'shop.example.com', true],
  [' example.com ', 'example.com', true],
  ['https://www.Müller.de/schuhe', 'xn--mller-kva.de', true],
  ['例え.jp', 'xn--r8jz45g.jp', true],
  ['niño', 'xn--nio-8ma', false],
  ['ñ ñ.com', 'ñ ñ.com', false],
  ['localhost', 'localhost', false],
  ['exa mple.com', 'exa mple.com', false],
])('reads %s as the host %s', (typed, host, isAllowed) => {
  expect(toHost(typed)).toBe(host);
  expect(isHost(toHost(typed))).toBe(isAllowed);
});

it.each([
  ['active', 'active', 'inactive', true],
  ['inactive', 'inactive', 'active', false],
  ['trained, active before', 'training', 'active', true],
  ['trained, inactive before', 'training', 'inactive', false],
] as const)('tells whether an assistant that is %s is switched on', (_, status, statusBefore, isOn) => {
  expect(isSwitchedOn({ status, training: { documentIds: ['a'], statusBefore } })).toBe(isOn);
});
