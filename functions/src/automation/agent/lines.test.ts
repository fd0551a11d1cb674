import { describe, expect, it } from 'vitest';
import type { Message } from '#contracts/collections/message.ts';
import { outboundMessage } from '../../testing/factories.ts';
import { dialogueOf, readDialogue, type Line } from './lines.ts';

type Stored = Message & { id: string };

/** Newest last, as people read. */
function stored(...messages: (Partial<Message> & { id?: string })[]): Stored[] {
  return messages.map((change, index) => ({ ...outboundMessage(), id: `m${index}`, ...change })).toReversed();
}
const inbound = (text: string, change: Partial<Stored> = {}) => ({
  direction: 'inbound' as const,
  text,
  status: null,
  ...change,
});

function read(messages: Stored[], messageId = messages[0]?.id ?? '') {
  const message = messages.find(({ id }) => id === messageId) ?? outboundMessage(inbound('the question'));
  const { earlier, waiting } = readDialogue(messages, message, messageId);
  const texts = (lines: Line[]) => lines.map(({ from, text }) => `${from}: ${text}`);
  return { earlier: texts(earlier), waiting: texts(waiting) };
}

describe('a dialogue', () => {
  it('holds what was said, oldest first, and nothing that is between colleagues', () => {
    const messages = stored(
      inbound('hi'),
      { direction: 'note', text: 'she owes us money', public: false },
      { text: 'hello' },
      { direction: 'event', text: '', public: false, event: { type: 'accepted', by: 'agent' } },
      { direction: 'note', text: 'a draft', draft: { runId: 'r1', state: 'waiting' } },
      { text: 'never arrived', status: 'failed' },
      inbound('how much'),
      inbound('is it?'),
    );
    expect(read(messages)).toEqual({
      earlier: ['customer: hi', 'assistant: hello'],
      waiting: ['customer: how much', 'customer: is it?'],
    });
  });

  it('quotes what was said, never a note', () => {
    const quote = { messageId: 'x', providerMessageId: null, kind: 'text' as const };
    const messages = stored(
      { text: 'see above', replyTo: { ...quote, text: 'she owes us money', direction: 'note' } },
      inbound('this one', { replyTo: { ...quote, text: 'red or "blue"', direction: 'outbound' } }),
    );
    expect(read(messages)).toEqual({
      earlier: ['assistant: see above'],
      waiting: ['customer: [quotes: "red or \\"blue\\""]\nthis one'],
    });
  });

  it('still asks where a notice went out by itself after the question', () => {
    const messages = stored(inbound('open?', { id: 'q' }), { text: 'We are closed.' });
    expect(read(messages, 'q')).toEqual({
      earlier: ['assistant: We are closed.'],
      waiting: ['customer: open?'],
    });
  });

  it('holds the question even where newer notes pushed it out', () => {
    const notes = stored(...Array.from({ length: 20 }, () => ({ direction: 'note' as const, text: 'n' })));
    expect(read(notes, 'gone')).toEqual({ earlier: [], waiting: ['customer: the question'] });
  });

  it('tells what a message without words is', () => {
    const messages = stored(
      inbound('', { location: { latitude: 1, longitude: 2, name: 'Home', address: null } }),
      inbound('', { contacts: [{ name: 'Bob', phones: ['+14155550177'], emails: [] }] }),
      inbound('', { interactive: { type: 'button', id: 'b', title: 'Yes please' } }),
      inbound('', { kind: 'unsupported' }),
    );
    expect(read(messages).waiting).toEqual([
      'customer: [location: "Home"]',
      'customer: [contact cards: 1]',
      'customer: Yes please',
      'customer: [unsupported]',
    ]);
  });
});

describe('the budget', () => {
  const line = (from: Line['from'], text: string): Line => ({ from, text, media: [] });

  it('leaves the oldest out, without a gap', () => {
    const earlier = Array.from({ length: 10 }, (_, index) =>
      line('assistant', `${index} ${'x'.repeat(2000)}`),
    );
    const kept = dialogueOf(earlier, [line('customer', 'q')]).earlier.map(({ text }) => text.charAt(0));
    expect(kept).toEqual(['6', '7', '8', '9']);
  });

  it('keeps the newest message whole, however long the rest is', () => {
    const newest = line('customer', '文'.repeat(4000));
    const dialogue = dialogueOf([line('assistant', 'a')], [line('customer', 'b'), newest]);
    expect(dialogue).toEqual({ earlier: [], waiting: [newest] });
  });
});
