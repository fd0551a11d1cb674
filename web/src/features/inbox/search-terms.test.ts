import { expect, test } from 'vitest';
import { longestTerm, matchesTerms, searchTerms } from './search-terms.ts';

test.each([
  ['drops accents and case', 'José ÁLVAREZ', ['jose', 'alvarez']],
  ['leaves out what is too short to be indexed', 'J Pérez', ['perez']],
  ['reads a spaced number as one term', '+52 (55) 1234-5678', ['525512345678']],
  ['needs four digits of a number', '123', []],
  ['finds nothing in blanks', '   ', []],
])('%s', (_, input, expected) => {
  expect(searchTerms(input)).toEqual(expected);
});

test('asks the server for the longest term', () => {
  expect(longestTerm(['ana', 'martinez', 'de'])).toBe('martinez');
  expect(longestTerm([])).toBeNull();
});

test('keeps a client only if every term matches', () => {
  const client = { name: 'José Álvarez', phones: ['+525512345678'] };
  expect(matchesTerms(client, ['alv', 'jo'])).toBe(true);
  expect(matchesTerms(client, ['alv', 'ma'])).toBe(false);
  expect(matchesTerms(client, ['5678'])).toBe(true);
  expect(matchesTerms(client, ['1234'])).toBe(false);
});
