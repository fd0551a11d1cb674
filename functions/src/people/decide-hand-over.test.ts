import { expect, it } from 'vitest';
import { conversation } from '../testing/factories.ts';
import { decideHandOver } from './decide-hand-over.ts';

const actor = { uid: 'boss', role: 'admin' } as const;
const decide = (change: object, to: Parameters<typeof decideHandOver>[2]['to']) =>
  decideHandOver(conversation({ assigneeId: 'leaver', queueId: 'q1', ...change }), actor, {
    from: 'leaver',
    to,
  });

it.each(['open', 'snoozed', 'waiting'] as const)('moves what is %s, wherever it is to go', (status) => {
  expect(decide({ status }, { type: 'queues' })).toEqual({
    patch: { status: 'waiting', handler: 'none', assigneeId: null },
    event: { type: 'returned', by: 'boss', toQueueId: 'q1' },
  });
  // The queue it has already counts: it must leave the member.
  expect(decide({ status }, { type: 'queue', queueId: 'q1' })?.patch).toMatchObject({
    status: 'waiting',
    assigneeId: null,
    queueId: 'q1',
  });
  expect(decide({ status }, { type: 'member', memberId: 'next' })).toEqual({
    patch: { status: 'open', handler: 'human', assigneeId: 'next' },
    event: { type: 'transferred', by: 'boss', toQueueId: null, toMemberId: 'next' },
  });
});

it.each([
  ['closed meanwhile', { status: 'closed' }],
  ['taken over meanwhile', { assigneeId: 'next' }],
  ['returned meanwhile', { status: 'waiting', assigneeId: null }],
])('leaves alone what was %s', (_name, change) => {
  expect(decide(change, { type: 'queues' })).toBeNull();
});
