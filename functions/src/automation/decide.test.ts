import { describe, expect, it } from 'vitest';
import type { Automation } from '#contracts/collections/automation.ts';
import { localDay } from '../platform/local-day.ts';
import { aiAgent, assistant } from '../testing/assistants.ts';
import { reply } from '../testing/automation.ts';
import { conversation, outboundMessage } from '../testing/factories.ts';
import { decideAnswer } from './decide-answer.ts';
import { isSpent, needsWarning } from './decide-budget.ts';
import { decideLive } from './decide-live.ts';
import { fitParts, handOverReply } from './reply.ts';
import { splitText } from './split-text.ts';

describe('who is live on a channel', () => {
  const a = { name: 'Ann', type: 'ai' as const, status: 'active' as const, calendarId: null };
  const b = { name: 'Bob', type: 'chatbot' as const, status: 'active' as const, calendarId: 'days' };
  const settings = (change: Partial<Automation> = {}) => ({
    mode: 'ai' as const,
    channels: { c1: { ai: 'a', chatbot: 'b' } },
    assistants: { a, b },
    ...change,
  });
  const hours = (isOpen: boolean) => ({ isOpen: () => isOpen, decide: () => null });

  it.each([
    { name: 'the AI in mode ai', given: settings(), live: 'a' },
    { name: 'the bot in mode chatbot', given: settings({ mode: 'chatbot' }), live: 'b' },
    { name: 'nobody while off', given: settings({ mode: 'off' }), live: null },
    { name: 'nobody on another channel', given: settings({ channels: {} }), live: null },
    {
      name: 'nobody where the type has none',
      given: settings({ channels: { c1: { ai: null, chatbot: 'b' } } }),
      live: null,
    },
    {
      name: 'nobody where it is inactive',
      given: settings({ assistants: { a: { ...a, status: 'inactive' } } }),
      live: null,
    },
    {
      name: 'who is being trained',
      given: settings({ assistants: { a: { ...a, status: 'training' } } }),
      live: 'a',
    },
    {
      name: 'nobody of another type',
      given: settings({ assistants: { a: { ...a, type: 'chatbot' } } }),
      live: null,
    },
    { name: 'nobody who is archived', given: settings({ assistants: {} }), live: null },
  ])('is $name', ({ given, live }) => {
    expect(decideLive(given, 'c1', hours(true))?.id ?? null).toBe(live);
  });

  it('asks the hours only of who has some', () => {
    expect(decideLive(settings({ mode: 'chatbot' }), 'c1', hours(false))).toBeNull();
    expect(decideLive(settings(), 'c1', hours(false))?.id).toBe('a');
  });
});

describe('a budget', () => {
  const budget = { tokensPerDay: 1000, answersPerDay: 10 };
  it.each([
    { tokens: 799, answers: 7, warns: false, spent: false },
    { tokens: 800, answers: 0, warns: true, spent: false },
    { tokens: 0, answers: 8, warns: true, spent: false },
    { tokens: 1000, answers: 0, warns: true, spent: true },
    { tokens: 0, answers: 10, warns: true, spent: true },
  ])('of 1000 tokens and 10 answers: $tokens, $answers', ({ warns, spent, ...used }) => {
    expect(needsWarning(used, budget)).toBe(warns);
    expect(needsWarning({ ...used, isWarned: true }, budget)).toBe(false);
    expect(isSpent(used, budget)).toBe(spent);
  });

  it('of 0 is spent, and nobody is warned of it', () => {
    const nothing = { tokensPerDay: 0, answersPerDay: 10 };
    expect(isSpent({ tokens: 0, answers: 0 }, nothing)).toBe(true);
    expect(needsWarning({ tokens: 5, answers: 0 }, nothing)).toBe(false);
  });

  it('is counted by the day of the company', () => {
    const at = Date.UTC(2026, 10, 28, 2, 30);
    expect(localDay(at, 'UTC')).toBe('2026-11-28');
    expect(localDay(at, 'America/Mexico_City')).toBe('2026-11-27');
  });
});

