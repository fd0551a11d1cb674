import { expect, it } from 'vitest';
import type { Queue } from '#contracts/collections/taxonomy.ts';
import { decideOpenQueue, leadsBackTo } from './decide-open-queue.ts';

function queue(closedQueueId: string | null, calendarId: string | null = 'closed', archived = false): Queue {
  return { name: 'Q', color: 'teal', archived, calendarId, closedQueueId };
}
const isOpen = (calendarId: string | null) => calendarId !== 'closed';

it.each([
  ['stays where it belongs while that is open', { a: queue('b', 'open') }, 'a'],
  ['goes elsewhere while that is closed', { a: queue('b'), b: queue(null) }, 'b'],
  ['goes on to one that is open', { a: queue('b'), b: queue('c'), c: queue('a', 'open') }, 'c'],
  ['stays where no other is named', { a: queue(null) }, 'a'],
  ['asks for the company’s hours where the queue has none', { a: queue('b', null), b: queue(null) }, 'a'],
  ['does not go to an archived queue', { a: queue('b'), b: queue(null, 'open', true) }, 'a'],
  ['begins in no queue where its own is archived', { a: queue('b', 'closed', true), b: queue(null) }, null],
  ['does not go to a queue that is gone', { a: queue('gone') }, 'a'],
  [
    'stays after five steps',
    Object.fromEntries(Array.from('abcdefgh').map((id, at, ids) => [id, queue(ids[at + 1] ?? null)])),
    'f',
  ],
  ['does not go round for ever', { a: queue('b'), b: queue('a') }, 'b'],
])('a conversation %s', (_name, queues, expected) => {
  expect(decideOpenQueue(queues, 'a', isOpen)).toBe(expected);
});

it('finds a way out that leads back, through any number of queues', () => {
  const queues = {
    a: queue(null),
    b: queue('c'),
    c: queue('a'),
    d: queue(null),
    e: queue('f'),
    f: queue('e'),
  };
  expect(leadsBackTo(queues, 'a', 'a')).toBe(true);
  expect(leadsBackTo(queues, 'a', 'b')).toBe(true);
  expect(leadsBackTo(queues, 'a', 'd')).toBe(false);
  expect(leadsBackTo(queues, 'a', 'e')).toBe(false);
});
