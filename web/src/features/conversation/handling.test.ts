import { describe, expect, it } from 'vitest';
import type { Automation } from '#contracts/collections/automation.ts';
import { findGiveable, findHolder, isOutdated } from './handling.ts';

const automation: Automation = {
  mode: 'ai',
  epoch: 3,
  channels: { sms: { chatbot: 'rules', ai: 'mia' }, whatsapp: { chatbot: 'rules', ai: null } },
  assistants: {
    mia: { name: 'Mia', type: 'ai', status: 'active', calendarId: null },
    rules: { name: 'Rules', type: 'chatbot', status: 'active', calendarId: null },
  },
  changedBy: null,
  changedAt: 0,
};
const conversation = {
  handler: 'human' as const,
  status: 'open' as const,
  assigneeId: 'ana',
  channelId: 'sms',
  automation: null,
};
const ana = { uid: 'ana', managesOthers: false };

describe('who answers in a conversation', () => {
  it('is the assistant by its present name', () => {
    const held = {
      ...conversation,
      handler: 'ai' as const,
      assigneeId: null,
      automation: { assistantId: 'mia', turns: 1, failedTurns: 0, answeredCount: 1, bot: null },
    };
    expect(findHolder(held, automation)).toEqual({ type: 'ai', name: 'Mia' });
  });

  it('is the live assistant of the channel before its first turn', () => {
    expect(findHolder({ ...conversation, handler: 'ai', assigneeId: null }, automation)).toEqual({
      type: 'ai',
      name: 'Mia',
    });
  });

  it('is an AI without a name while the settings have not arrived', () => {
    expect(findHolder({ ...conversation, handler: 'ai', assigneeId: null }, null)).toEqual({
      type: 'ai',
      name: null,
    });
  });

  it('is the member who took it, or nobody', () => {
    expect(findHolder(conversation, automation)).toEqual({ type: 'human', memberId: 'ana' });
    expect(findHolder({ ...conversation, assigneeId: null, handler: 'none' }, automation)).toEqual({
      type: 'nobody',
    });
  });
});

describe('giving a conversation to the live assistant', () => {
  it.each([
    ['an own one, to the assistant of the mode', {}, automation, ana, 'mia'],
    ['one that nobody has', { assigneeId: null }, automation, ana, 'mia'],
    ['not one of somebody else', { assigneeId: 'ben' }, automation, ana, null],
    [
      'one of somebody else, for supervisors',
      { assigneeId: 'ben' },
      automation,
      { ...ana, managesOthers: true },
      'mia',
    ],
    ['not a closed one', { status: 'closed' as const }, automation, ana, null],
    ['not one that it holds already', { handler: 'ai' as const }, automation, ana, null],
    ['not on a channel without one', { channelId: 'whatsapp' }, automation, ana, null],
    ['not while the mode is off', {}, { ...automation, mode: 'off' as const }, ana, null],
    ['the bot while the mode is ChatBot', {}, { ...automation, mode: 'chatbot' as const }, ana, 'rules'],
    ['not before the settings have arrived', {}, null, ana, null],
    [
      'not to an inactive one',
      {},
      {
        ...automation,
        assistants: {
          mia: { name: 'Mia', type: 'ai' as const, status: 'inactive' as const, calendarId: null },
        },
      },
      ana,
      null,
    ],
  ])('%s', (_, part, settings, actor, expected) => {
    expect(findGiveable({ ...conversation, ...part }, settings, actor)?.id ?? null).toBe(expected);
  });
});

describe('a draft', () => {
  it.each([
    ['answers all that was written', { state: 'waiting', inboundCount: 3 }, 3, false],
    ['is older than the newest message', { state: 'waiting', inboundCount: 3 }, 4, true],
    ['is seen before the message that it answers', { state: 'waiting', inboundCount: 3 }, 2, false],
    ['of the first release does not say what it answers', { state: 'waiting' }, 1, true],
    ['is decided', { state: 'sent', inboundCount: 3 }, 4, false],
  ] as const)('%s', (_case, draft, inboundCount, expected) => {
    expect(isOutdated({ runId: 'run', ...draft }, { inboundCount })).toBe(expected);
  });
});
