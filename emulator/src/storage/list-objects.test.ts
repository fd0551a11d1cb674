import { describe, expect, it } from 'vitest';
import type { ListQuery } from './list-objects.ts';
import { listObjects } from './list-objects.ts';

const NAMES = ['a', 'a/', 'a/1', 'a/2', 'a/b/1', 'a/b/2', 'b/1', 'c', 'd/1', 'd/2'];

function query(part: Partial<ListQuery>): ListQuery {
  return {
    prefix: '',
    delimiter: '',
    startOffset: '',
    endOffset: '',
    pageToken: null,
    maxResults: 1000,
    ...part,
  };
}

function allPages(part: Partial<ListQuery>): { names: string[]; prefixes: string[] } {
  const result = { names: [] as string[], prefixes: [] as string[] };
  let pageToken: string | null = null;
  do {
    const page = listObjects(NAMES, query({ ...part, pageToken }));
    result.names.push(...page.names);
    result.prefixes.push(...page.prefixes);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return result;
}

describe('a list', () => {
  it('folds what is below the delimiter', () => {
    expect(listObjects(NAMES, query({ delimiter: '/' }))).toEqual({
      names: ['a', 'c'],
      prefixes: ['a/', 'b/', 'd/'],
      nextPageToken: null,
    });
    expect(listObjects(NAMES, query({ prefix: 'a/', delimiter: '/' }))).toMatchObject({
      names: ['a/', 'a/1', 'a/2'],
      prefixes: ['a/b/'],
    });
  });

  it.each([
    [{ delimiter: '' }],
    [{ delimiter: '/' }],
    [{ prefix: 'a/', delimiter: '/' }],
    [{ prefix: 'a' }],
    [{ startOffset: 'a/2', endOffset: 'd/2' }],
  ])('is the same in pages of any size: %o', (part) => {
    const whole = listObjects(NAMES, query(part));
    for (const maxResults of [1, 2, 3]) {
      expect(allPages({ ...part, maxResults })).toEqual({ names: whole.names, prefixes: whole.prefixes });
    }
  });

  it('refuses a page token that is none', () => {
    expect(() => listObjects(NAMES, query({ pageToken: 'x' }))).toThrow('Invalid pageToken.');
  });
});
