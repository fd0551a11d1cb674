import { expect, it } from 'vitest';
import { readOutput } from './read-output.ts';

const good = { outcome: 'answer', answer: 'Yes', isAngry: false };

it.each<[string, unknown, unknown]>([
  ['what was asked for', good, good],
  ['further fields are dropped', { ...good, tool: 'send', to: '+1' }, good],
  [
    'a silent hand-over',
    { ...good, outcome: 'hand_over', answer: '' },
    { ...good, outcome: 'hand_over', answer: '' },
  ],
  ['an empty answer', { ...good, answer: '  ' }, null],
  ['an unknown outcome', { ...good, outcome: 'call_tool' }, null],
  ['a missing field', { outcome: 'answer', answer: 'Yes' }, null],
  ['a text', 'Yes', null],
  ['null', null, null],
  ['an endless answer', { ...good, answer: 'x'.repeat(50_001) }, null],
])('%s', (_name, json, output) => {
  expect(readOutput(json)).toEqual(output);
});
