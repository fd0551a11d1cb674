import { expect, it } from 'vitest';
import type { InboundMessage } from '#contracts/inbound.ts';
import { parse } from './parse.ts';

function message(fields: Record<string, string>): InboundMessage {
  const form = {
    MessageSid: 'SM1',
    From: 'whatsapp:+14155550102',
    To: 'whatsapp:+14155550199',
    NumMedia: '0',
    ...fields,
  };
  const [event] = parse({
    url: '',
    endpoint: 'whatsapp',
    contentType: '',
    header: () => undefined,
    rawBody: Buffer.from(new URLSearchParams(form).toString()),
  });
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
