import { expect, test } from 'vitest';
import { findReplyBlock, sortFiles, splitForChannel } from './model.ts';

const now = 1_000_000_000;
const writer = { uid: 'ana', managesOthers: false };
const open = {
  status: 'open',
  assigneeId: 'ana',
  channelType: 'twilio_whatsapp',
  windowEndsAt: now + 1,
  consent: 'unknown',
} as const;

test.each([
  ['lets the assignee reply within the window', {}, null],
  ['asks to accept a waiting conversation first', { status: 'waiting', assigneeId: null }, 'accept-first'],
  ['lets anybody take over what a bot or an AI holds', { assigneeId: null }, null],
  ['asks to reopen a closed conversation first', { status: 'closed' }, 'closed'],
  ['names whoever answers already', { assigneeId: 'ben' }, 'not-yours'],
  ['closes the window at its end', { windowEndsAt: now }, 'window-closed'],
  ['needs a first message of the customer on WhatsApp', { windowEndsAt: null }, 'window-never'],
  ['knows no window on SMS', { channelType: 'twilio_sms', windowEndsAt: null }, null],
  ['respects an opt-out on SMS', { channelType: 'twilio_sms', consent: 'opted_out' }, 'opted-out'],
  ['answers a WhatsApp customer who only refused campaigns', { consent: 'opted_out' }, null],
] as const)('%s', (_, change, expected) => {
  expect(findReplyBlock({ ...open, ...change }, writer, now)?.type ?? null).toBe(expected);
});

test('lets a supervisor reply in a conversation of somebody else', () => {
  expect(findReplyBlock({ ...open, assigneeId: 'ben' }, { uid: 'eva', managesOthers: true }, now)).toBeNull();
});

test('says since when the customer has not written', () => {
  expect(findReplyBlock({ ...open, windowEndsAt: now }, writer, now)).toEqual({
    type: 'window-closed',
    at: now - 24 * 60 * 60 * 1000,
  });
});

test('refuses files by type, size and number, each by name', () => {
  const photo = { name: 'a.png', type: 'image/png', size: 10 };
  const program = { name: 'b.exe', type: 'application/x-msdownload', size: 10 };
  const film = { name: 'c.mp4', type: 'video/mp4', size: 6 * 1024 * 1024 };
  expect(sortFiles([photo, program, film], 9, 'twilio_sms', 'message')).toEqual({
    accepted: [photo],
    refused: [
      { type: 'type', name: 'b.exe' },
      { type: 'size', name: 'c.mp4', limitBytes: 5 * 1024 * 1024 },
    ],
  });
  expect(sortFiles([photo, photo], 9, 'twilio_sms', 'message').refused).toEqual([
    { type: 'count', limit: 10 },
  ]);
});

test('refuses a file without content, in notes too', () => {
  const empty = { name: 'a.png', type: 'image/png', size: 0 };
  for (const mode of ['message', 'note'] as const) {
    expect(sortFiles([empty], 0, 'twilio_whatsapp', mode)).toEqual({
      accepted: [],
      refused: [{ type: 'empty', name: 'a.png' }],
    });
  }
});

test('sends several files as several messages where the channel carries one each', () => {
  expect(splitForChannel('Look', ['a', 'b'], 'twilio_whatsapp', 'message')).toEqual([
    { text: 'Look', files: ['a'] },
    { text: '', files: ['b'] },
  ]);
  expect(splitForChannel('Look', ['a', 'b'], 'twilio_sms', 'message')).toEqual([
    { text: 'Look', files: ['a', 'b'] },
  ]);
  expect(splitForChannel('Look', [], 'twilio_sms', 'message')).toEqual([{ text: 'Look', files: [] }]);
});
