import { expect, test } from 'vitest';
import { matchesPattern, PATTERN_LIMITS, patternSize } from './pattern.ts';

test.each([
  ['^order\\s+\\d+$', 'ORDER 17', true],
  ['^order\\s+\\d+$', 'my order 17', false],
  ['sí|yes', 'SÍ', true],
  ['\\bfoo\\b', 'a foo b', true],
  ['(', '(', false],
  ['[a-z]{1,900}', 'abc', false],
])('%j on %j: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test.each(['(a+)+$', '(a|aa)+$', '(.*)*x', '^(a?){50}a{50}$'])(
  '%j, which stalls a backtracking engine, takes no time to speak of',
  (pattern) => {
    expect(patternSize(pattern)).not.toBeNull();
    const started = performance.now();
    matchesPattern(pattern, `${'a'.repeat(PATTERN_LIMITS.textCharacters)}!`);
    expect(performance.now() - started).toBeLessThan(1000);
  },
);

test('the largest patterns that a bot may have are tried within a second', () => {
  const patterns = Array.from({ length: 10 }, (_, index) => `(?:\\w+\\s?){80}${index}`);
  const sizes = patterns.map((pattern) => patternSize(pattern) ?? 0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(PATTERN_LIMITS.instructions);
  const started = performance.now();
  for (const pattern of patterns) matchesPattern(pattern, 'ab '.repeat(2000));
  expect(performance.now() - started).toBeLessThan(1000);
});
