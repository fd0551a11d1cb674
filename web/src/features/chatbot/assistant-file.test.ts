import { expect, it } from 'vitest';
import { assistantFileName, readAssistantFile } from './assistant-file.ts';
import { freshAi } from './model.ts';

const exported = {
  format: 'colibri.assistant',
  version: 1,
  assistant: freshAi('Mia', 'Be brief.'),
  knowledge: [{ name: 'Hours', text: 'From 9 to 18.' }],
};

it('reads what was exported', () => {
  expect(readAssistantFile(JSON.stringify(exported))).toEqual({ type: 'assistant', file: exported });
});

it.each([
  ['text that is cut off', '{"format": "colibri', { type: 'not-json' }],
  ['JSON of something else', '{"name": "Mia"}', { type: 'not-ours' }],
  ['a list', '[]', { type: 'not-ours' }],
  ['nothing', 'null', { type: 'not-ours' }],
  ['a later version', JSON.stringify({ ...exported, version: 2 }), { type: 'newer' }],
  [
    'an assistant without a name',
    JSON.stringify({ ...exported, assistant: { ...exported.assistant, name: '' } }),
    { type: 'invalid', field: 'assistant.name' },
  ],
])('says of %s in which way it is none', (_, text, expected) => {
  expect(readAssistantFile(text)).toEqual(expected);
});

it('names files in plain letters', () => {
  expect(assistantFileName('Atención 24/7')).toBe('atencion-24-7.json');
  expect(assistantFileName('机器人')).toBe('assistant.json');
});
