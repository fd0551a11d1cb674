import { expect, test } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { belongsToTab, boundedCount, concerns, findAuthor, holdOrder } from './model.ts';

const base: Conversation = {
  status: 'open',
  handler: 'human',
  queueId: null,
  assigneeId: 'ana',
  kind: 'direct',
  clientId: 'k1',
  client: { name: 'Luz', avatar: null, address: '+525512345678' },
  channelId: 'ch1',
  channelType: 'twilio_sms',
  identityId: 'i1',
  lastMessage: { text: 'Hi', kind: 'text', direction: 'inbound', at: 1 },
  inboundCount: 1,
  readCount: 0,
  unread: true,
  priority: 'medium',
  tags: [],
  windowEndsAt: null,
  waitingSince: null,
  ticket: { id: 't1', number: '20261121-7K3F', openedAt: 1, firstResponseAt: null, closedAt: null },
  consent: 'unknown',
  createdAt: 1,
};

const rows = (ids: string) => Array.from(ids).map((id) => ({ id }));
const order = (held: string, present: string) => {
  const result = holdOrder(Array.from(held), rows(present));
  return [result.rows.map(({ id }) => id).join(''), result.newerCount];
};

test.each([
  ['leaves an unchanged list alone', 'abc', 'abc', 'abc', 0],
  ['counts a new row instead of showing it', 'abc', 'xabc', 'abc', 1],
  ['counts a row that moved up and leaves it in place', 'abc', 'cab', 'abc', 1],
  ['counts new and moved rows together', 'abc', 'xcab', 'abc', 2],
  ['lets go of rows that left', 'abc', 'ac', 'ac', 0],
  ['appends older rows below', 'abc', 'abcde', 'abcde', 0],
  ['shows everything when nothing was held', '', 'abc', 'abc', 0],
  ['shows the new list when everything held has left', 'ab', 'xy', 'xy', 0],
] as const)('%s', (_, held, present, expected, newer) => {
  expect(order(held, present)).toEqual([expected, newer]);
});

test('puts an open conversation of a colleague into Open, not into Mine', () => {
  expect(belongsToTab(base, 'mine', 'ana')).toBe(true);
  expect(belongsToTab(base, 'mine', 'ben')).toBe(false);
  expect(belongsToTab(base, 'open', 'ben')).toBe(true);
  expect(belongsToTab({ ...base, status: 'closed' }, 'mine', 'ana')).toBe(false);
});

test('calls a member for what waits and for what is theirs', () => {
  expect(concerns(base, 'ana')).toBe(true);
  expect(concerns(base, 'ben')).toBe(false);
  expect(concerns({ ...base, status: 'waiting', assigneeId: null }, 'ben')).toBe(true);
});

test('shows a count up to the limit and then that there are more', () => {
  expect(boundedCount(99)).toEqual({ shown: 99, isMore: false });
  expect(boundedCount(100)).toEqual({ shown: 99, isMore: true });
});

test.each([
  ['the customer', { direction: 'inbound' }, { type: 'customer' }],
  ['the member who looks', { sentBy: 'ana' }, { type: 'own' }],
  ['a colleague', { sentBy: 'ben' }, { type: 'member', uid: 'ben' }],
  ['an AI', { sentBy: null, assistantType: 'ai' }, { type: 'assistant', kind: 'ai' }],
  ['a bot', { sentBy: null, assistantType: 'chatbot' }, { type: 'assistant', kind: 'chatbot' }],
  ['who approved the draft of an AI', { sentBy: 'ana', assistantType: 'ai' }, { type: 'own' }],
  ['the company, for what it sends by itself', { sentBy: null }, { type: 'company' }],
  ['the company, where nobody noted who', {}, { type: 'company' }],
] as const)('names %s as the author of the newest line', (_, change, author) => {
  const line = { text: 'Hi', kind: 'text', direction: 'outbound', at: 1 } as const;
  expect(findAuthor({ ...line, ...change }, 'ana')).toEqual(author);
});
