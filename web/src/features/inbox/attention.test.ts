import { expect, test } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../platform/documents.ts';
import { findAttention, isShownOnDesktop } from './attention.ts';

function row(id: string, part: Partial<Conversation> = {}): Stored<Conversation> {
  return {
    id,
    status: 'waiting',
    handler: 'none',
    queueId: null,
    assigneeId: null,
    kind: 'direct',
    clientId: 'k1',
    client: { name: 'Luz', avatar: null, address: '+525512345678' },
    channelId: 'ch1',
    channelType: 'twilio_sms',
    identityId: 'i1',
    lastMessage: { text: 'Hi', kind: 'text', direction: 'inbound', at: 100 },
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
    ...part,
  };
}

test('counts a conversation once, however many lists hold it', () => {
  expect(findAttention([row('a'), row('a'), row('b')], 'ana', 200).unreadCount).toBe(2);
});

test('calls for the newest message that came after the last call', () => {
  const later = { text: 'Hi', kind: 'text', direction: 'inbound', at: 300 } as const;
  expect(findAttention([row('a'), row('b', { lastMessage: later })], 'ana', 200).call).toEqual({
    conversationId: 'b',
    name: 'Luz',
    at: 300,
    isMine: false,
  });
});

test.each([
  ['mine', true, true, true],
  ['mine', false, true, false],
  ['all', false, true, true],
  ['none', true, true, false],
  ['all', true, false, false],
] as const)(
  'with “%s”, own %s, out of sight %s: shown on the desktop %s',
  (notify, isMine, isHidden, isShown) => {
    expect(isShownOnDesktop({ isMine }, notify, isHidden)).toBe(isShown);
  },
);

test('stays quiet for what was there before, for colleagues’ conversations and for one’s own messages', () => {
  const ours = { text: 'Hi', kind: 'text', direction: 'outbound', at: 300 } as const;
  const rows = [
    row('old'),
    row('colleague', { status: 'open', assigneeId: 'ben', lastMessage: { ...ours, direction: 'inbound' } }),
    row('answered', { lastMessage: ours }),
    row('read', { unread: false, lastMessage: { ...ours, direction: 'inbound' } }),
  ];
  expect(findAttention(rows, 'ana', 200).call).toBeNull();
});
