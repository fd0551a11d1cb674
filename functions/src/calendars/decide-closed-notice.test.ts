import { expect, it } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { conversation } from '../testing/factories.ts';
import { decideClosedNotice } from './decide-closed-notice.ts';

const CLOSED = { isOpen: false, since: 5000, nextChangeAt: 9000, because: { type: 'week', day: 1 } } as const;
const facts = { closedMessage: ' We are closed. ', hours: CLOSED, before: null };
const told = { text: 'We are closed.', closedSince: 5000 };

function decide(
  change: Partial<Conversation>,
  other: Partial<Parameters<typeof decideClosedNotice>[1]> = {},
) {
  return decideClosedNotice(conversation(change), { ...facts, ...other });
}

it('a customer is told once in each closed period', () => {
  expect(decide({})).toEqual(told);
  expect(decide({ closedNoticeAt: null })).toEqual(told);
  expect(decide({ closedNoticeAt: 1000 })).toEqual(told);
  expect(decide({ closedNoticeAt: 5000 })).toBeNull();
});

it('a customer in a talk with a member who has answered since it closed is not told, and the period counts as told', () => {
  const lastMessage = { text: 'Yes?', kind: 'text', direction: 'outbound', at: 6000, sentBy: 'ana' } as const;
  const talk = { handler: 'human', lastMessage } as const;
  expect(decide({ handler: 'none' }, { before: conversation(talk) })).toEqual(told);
  const held = { handler: 'human' } as const;
  expect(decide(held, { before: conversation(talk) })).toEqual({ ...told, text: null });
  for (const other of [{ at: 4000 }, { sentBy: null }, { direction: 'inbound' }] as const) {
    const before = conversation({ ...talk, lastMessage: { ...lastMessage, ...other } });
    expect(decide(held, { before })).toEqual(told);
  }
});

it('a customer is not told again when the hours are changed so that they closed earlier', () => {
  expect(decide({ closedNoticeAt: 6000 })).toBeNull();
});

it('where it was always closed, one time is all', () => {
  const hours = { ...CLOSED, since: null };
  expect(decide({}, { hours })).toEqual({ ...told, closedSince: 0 });
  expect(decide({ closedNoticeAt: 0 }, { hours })).toBeNull();
});

it.each([
  ['while it is open', {}, { hours: { ...CLOSED, isOpen: true } }],
  ['without hours', {}, { hours: null }],
  ['without a message', {}, { closedMessage: null }],
  ['with an empty message', {}, { closedMessage: '  ' }],
  ['while a bot answers', { handler: 'bot' }, {}],
  ['while an AI answers', { handler: 'ai' }, {}],
  ['after STOP by SMS', { consent: 'opted_out' }, {}],
] as const)('nobody is told anything %s', (_name, change, other) => {
  expect(decide(change, other)).toBeNull();
});

it('WhatsApp lets a customer be told who wants no campaigns', () => {
  expect(decide({ channelType: 'twilio_whatsapp', consent: 'opted_out' })).toEqual(told);
});
