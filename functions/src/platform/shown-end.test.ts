import { expect, it } from 'vitest';
import { shownEnd } from './shown-end.ts';

it.each([
  ['AC0123456789', '6789'],
  ['a-secret-password', 'word'],
  ['abcdefghijk', ''],
  ['word', ''],
  ['', ''],
])('of %j people are shown %j', (secret, end) => {
  expect(shownEnd(secret)).toBe(end);
});
