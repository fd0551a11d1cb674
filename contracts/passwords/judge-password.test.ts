import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PASSWORD_CHARACTERS } from '../limits.ts';
import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords.ts';
import { isGoodPassword, judgePassword } from './judge-password.ts';

const OWN = ['Ana Lucía Pérez', 'ana.perez@example.test'];

test.each([
  ['', false],
  ['short', false],
  ['four walls and a door', true],
  ['Pérez12345', false],
  ['ana.perez@example.test', false],
  ['ana four walls', true],
  ['example.test has four walls', true],
])('judges %s as %s', (password, isGood) => {
  expect(isGoodPassword(judgePassword(password, OWN))).toBe(isGood);
});

test.each([
  ['José Núñez Ávila', 'jose nunez avila'],
  ['Jose Nunez Avila', 'JOSÉ NÚÑEZ ÁVILA'],
  ['Jose\u0301 Nunez', 'José Nunez'],
])('knows the name %s in %s, whatever its accents', (name, password) => {
  expect(judgePassword(password, [name]).isNotOwn).toBe(false);
});

describe('what is tried first is refused', () => {
  test.each([
    ['a well-known one', 'Iloveyouforever'],
    ['a well-known one in words', 'correct horse battery staple'],
    ['a well-known word with figures', 'Password123'],
    ['a year and a sign behind it', 'Welcome2024!'],
    ['figures before it', '2024bienvenido'],
    ['signs instead of letters', 'P@$$w0rd!!'],
    ['a word of the product', 'colibri2025'],
    ['the same word twice', 'senhasenha1'],
    ['one character', 'aaaaaaaaaaaa'],
    ['a repeat', 'abc1abc1abc1ab'],
    ['a repeat of something too short', 'tr4mpo!tr4mpo!'],
    ['figures in a row', '1234567890'],
    ['figures backwards', '9876543210'],
    ['a row of keys', 'qwertyuiop'],
    ['columns of keys', '1qaz2wsx3edc'],
    ['several rows', 'qwerty12345!'],
    ['the alphabet', 'ABCDEFGHIJ'],
  ])('%s: %s', (_what, password) => {
    const verdict = judgePassword(password, OWN);
    expect(verdict.isLong).toBe(true);
    expect(verdict.isNotCommon).toBe(false);
    expect(isGoodPassword(verdict)).toBe(false);
  });
});

test.each([
  'staple wagon harbour',
  'password of my bank card',
  'abc streets are narrow',
  'qwerty is not my keyboard',
  'lluvia-mesa-tambor',
  'vR7#kq0Lz2',
  'tres tristes tigres comen trigo',
])('takes %s', (password) => {
  expect(isGoodPassword(judgePassword(password, OWN))).toBe(true);
});

test('takes what is drawn at random', () => {
  const drawn = fc.string({
    unit: fc.constantFrom(...Array.from('abcdefghkmnprstuvwxyz23456789')),
    minLength: 16,
    maxLength: 24,
  });
  fc.assert(
    fc.property(fc.noShrink(drawn), (password) => judgePassword(password, []).isNotCommon),
    { seed: 7 },
  );
});

test('refuses every entry of the list, in whatever case', () => {
  for (const entry of COMMON_PASSWORDS)
    expect(judgePassword(entry.toUpperCase(), []), entry).toMatchObject({ isNotCommon: false, isLong: true });
  for (const word of COMMON_WORDS)
    expect(judgePassword(`${word}${'1'.repeat(PASSWORD_CHARACTERS.least)}`, []).isNotCommon, word).toBe(
      false,
    );
});
