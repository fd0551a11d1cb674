import { expect, it } from 'vitest';
import type { InboundEvent, InboundMessage } from '#contracts/inbound.ts';
import { parse } from './parse.ts';

function eventOf(fields: Record<string, string>, endpoint = 'whatsapp'): InboundEvent | undefined {
  const form = {
    MessageSid: 'SM1',
    From: 'whatsapp:+14155550102',
    To: 'whatsapp:+14155550199',
    NumMedia: '0',
    ...fields,
  };
  const [event] = parse({
    url: '',
    endpoint,
    contentType: '',
    header: () => undefined,
    rawBody: Buffer.from(new URLSearchParams(form).toString()),
  });
  return event;
}

function message(fields: Record<string, string>): InboundMessage {
  const event = eventOf(fields);
  if (event?.type !== 'message') throw new Error(`no message: ${JSON.stringify(event)}`);
  return event;
}

it('keeps what it does not know as it came, without names that could do harm', () => {
  const event = message({
    MessageType: 'order',
    OrderId: '7',
    __proto__x: 'a',
    'constructor[prototype]': 'b',
  });
  expect(event.kind).toBe('unsupported');
  expect(event.raw).toMatchObject({ MessageType: 'order', OrderId: '7' });
  expect(Object.keys(event.raw ?? {})).not.toContain('constructor[prototype]');
});

it('takes an empty text for a text', () =>
  expect(message({ Body: '' })).toMatchObject({ kind: 'text', text: '' }));

it('reads a choice from a list', () => {
  expect(message({ ListId: 'l1', ListTitle: 'Blue', Body: 'Blue' })).toMatchObject({
    kind: 'interactive_reply',
    interactive: { type: 'list', id: 'l1', title: 'Blue' },
  });
});

it('keeps the sender as given, and finds people by the canonical number', () => {
  expect(message({ From: 'whatsapp:+5215512345678' })).toMatchObject({
    from: 'whatsapp:+5215512345678',
    primaryId: 'whatsapp:+525512345678',
    aliases: [],
    phone: '+525512345678',
  });
  expect(message({ ExternalUserId: 'whatsapp:US.1' })).toMatchObject({
    primaryId: 'US.1',
    aliases: ['whatsapp:+14155550102'],
  });
  expect(message({ From: '72345' })).toMatchObject({ primaryId: '72345', phone: null });
});

it('believes neither a count of files without files nor one beyond reason', () => {
  expect(message({ NumMedia: '3' }).media).toEqual([]);
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`MediaUrl${index}`, 'https://api.twilio.com/x']),
  );
  expect(message({ ...many, NumMedia: '5000' }).media).toHaveLength(10);
});

it.each(['constructor', '__proto__', 'toString', 'no-such-status'])('ignores the status %o', (status) => {
  expect(eventOf({ MessageStatus: status }, 'status')).toEqual({ type: 'ignored', reason: 'unknown status' });
});

it.each(['MessageSid', 'From', 'ExternalUserId', 'OriginalRepliedMessageSid'])(
  'takes no %s of absurd length for an id',
  (field) => {
    expect(eventOf({ [field]: 'x'.repeat(300) })).toMatchObject({ type: 'invalid' });
  },
);

it('shortens names and types that no person and no provider would give', () => {
  const event = message({
    ProfileName: '😀'.repeat(5000),
    MessageType: 'document',
    Body: 'ñ'.repeat(5000),
    NumMedia: '1',
    MediaUrl0: 'https://api.twilio.com/x',
    MediaContentType0: `application/${'x'.repeat(5000)}`,
  });
  expect(event.fromName).toBe('😀'.repeat(120));
  expect(event.text).toHaveLength(5000);
  expect(event.media[0]?.name).toBe('ñ'.repeat(120));
  expect(event.media[0]?.mimeType).toHaveLength(120);
});
