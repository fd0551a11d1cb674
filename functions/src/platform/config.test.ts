import { expect, it } from 'vitest';
import { readKeyOrigin } from './config.ts';

it.each([
  ['', null],
  ['https://ai.example.test', 'https://ai.example.test'],
  ['https://ai.example.test/gemini/', 'https://ai.example.test/gemini'],
  ['http://127.0.0.1:5010', 'http://127.0.0.1:5010'],
  ['http://localhost:5010/', 'http://localhost:5010'],
  ['http://[::1]:5010', 'http://[::1]:5010'],
])('lets keys go to "%s"', (value, origin) => {
  expect(readKeyOrigin('NAME', value)).toBe(origin);
});

it.each([
  'http://ai.example.test',
  'http://127.0.0.1.example.test',
  'http://localhost@ai.example.test',
  'ftp://127.0.0.1',
  'ai.example.test',
  'javascript:alert(1)',
])('lets no key go to "%s"', (value) => {
  expect(() => readKeyOrigin('NAME', value)).toThrow('NAME must be an https origin');
});
