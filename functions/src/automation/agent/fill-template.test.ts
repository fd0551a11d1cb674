import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from './fill-template.ts';

const values = new Map([
  ['company', 'Acme'],
  ['nested', '{{company}}'],
]);

describe('a template', () => {
  it.each([
    ['Hello from {{company}}', 'Hello from Acme'],
    ['{{unknown}} stays', '{{unknown}} stays'],
    ['{{nested}}', '{{company}}'],
    ['{{ company }}', '{{ company }}'],
    ['{{{company}}}', '{Acme}'],
    ['{{constructor}}{{__proto__}}{{toString}}', '{{constructor}}{{__proto__}}{{toString}}'],
    [
      '${7*7} <%= 7*7 %> {{7*7}} #{7*7} {%7*7%} {{=7*7}}',
      '${7*7} <%= 7*7 %> {{7*7}} #{7*7} {%7*7%} {{=7*7}}',
    ],
    [
      '{{company.constructor}} {{company|upper}} {{#company}}',
      '{{company.constructor}} {{company|upper}} {{#company}}',
    ],
    ["$& $1 $` $'", "$& $1 $` $'"],
  ])('%s', (text, filled) => {
    expect(fillTemplate(text, values)).toBe(filled);
  });

  it('evaluates nothing, whatever stands between the braces', () => {
    const expression = fc.constantFrom(
      '6151*6269',
      'this',
      'process.env',
      'constructor.constructor("return 6151*6269")()',
    );
    const open = fc.constantFrom('{{', '${', '<%=', '#{', '{%', '{{{', '[[', '{{=', '{{#if ', '{{@');
    const close = fc.constantFrom('}}', '}', '%>', '%}', '}}}', ']]');
    const piece = fc.oneof(
      fc.tuple(open, expression, close).map((parts) => parts.join('')),
      fc.constantFrom('{{company}}', '{{', '}}', '$&'),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const filled = fillTemplate(text, values);
        // Nothing changes but the names of the map: putting them back gives the text.
        expect(filled).toBe(text.split('{{company}}').join('Acme').split('{{nested}}').join('{{company}}'));
        expect(filled.includes('38560619')).toBe(text.includes('38560619'));
      }),
      { numRuns: 10_000, seed: 1 },
    );
  });
});
