import { expect, it } from 'vitest';
import { searchTokens } from './search-tokens.ts';

const tokens = searchTokens('María-José Pérez Núñez', ['+14155550102']);

it.each(['mar', 'maria', 'jose', 'perez', 'nun', '0102', '5550102', '14155550102'])(
  'a client is found by %s',
  (term) => expect(tokens).toContain(term),
);

it.each(['m', '102', 'é', 'ñ'])('%s is not kept', (term) => expect(tokens).not.toContain(term));

it('keeps at most 40 tokens, and every word of a long name', () => {
  const name = 'Aaaaaaaaaaaa Bbbbbbbbbbbb Cccccccccccc Dddddddddddd Eeeeeeeeeeee';
  const many = searchTokens(name, ['+14155550102', '+14155550103']);
  expect(many).toHaveLength(40);
  for (const prefix of ['aa', 'bb', 'cc', 'dd', 'ee']) expect(many).toContain(prefix);
});
