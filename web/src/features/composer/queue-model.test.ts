import { expect, test } from 'vitest';
import { findSendable, nextDueAt, reduceQueue, retryDelayMs, type QueuedMessage } from './queue-model.ts';

function queued(clientMessageId: string, part: Partial<QueuedMessage> = {}): QueuedMessage {
  return {
    clientMessageId,
    companyId: 'acme',
    uid: 'ana',
    conversationId: 'c1',
    mode: 'message',
    text: 'Hello',
    files: [],
    replyToMessageId: null,
    createdAt: 1,
    state: 'waiting',
    progress: 0,
    attempts: 0,
    nextAttemptAt: 0,
    failure: null,
    ...part,
  };
}

const offline = { code: 'unavailable', reason: null };
const windowClosed = { code: 'failed-precondition', reason: 'window-closed' } as const;

test('sends the messages of one conversation one after the other', () => {
  const items = [queued('a'), queued('b'), queued('c', { conversationId: 'c2' })];
  expect(findSendable(items, 0).map((item) => item.clientMessageId)).toEqual(['a', 'c']);
  const started = reduceQueue(items, { type: 'start', id: 'a' });
  expect(findSendable(started, 0).map((item) => item.clientMessageId)).toEqual(['c']);
});

test('lets later messages pass one that has failed', () => {
  const items = reduceQueue([queued('a', { state: 'sending' }), queued('b')], {
    type: 'fail',
    id: 'a',
    failure: windowClosed,
  });
  expect(findSendable(items, 0).map((item) => item.clientMessageId)).toEqual(['b']);
  expect(items[0]).toMatchObject({ state: 'failed', failure: windowClosed });
});

test('postpones an attempt without a network and keeps the order meanwhile', () => {
  const started = reduceQueue([queued('a'), queued('b')], { type: 'start', id: 'a' });
  const items = reduceQueue(started, { type: 'postpone', id: 'a', failure: offline, nowMs: 5000 });
  expect(items[0]).toMatchObject({ state: 'waiting', attempts: 1, nextAttemptAt: 6000 });
  expect(findSendable(items, 5999)).toEqual([]);
  expect(findSendable(items, 6000).map((item) => item.clientMessageId)).toEqual(['a']);
  expect(nextDueAt(items)).toBe(0);
});

test('waits longer after every attempt, up to a minute', () => {
  expect([1, 2, 3, 20].map(retryDelayMs)).toEqual([1000, 2000, 4000, 60_000]);
});

test('starts afresh when a person retries', () => {
  const items = reduceQueue([queued('a', { state: 'failed', attempts: 4, failure: windowClosed })], {
    type: 'retry',
    id: 'a',
  });
  expect(items[0]).toMatchObject({ state: 'waiting', attempts: 0, nextAttemptAt: 0, failure: null });
});

test('does not send again what is being sent', () => {
  const items = reduceQueue([queued('a', { state: 'sending' })], { type: 'retry', id: 'a' });
  expect(items[0]?.state).toBe('sending');
});

test('takes up what was under way when the page closed, without doubling what it knows', () => {
  const items = reduceQueue([queued('b', { createdAt: 2 })], {
    type: 'restore',
    items: [queued('a', { state: 'sending' }), queued('b', { createdAt: 2 })],
  });
  expect(items.map(({ clientMessageId, state }) => [clientMessageId, state])).toEqual([
    ['a', 'waiting'],
    ['b', 'waiting'],
  ]);
});

test('ignores news of a message that was withdrawn', () => {
  const items = reduceQueue([queued('a')], { type: 'remove', ids: ['a'] });
  expect(reduceQueue(items, { type: 'sent', id: 'a' })).toEqual([]);
});

test('remembers which files have arrived', () => {
  const file = { name: 'a.png', mimeType: 'image/png', size: 1, blob: new Blob(), path: null };
  const items = reduceQueue([queued('a', { files: [file, file] })], {
    type: 'uploaded',
    id: 'a',
    fileIndex: 1,
    path: 'uploads/acme/ana/x',
  });
  expect(items[0]?.files.map(({ path }) => path)).toEqual([null, 'uploads/acme/ana/x']);
});
