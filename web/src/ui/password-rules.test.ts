import { expect, test } from 'vitest';
import { isGoodPassword, judgePassword } from './password-rules.ts';

const OWN = ['Ana Lucía Pérez', 'ana.perez@example.test'];

test.each([
  ['', false],
  ['short', false],
  ['correct horse battery', true],
  ['Pérez12345', false],
  ['ana.perez@example.test', false],
  ['ana correct horse', true],
  ['example.test has four walls', true],
])('judges %s as %s', (password, isGood) => {
  expect(isGoodPassword(judgePassword(password, OWN))).toBe(isGood);
});
