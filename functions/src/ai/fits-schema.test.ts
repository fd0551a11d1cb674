import { expect, it } from 'vitest';
import { fitsSchema } from './fits-schema.ts';

const schema = {
  type: 'object',
  properties: {
    answer: { type: 'string' },
    score: { type: 'integer' },
    mood: { type: 'string', enum: ['calm', 'angry'] },
    sources: { type: 'array', items: { type: 'string' } },
  },
  required: ['answer'],
};

it.each<[string, unknown, boolean]>([
  ['what is required alone', { answer: 'a' }, true],
  ['everything', { answer: 'a', score: 1, mood: 'calm', sources: ['x'] }, true],
  ['a field that nobody asked for', { answer: 'a', extra: 1 }, true],
  ['an inherited name', { answer: 'a', toString: 1 }, true],
  ['a missing field', { mood: 'calm' }, false],
  ['a field of another type', { answer: 1 }, false],
  ['null for a text', { answer: null }, false],
  ['a fraction for a whole number', { answer: 'a', score: 1.5 }, false],
  ['a word outside of the list', { answer: 'a', mood: 'bored' }, false],
  ['a list of something else', { answer: 'a', sources: [1] }, false],
  ['no list', { answer: 'a', sources: 'x' }, false],
  ['a list for an object', ['a'], false],
  ['nothing', null, false],
  ['a bare text', 'a', false],
])('judges %s', (_name, value, expected) => {
  expect(fitsSchema(value, schema)).toBe(expected);
});
