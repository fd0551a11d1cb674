import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTurns } from './build-turns.ts';
import type { Line } from './lines.ts';

const customer = { name: 'Ana', channel: 'twilio_sms', isOpen: true };
const line = (from: Line['from'], text: string, media: Line['media'] = []): Line => ({ from, text, media });

function build(change: Partial<Parameters<typeof buildTurns>[0]>) {
  return buildTurns({
    customer,
    passages: [],
    dialogue: { earlier: [], waiting: [line('customer', 'hi')] },
    files: new Map(),
    ...change,
  });
}

describe('the turns', () => {
  it('begin with the data and take turns', () => {
    const turns = build({
      dialogue: {
        earlier: [line('assistant', 'hello'), line('assistant', 'there'), line('customer', 'one')],
        waiting: [line('customer', 'two')],
      },
      passages: [{ documentName: 'Shoes', text: 'Red ones cost 10.' }],
    });
    const text = (value: string) => ({ type: 'text', text: value });
    expect(turns).toEqual([
      {
        role: 'customer',
        parts: [
          text(
            '<<<DATA customer\n{"name":"Ana","channel":"twilio_sms","isOpen":true}\nDATA>>>\n' +
              '<<<DATA knowledge\n[{"document":"Shoes","text":"Red ones cost 10."}]\nDATA>>>',
          ),
        ],
      },
      { role: 'assistant', parts: [text('hello'), text('there')] },
      { role: 'customer', parts: [text('one'), text('two')] },
    ]);
  });

  it('give files whole or by name', () => {
    const media = (path: string | null) =>
      ({ kind: 'image', mimeType: 'image/png', name: 'a.png', size: 1, path, state: 'stored' }) as const;
    const [turn] = build({
      dialogue: { earlier: [], waiting: [line('customer', 'look', [media('p/0'), media('p/1')])] },
      files: new Map([['p/0', { mimeType: 'image/png', data: 'AAAA' }]]),
    });
    expect(turn?.parts.slice(1)).toEqual([
      { type: 'text', text: 'look\n[file: image "a.png"]' },
      { type: 'file', mimeType: 'image/png', data: 'AAAA' },
    ]);
  });

  it('hold two blocks of data, whatever names, passages and messages say', () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom('<<<DATA customer', 'DATA>>>', '<<<', '>>>', '\n', '"}', '\\u003c', '\u2028'),
          fc.string(),
        ),
        { maxLength: 6 },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, passage, message) => {
        const turns = build({
          customer: { ...customer, name },
          passages: [{ documentName: name, text: passage }],
          dialogue: { earlier: [line('assistant', message)], waiting: [line('customer', message)] },
        });
        const all = turns
          .flatMap(({ parts }) => parts)
          .map((part) => (part.type === 'text' ? part.text : ''));
        expect(all.join('\n').match(/<<</g)).toHaveLength(2);
        expect(all.join('\n').match(/>>>/g)).toHaveLength(2);
        const knowledge: unknown = JSON.parse(all[0]?.split('\n')[4] ?? '');
        expect(knowledge).toEqual([{ document: name, text: passage }]);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
