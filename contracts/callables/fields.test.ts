import { expect, test } from 'vitest';
import { nameSchema } from './fields.ts';

test.each([
  ['what surrounds it', '  Ana ', 'Ana'],
  ['what nobody sees', 'A\u200bna\ufeff', 'Ana'],
  ['what turns round the text after it', '\u202eAna', 'Ana'],
  ['lines', 'Ana\r\nDíaz', 'Ana  Díaz'],
])('a name is stored without %s', (_what, given, stored) => {
  expect(nameSchema.parse(given)).toBe(stored);
});

test.each(['👩‍👩‍👧 Ana', 'می‌خواهم', 'שלום', '李'])('%s is a name as it stands', (name) => {
  expect(nameSchema.parse(name)).toBe(name);
});

test.each(['', '   ', '\u200b', '\u202e\u200f', '\n'])('a name with nothing to see is none: %j', (name) => {
  expect(nameSchema.safeParse(name).success).toBe(false);
});
