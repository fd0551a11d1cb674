import { expect, test } from 'vitest';
import { withScheme } from './with-scheme.ts';

test.each([
  ['example.com', 'https://example.com'],
  [' www.example.com/page?x=1 ', 'https://www.example.com/page?x=1'],
  ['example.com:8080/a', 'https://example.com:8080/a'],
  ['//example.com', 'https://example.com'],
  ['example.com/@ana', 'https://example.com/@ana'],
  ['ana@example.com', 'mailto:ana@example.com'],
  ['http://example.com', 'http://example.com'],
  ['tel:+525512345678', 'tel:+525512345678'],
  // What is not allowed stays what it is, for others to refuse.
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%s leads to %s', (typed, address) => {
  expect(withScheme(typed)).toBe(address);
});
