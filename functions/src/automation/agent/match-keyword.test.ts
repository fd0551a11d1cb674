import { expect, it } from 'vitest';
import { hasKeyword } from './match-keyword.ts';

it.each([
  ['I want a human', 'human', true],
  ['I want a HUMAN!', 'human', true],
  ['humanity', 'human', false],
  ['superhuman', 'human', false],
  ['Quiero una PERSONA', 'persona', true],
  ['atención', 'atencion', true],
  ['atencion', 'Atención', true],
  ['speak  to\nsomebody', 'speak to somebody', true],
  ['human2', 'human', false],
  ['humanity or a human', 'human', true],
  ['我要人工服务', '人工', true],
  ['𝒜human', 'human', false],
  ['anything', ' ', false],
  ['a.b', '.', true],
])('%j holds %j: %s', (text, keyword, holds) => {
  expect(hasKeyword(text, ['nothing of it', keyword])).toBe(holds);
});
