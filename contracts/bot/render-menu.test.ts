import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMenu } from './render-menu.ts';

const options = [
  { id: 'a', label: 'Orders' },
  { id: 'b', label: 'Sales' },
];
const texts = (text: string, choices: typeof options, textCharacters: number, buttons = 0) =>
  renderMenu({ text, options: choices }, { textCharacters, buttons }).map((part) => part.text);

test('numbers the choices where the channel has no buttons', () => {
  expect(renderMenu({ text: 'How?', options }, { textCharacters: 100, buttons: 0 })).toEqual([
    { text: 'How?\n1. Orders\n2. Sales', buttons: [] },
  ]);
});

test('gives buttons to a channel that has enough of them, with the last message', () => {
  expect(renderMenu({ text: 'How can we', options }, { textCharacters: 5, buttons: 2 })).toEqual([
    { text: 'How', buttons: [] },
    { text: 'can', buttons: [] },
    { text: 'we', buttons: options },
  ]);
  expect(texts('How?', options, 100, 1)).toEqual(['How?\n1. Orders\n2. Sales']);
});

test('keeps the list together where it fits into a message of its own', () => {
  expect(texts('A rather long question?', options, 30)).toEqual([
    'A rather long question?',
    '1. Orders\n2. Sales',
  ]);
});

test('divides a list between options', () => {
  expect(texts('Hm?', options, 14)).toEqual(['Hm?\n1. Orders', '2. Sales']);
});

test('has nothing to send for nothing', () => {
  expect(texts('', [], 100)).toEqual([]);
});

test('never exceeds the limit, never divides an option, loses no word', () => {
  const label = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => !/[\n\r]/.test(text));
  const menu = fc.record({
    text: fc.string({ maxLength: 400, unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '👍') }),
    labels: fc.array(label, { maxLength: 10 }),
    limit: fc.integer({ min: 70, max: 300 }),
  });
  fc.assert(
    fc.property(menu, ({ text, labels, limit }) => {
      const choices = labels.map((option, index) => ({ id: String(index), label: option }));
      const parts = texts(text, choices, limit);
      expect(parts.every((part) => part.length <= limit && part.isWellFormed())).toBe(true);
      const lines = parts.join('\n').split('\n');
      labels.forEach((option, index) => expect(lines).toContain(`${index + 1}. ${option}`));
      const letters = (whole: string) => whole.replace(/\s/g, '');
      expect(letters(parts.join(''))).toBe(
        letters(text) + letters(labels.map((option, index) => `${index + 1}. ${option}`).join('')),
      );
    }),
    { numRuns: 1000 },
  );
});
