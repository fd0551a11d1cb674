import { expect, test } from 'vitest';
import type { Message } from '#contracts/collections/message.ts';
import { DEVICE_TIME_ZONE } from '../../i18n/time-zone.ts';
import type { Stored } from '../../platform/documents.ts';
import {
  canRetryPending,
  findSlowAt,
  buildTimeline,
  compareNewestFirst,
  findFirstUnread,
  findTick,
  groupByDay,
  type PendingMessage,
  type TimelineRow,
} from './timeline.ts';

const noon = new Date(2026, 10, 20, 12).getTime();
const minute = 60_000;

function message(id: string, at: number, part: Partial<Message> = {}): Stored<Message> {
  return {
    id,
    companyId: 'acme',
    conversationId: 'c1',
    direction: 'inbound',
    public: true,
    kind: 'text',
    text: id,
    media: [],
    providerMessageId: null,
    from: '+525512345678',
    fromName: null,
    providerAt: at,
    receivedAt: at,
    sentBy: null,
    ticketId: 't1',
    status: null,
    error: null,
    replyTo: null,
    ...part,
  };
}

function pending(clientMessageId: string, part: Partial<PendingMessage> = {}): PendingMessage {
  return {
    clientMessageId,
    mode: 'message',
    text: '',
    files: [],
    createdAt: noon + minute,
    state: 'waiting',
    progress: 0,
    failure: null,
    ...part,
  };
}

function outline(rows: TimelineRow[]): string[] {
  return rows.map((row) => {
    if (row.type !== 'bubble') return row.type;
    return `${row.id}${row.isFirst ? ' first' : ''}${row.isLast ? ' last' : ''}`;
  });
}

const nothingElse = { pending: [], firstUnreadId: null, timeZone: DEVICE_TIME_ZONE };

test('joins what one sender writes within five minutes', () => {
  const messages = [message('a', noon), message('b', noon + minute), message('c', noon + 7 * minute)];
  expect(outline(buildTimeline({ messages, ...nothingElse }))).toEqual([
    'day',
    'a first',
    'b last',
    'c first last',
  ]);
});

test('starts anew when the sender changes or an event stands between', () => {
  const messages = [
    message('a', noon),
    message('b', noon, { direction: 'outbound', sentBy: 'ana' }),
    message('c', noon, { direction: 'event', event: { type: 'accepted', by: 'ana' } }),
    message('d', noon, { direction: 'outbound', sentBy: 'ana' }),
    message('e', noon, { direction: 'outbound', sentBy: 'ben' }),
  ];
  expect(outline(buildTimeline({ messages, ...nothingElse }))).toEqual([
    'day',
    'a first last',
    'b first last',
    'event',
    'd first last',
    'e first last',
  ]);
});

test('puts a line before every day and does not join over it', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  const messages = [message('a', midnight - minute), message('b', midnight + minute)];
  expect(outline(buildTimeline({ messages, ...nothingElse }))).toEqual([
    'day',
    'a first last',
    'day',
    'b first last',
  ]);
});

test('marks where the reader left off', () => {
  const messages = [message('a', noon), message('b', noon + minute)];
  expect(outline(buildTimeline({ messages, ...nothingElse, firstUnreadId: 'b' }))).toEqual([
    'day',
    'a first last',
    'unread',
    'b first last',
  ]);
});

test('shows what is on its way last, until the server shows it', () => {
  const messages = [
    message('a', noon),
    message('sent', noon + minute, { direction: 'outbound', sentBy: 'ana' }),
  ];
  const rows = buildTimeline({ messages, ...nothingElse, pending: [pending('sent'), pending('mine')] });
  expect(outline(rows)).toEqual(['day', 'a first last', 'sent first last', 'mine first last']);
});

test.each([
  ['queued', 'sending'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
] as const)('an outbound message that is %s has the tick %s', (status, tick) => {
  const outbound = message('a', noon, { direction: 'outbound', status });
  expect(findTick({ type: 'message', id: 'a', at: noon, message: outbound })).toBe(tick);
});

test('a message of unknown outcome counts as failed, so that a person decides', () => {
  const unknown = message('a', noon, { direction: 'outbound', status: 'sending', outcome: 'unknown' });
  expect(findTick({ type: 'message', id: 'a', at: noon, message: unknown })).toBe('failed');
});

test('inbound messages and notes carry no tick', () => {
  expect(findTick({ type: 'message', id: 'a', at: noon, message: message('a', noon) })).toBeNull();
  const note = message('n', noon, { direction: 'note', sentBy: 'ana' });
  expect(findTick({ type: 'message', id: 'n', at: noon, message: note })).toBeNull();
});

test('a message on its way shows a clock, and its failure', () => {
  const item = (part: Partial<PendingMessage>) =>
    findTick({ type: 'pending', id: 'p', at: noon, pending: pending('p', part) });
  expect([item({}), item({ state: 'sending' }), item({ state: 'failed' })]).toEqual([
    'sending',
    'sending',
    'failed',
  ]);
});

test('counts unread messages from the newest inbound one', () => {
  const messages = [
    message('a', noon),
    message('b', noon, { direction: 'outbound', sentBy: 'ana' }),
    message('c', noon),
    message('d', noon),
  ];
  expect(findFirstUnread(messages, 2)).toBe('c');
  expect(findFirstUnread(messages, 0)).toBeNull();
  expect(findFirstUnread(messages, 9)).toBeNull();
});

test('orders by the provider’s time and then by ours', () => {
  const sameSecond = [message('a', noon, { receivedAt: 1 }), message('b', noon, { receivedAt: 2 })];
  expect(sameSecond.toSorted(compareNewestFirst).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('cuts the log into days', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  const messages = [message('a', noon), message('b', midnight), message('c', midnight + minute)];
  const days = groupByDay(buildTimeline({ messages, ...nothingElse }));
  expect(days.map((day) => day.map(({ id }) => id))).toEqual([
    ['day 2026-11-20', 'a'],
    ['day 2026-11-21', 'b', 'c'],
  ]);
});

test.each([
  [null, true],
  [{ code: 'invalid-argument', reason: 'upload-type-refused' }, false],
  [{ code: 'invalid-argument', reason: 'upload-too-large' }, false],
  [{ code: 'invalid-argument', reason: 'empty-message' }, false],
  [{ code: 'failed-precondition', reason: 'channel-disabled' }, true],
  [{ code: 'unavailable', reason: null }, true],
] as const)('offers Retry only where it can help (%o: %s)', (failure, expected) => {
  expect(canRetryPending({ failure })).toBe(expected);
});

test.each([
  ['a message whose answer is awaited', { status: 'queued', pendingSince: 5000 }, 15_000],
  ['a message that the provider took', { status: 'sent', pendingSince: 5000 }, null],
  ['a message whose answer is recorded', { status: 'queued', pendingSince: undefined }, null],
] as const)('speaks of a slow provider after ten seconds only for %s', (_, part, expected) => {
  const { pendingSince, status } = part;
  const since = pendingSince === undefined ? {} : { pendingSince };
  expect(findSlowAt({ direction: 'outbound', status, ...since })).toBe(expected);
});
