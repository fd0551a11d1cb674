import { expect, it } from 'vitest';
import { searchTerm, searchTokens } from './search-tokens.ts';

const tokens = searchTokens('María-José Pérez Núñez', ['+14155550102']);

it.each(['mar', 'María', 'josé', 'PEREZ', 'nuñ', 'perez nunez', '0102', '555-0102', '+1 (415) 555-0102'])(
  'a client is found by %o',
  (typed) => expect(tokens).toContain(searchTerm(typed)),
);

it.each(['', ' ', 'm', '12', '...'])('%o is too short to look for', (typed) =>
  expect(searchTerm(typed)).toBeNull(),
);

it('keeps at most 40 tokens, and every word of a long name', () => {
  const name = 'Aaaaaaaaaaaa Bbbbbbbbbbbb Cccccccccccc Dddddddddddd Eeeeeeeeeeee';
  const many = searchTokens(name, ['+14155550102', '+14155550103']);
  expect(many).toHaveLength(40);
  for (const prefix of ['aa', 'bb', 'cc', 'dd', 'ee']) expect(many).toContain(prefix);
});