describe('parts of an answer', () => {
  it.each([
    ['short', 10, ['short']],
    ['', 10, []],
    ['One two. Three four', 12, ['One two.', 'Three four']],
    ['aaa bbb ccc', 8, ['aaa bbb', 'ccc']],
    ['first\n\nsecond third', 14, ['first\n\nsecond', 'third']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['abc😀def', 4, ['abc', '😀de', 'f']],
  ])('%j in pieces of %i', (text, limit, pieces) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  it('keep a file with the first piece and drop what is empty', () => {
    const media = [
      {
        kind: 'image' as const,
        mimeType: 'image/png',
        name: null,
        size: 1,
        path: 'x',
        state: 'stored' as const,
      },
    ];
    const parts = fitParts(
      [
        { text: 'x'.repeat(1700), media },
        { text: ' ', media: [] },
        { text: '', media },
      ],
      'twilio_sms',
    );
    expect(parts.map(({ text, media: files }) => [text.length, files.length])).toEqual([
      [1600, 1],
      [100, 0],
      [0, 1],
    ]);
  });

  it('at a hand-over are the agent’s own words, unless it may not speak or nothing can be sent', () => {
    const speaking = (change = {}) =>
      assistant('ai', {
        ai: aiAgent({ handOver: { message: 'A colleague will help.' }, ...change }),
      });
    const words = (...given: Parameters<typeof handOverReply>) => handOverReply(...given).parts.length;
    expect(words('turn-limit', speaking())).toBe(1);
    expect(words('turn-limit', speaking({ draftOnly: true }))).toBe(0);
    expect(words('switched-off', speaking())).toBe(0);
    expect(words('cannot-send', speaking())).toBe(0);
    expect(words('turn-limit', assistant('chatbot'))).toBe(0);
    expect(words('turn-limit', null)).toBe(0);
  });
});

describe('what an answer changes', () => {
  const held = conversation({
    handler: 'ai',
    assigneeId: null,
    unread: false,
    inboundCount: 3,
    readCount: 1,
    waitingSince: 900,
    automation: { assistantId: 'a', turns: 2, failedTurns: 1, answeredCount: 2, bot: null },
  });
  const facts = {
    messages: [outboundMessage({ providerAt: 2000 })],
    assistantName: 'Ann',
    queueId: 'q2',
    at: 2001,
  };

  it('counts turns and failures in a row', () => {
    const { patch } = decideAnswer(held, reply({ hasFailed: true }), facts);
    expect(patch.automation).toMatchObject({ turns: 3, failedTurns: 2, answeredCount: 3 });
    expect(decideAnswer(held, reply(), facts).patch.automation).toMatchObject({ failedTurns: 0 });
    expect(patch).toMatchObject({ waitingSince: null, ticket: { firstResponseAt: 2001 } });
    expect(patch.unread).toBeUndefined();
  });

  it('makes a draft unread for people, and neither ends nor moves the row', () => {
    const { patch, closes } = decideAnswer(held, reply({ isDraft: true, next: { type: 'end' } }), {
      ...facts,
      messages: [],
    });
    expect(patch).toMatchObject({ unread: true, automation: { answeredCount: 3 } });
    expect([closes, patch.lastMessage, patch.waitingSince]).toEqual([null, undefined, undefined]);
  });

  it('keeps since when the customer waits, although a colleague was announced', () => {
    const next = { type: 'hand-over', reason: 'anger', queueId: null, note: 'n'.repeat(900) } as const;
    const { patch, event } = decideAnswer(held, reply({ next }), facts);
    expect(patch).toMatchObject({ status: 'waiting', waitingSince: 900, unread: true, queueId: 'q2' });
    expect(event).toMatchObject({ note: 'n'.repeat(500) });
  });
});
