import { describe, expect, it } from 'vitest';
import type { PatternSegment } from './ast.ts';
import { ANY_SEGMENTS, PathIndex, UNBOUND, type PathSegment } from './matching.ts';
import { RulesError, RulesPath } from './values.ts';

function patternOf(text: string): PatternSegment[] {
  return text.split('/').map((part) => {
    const name = /^\{(\w+)(=\*\*)?\}$/.exec(part);
    if (!name) return { kind: 'literal', text: part };
    return { kind: name[2] ? 'glob' : 'capture', name: name[1] ?? '' };
  });
}

function find(patterns: readonly string[], path: readonly PathSegment[], shortestGlob: 0 | 1 = 0): string[] {
  const index = new PathIndex<string>(shortestGlob);
  for (const pattern of patterns) index.add(patternOf(pattern), pattern);
  return index
    .find(path)
    .map(({ target, captures }) => `${target} ${captures.map(describeCapture).join(' ')}`.trim());
}

function describeCapture(value: unknown): string {
  if (value instanceof RulesError) return '?';
  return value instanceof RulesPath ? value.toString() : String(value);
}

describe('paths', () => {
  it.each<[pattern: string, path: string, found: string[]]>([
    ['a/{b}', 'a/1', ['a/{b} 1']],
    ['a/{b}', 'a', []],
    ['a/{b}', 'a/1/c', []],
    ['a/{b}', 'x/1', []],
    ['a/{b}/c/{d}', 'a/1/c/2', ['a/{b}/c/{d} 1 2']],
    ['{x=**}', 'a/1/c/2', ['{x=**} /a/1/c/2']],
    ['a/{x=**}', 'a', ['a/{x=**} /']],
    ['{x=**}/posts/{id}', 'a/1/posts/2', ['{x=**}/posts/{id} /a/1 2']],
    ['{x=**}/posts/{id}', 'posts/2', ['{x=**}/posts/{id} / 2']],
    ['{x=**}/posts/{id}', 'posts/posts/posts/2', ['{x=**}/posts/{id} /posts/posts 2']],
    ['{x=**}/posts/{id}', 'a/1', []],
  ])('%s against %s', (pattern, path, found) => {
    expect(find([pattern], path.split('/'))).toEqual(found);
  });

  it('answers in the order of the file, whatever the shape', () => {
    expect(find(['{x=**}', 'a/{b}', 'a/1', 'a/{c}'], ['a', '1'])).toEqual([
      '{x=**} /a/1',
      'a/{b} 1',
      'a/1',
      'a/{c} 1',
    ]);
  });

  it('wants one segment for a recursive wildcard of version 1', () => {
    expect(find(['a/{x=**}'], ['a'], 1)).toEqual([]);
    expect(find(['a/{x=**}'], ['a', 'b'], 1)).toEqual(['a/{x=**} /b']);
  });
});

describe('paths of queries', () => {
  it('leaves the id of a collection query unbound', () => {
    expect(find(['a/{b}', 'a/1', '{x=**}'], ['a', UNBOUND])).toEqual(['a/{b} ?', '{x=**} ?']);
  });

  it('takes a collection group only where a recursive wildcard stands before it', () => {
    const patterns = ['posts/{id}', 'users/{u}/posts/{id}', '{x=**}/posts/{id}', 'users/{x=**}'];
    expect(find(patterns, [ANY_SEGMENTS, 'posts', UNBOUND])).toEqual(['{x=**}/posts/{id} ? ?']);
    expect(find(patterns, ['users', '1', ANY_SEGMENTS, 'posts', UNBOUND])).toEqual([
      '{x=**}/posts/{id} ? ?',
      'users/{x=**} ?',
    ]);
  });
});
