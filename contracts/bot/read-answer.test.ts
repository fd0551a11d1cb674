import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const read = (typed: string, format: Parameters<typeof readAnswer>[1], country = 'MX') =>
  readAnswer(typed, format, { country, readPhone: (text) => (/^\+\d+$/.test(text) ? text : null) });

test.each([
  ['  Hola  ', 'Hola'],
  ['', null],
  ['   ', null],
  ['x'.repeat(600), 'x'.repeat(500)],
])('text %#', (typed, expected) => {
  expect(read(typed, 'text')).toBe(expected);
});

test.each([
  ['ana@example.com', 'ana@example.com'],
  [' Ana.Perez+x@Example.CO.uk ', 'ana.perez+x@example.co.uk'],
  ['it is ana@example.com.', 'ana@example.com'],
  ['<ana@example.com>', 'ana@example.com'],
  ['mailto:ana@example.com', 'ana@example.com'],
  ['a@b.co or c@d.co', null],
  ['ana@example', null],
  ['ana@', null],
  ['@example.com', null],
  ['ana@@example.com', null],
  ['a..b@example.com', null],
  ['ana@-example.com', null],
  ['ana@example.123', null],
  [`${'a'.repeat(250)}@example.com`, null],
  ['no', null],
])('email %j', (typed, expected) => {
  expect(read(typed, 'email')).toBe(expected);
});

test('phone numbers are read by who knows them', () => {
  expect(read(' +5215512345678 ', 'phone')).toBe('+5215512345678');
  expect(read('call me', 'phone')).toBeNull();
});

test.each([
  ['12', 'MX', '12'],
  ['007', 'MX', '7'],
  ['0', 'MX', '0'],
  ['-0,0', 'BR', '0'],
  ['1.234,56', 'MX', '1234.56'],
  ['1,234.56', 'BR', '1234.56'],
  ['1 234 567', 'BR', '1234567'],
  ["1'234.50", 'MX', '1234.5'],
  ['12,5', 'MX', '12.5'],
  ['12.5', 'BR', '12.5'],
  ['0,125', 'MX', '0.125'],
  ['1.234', 'BR', '1234'],
  ['1.234', 'US', '1.234'],
  ['1,234', 'US', '1234'],
  ['1,234', 'CO', '1.234'],
  ['1.234.567', 'US', '1234567'],
  ['12,34,567', 'IN', '1234567'],
  ['$ 1,200', 'MX', '1200'],
  ['R$ 10,50', 'BR', '10.5'],
  ['15 %', 'BR', '15'],
  ['-12', 'BR', '-12'],
  ['+3', 'BR', '3'],
  ['1,2,3', 'BR', null],
  ['1.2.3,4', 'BR', null],
  ['twelve', 'US', null],
  ['12 apples', 'US', null],
  ['1e5', 'US', null],
  ['', 'US', null],
  ['12345678901234567', 'US', null],
  ['Infinity', 'US', null],
])('number %j in %s', (typed, country, expected) => {
  expect(read(typed, 'number', country)).toBe(expected);
});

test.each([
  ['2026-11-28', 'MX', '2026-11-28'],
  ['2026/1/5', 'MX', '2026-01-05'],
  ['28/11/2026', 'MX', '2026-11-28'],
  ['5/11/2026', 'MX', '2026-11-05'],
  ['5/11/2026', 'US', '2026-05-11'],
  ['28/11/2026', 'US', '2026-11-28'],
  ['11-28-2026', 'MX', '2026-11-28'],
  ['28.11.26', 'BR', '2026-11-28'],
  ['15/03/85', 'BR', '1985-03-15'],
  ['28 de noviembre de 2026', 'MX', '2026-11-28'],
  ['28 nov 2026', 'BR', '2026-11-28'],
  ['28 de março de 2026', 'BR', '2026-03-28'],
  ['1º de maio de 2026', 'BR', '2026-05-01'],
  ['November 28, 2026', 'US', '2026-11-28'],
  ['Nov 28th, 2026', 'US', '2026-11-28'],
  ['2026 nov 28', 'US', '2026-11-28'],
  ['29/02/2024', 'MX', '2024-02-29'],
  ['29/02/2026', 'MX', null],
  ['31/04/2026', 'MX', null],
  ['0/5/2026', 'MX', null],
  ['13/13/2026', 'MX', null],
  ['28/11', 'MX', null],
  ['tomorrow', 'US', null],
  ['28 marmalade 2026', 'US', null],
  ['28/11/20266', 'US', null],
  ['', 'US', null],
])('date %j in %s', (typed, country, expected) => {
  expect(read(typed, 'date', country)).toBe(expected);
});
