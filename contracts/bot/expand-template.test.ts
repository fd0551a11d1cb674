import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandTemplate } from './expand-template.ts';

const values = new Map([
  ['client.firstName', 'Ana'],
  ['client.name', ''],
  ['order_number', '4711'],
  ['sly', '{{order_number}}'],
]);

test.each([
  ['Hello {{client.firstName}}!', 'Hello Ana!'],
  ['Hello {{ client.firstName }}!', 'Hello Ana!'],
  ['{{order_number}}{{order_number}}', '47114711'],
  ['Hello {{client.name}}!', 'Hello!'],
  ['{{client.name}}Hello', 'Hello'],
  ['{{unknown}} stays', '{{unknown}} stays'],
  ['{{__proto__}} {{constructor}} {{toString}} stay', '{{__proto__}} {{constructor}} {{toString}} stay'],
  ['{{client.firstName.length}}', '{{client.firstName.length}}'],
  ['{{1+1}} {{client["name"]}} {{#if x}}', '{{1+1}} {{client["name"]}} {{#if x}}'],
  ['{{sly}}', '{{order_number}}'],
  ['{{{order_number}}}', '{4711}'],
  ['{{ order_number', '{{ order_number'],
  ['', ''],
])('fills %j', (template, expected) => {
  expect(expandTemplate(template, values)).toBe(expected);
});

test('fills any template as a reader from left to right would, and never a value', () => {
  const names = ['a', 'client.name', 'constructor', '__proto__', 'x1', 'gone'];
  const name = fc.constantFrom(...names);
  const noise = fc.oneof(
    fc.constantFrom('{', '{{', '}', '}}', ' ', '  ', '\n', '.', '{{}}', '{{ }}', '$&', '$1'),
    fc.string({ maxLength: 6 }),
  );
  const placeholder = fc
    .tuple(name, fc.constantFrom('', ' '), fc.constantFrom('', ' '))
    .map(([inner, before, after]) => `{{${before}${inner}${after}}}`);
  const template = fc.array(fc.oneof(noise, placeholder), { maxLength: 12 }).map((parts) => parts.join(''));
  const value = fc.oneof(template, fc.constantFrom('', '$&', '{{a}}', '{{x1}} {{a}}'));
  const known = fc.dictionary(fc.constantFrom('a', 'client.name', 'x1'), value);
  fc.assert(
    fc.property(template, known, (text, record) => {
      const map = new Map(Object.entries(record));
      expect(expandTemplate(text, map)).toBe(readByHand(text, map));
    }),
    { numRuns: 10_000 },
  );
});

test('takes time linear in the template', () => {
  const started = performance.now();
  for (const piece of ['{{', '{{ ', '{{a', '{{a ', ' {{', ' ']) expandTemplate(piece.repeat(50_000), values);
  expect(performance.now() - started).toBeLessThan(2000);
});

/** The same without a regular expression over the whole. */
function readByHand(template: string, map: ReadonlyMap<string, string>): string {
  let out = '';
  let rest = template;
  for (;;) {
    const start = rest.indexOf('{{');
    if (start === -1) return out + rest;
    const end = rest.indexOf('}}', start);
    const inner = end === -1 ? '' : rest.slice(start + 2, end).trim();
    const value = /^[A-Za-z][A-Za-z0-9_.]{0,59}$/.test(inner) ? map.get(inner) : undefined;
    if (value === undefined) {
      // Perhaps one brace further there is one: `{{{a}}`.
      out += rest.slice(0, start + 1);
      rest = rest.slice(start + 1);
      continue;
    }
    const before = rest.slice(0, start);
    out += value === '' && before.endsWith(' ') ? before.slice(0, -1) : before;
    out += value;
    rest = rest.slice(end + 2);
  }
}
