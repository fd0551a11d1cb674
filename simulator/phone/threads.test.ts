import { describe, expect, test } from 'vitest';
import type { SimulatedMessage } from '../src/messages.ts';
import { findUnreadThread, isUnread, listPhones, messagesOf, threadKey, type Thread } from './threads.ts';

const THREAD: Thread = { phone: '+12025550143', channel: 'whatsapp', company: '+14155550100' };

function message(change: Partial<SimulatedMessage>): SimulatedMessage {
  return {
    sid: 'SM1',
    accountSid: 'AC1',
    direction: 'outbound',
    from: 'whatsapp:+14155550100',
    to: 'whatsapp:+12025550143',
    body: 'Hello',
    media: [],
    location: null,
    profileName: null,
    status: 'delivered',
    errorCode: null,
    statusCallback: null,
    webhookStatus: null,
    createdAt: 1000,
    ...change,
  };
}

describe('a thread', () => {
  test('holds both directions of one phone, channel and company, oldest first', () => {
    const messages = [
      message({ sid: 'late', createdAt: 3000 }),
      message({ sid: 'other channel', from: '+14155550100', to: '+12025550143' }),
      message({ sid: 'other company', from: 'whatsapp:+14155550111' }),
      message({
        sid: 'early',
        direction: 'inbound',
        from: 'whatsapp:+12025550143',
        to: 'whatsapp:+14155550100',
      }),
    ];
    expect(messagesOf(messages, THREAD).map(({ sid }) => sid)).toEqual(['early', 'late']);
  });
});

describe('unread', () => {
  test.each([
    ['a delivered message', {}, true],
    ['one that is on its way', { status: 'sent' }, false],
    ['one that never arrived', { status: 'undelivered' }, false],
    ['one that was read', { status: 'read' }, false],
    ['one that was looked at', { createdAt: 500 }, false],
    ['an own message', { direction: 'inbound', status: 'received' }, false],
  ] as const)('%s: %s', (_name, change, expected) => {
    expect(isUnread(message(change), { [threadKey(THREAD)]: 600 })).toBe(expected);
  });

  test('leads to the newest thread of the phone that has any', () => {
    const messages = [
      message({ createdAt: 1000 }),
      message({ from: '+14155550111', to: '+12025550143', createdAt: 2000 }),
      message({ from: '+14155550100', to: '+13105550178', createdAt: 3000 }),
    ];
    expect(findUnreadThread(messages, '+12025550143', {})).toEqual({
      phone: '+12025550143',
      channel: 'sms',
      company: '+14155550111',
    });
    expect(findUnreadThread(messages, '+525555500101', {})).toBeNull();
  });
});

test('phones that only messages know are listed after the others, by the name they gave', () => {
  const people = [{ name: 'Emily Carter', phone: '+12025550143' }];
  const stranger = { from: 'whatsapp:+34600111222', to: 'whatsapp:+14155550100' };
  const messages = [
    message({ profileName: 'Somebody else' }),
    message({ from: stranger.to, to: stranger.from }),
    message({ ...stranger, direction: 'inbound', profileName: 'Marta Ruiz' }),
  ];
  expect(listPhones(people, messages)).toEqual([
    { name: 'Emily Carter', phone: '+12025550143' },
    { name: 'Marta Ruiz', phone: '+34600111222' },
  ]);
});
