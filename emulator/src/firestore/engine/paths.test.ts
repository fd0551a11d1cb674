import { describe, expect, it } from 'vitest';
import {
  assertCollectionPath,
  assertDocumentPath,
  collectionOf,
  comparePaths,
  documentsRoot,
  lastSegment,
  parentOf,
} from './paths.ts';

describe('assertDocumentPath', () => {
  it.each([
    'a/b',
    'a/b/c/d',
    'a/__id7__',
    'a/__id-9223372036854775808__',
    'a/__x',
    'a/x__',
    'a/...',
    'a/é b!',
  ])('accepts %s', (path) => {
    expect(() => assertDocumentPath(path)).not.toThrow();
  });

  it.each([
    ['an empty path', ''],
    ['a collection', 'a'],
    ['a collection below a document', 'a/b/c'],
    ['an empty segment', 'a//c/d'],
    ['a dot', 'a/.'],
    ['two dots', 'a/..'],
    ['a reserved document id', 'a/__b__'],
    ['four underscores', 'a/____'],
    ['a reserved collection id', '__a__/b'],
    ['a numeric id for a collection', '__id1__/b'],
    ['a numeric id beyond 64 bits', 'a/__id9223372036854775808__'],
    ['an id of 1501 bytes', `a/${'é'.repeat(750)}x`],
    ['a name of more than 6 KiB', `a/${'x'.repeat(1400)}/`.repeat(5).slice(0, -1)],
    ['101 collections', 'a/b/'.repeat(101).slice(0, -1)],
  ])('refuses %s', (_, path) => {
    expect(() => assertDocumentPath(path)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  });

  it('names a reserved id as the backend does', () => {
    expect(() => assertDocumentPath('a/__badpath__/b/c')).toThrow(
      'Resource id "__badpath__" is invalid because it is reserved.',
    );
  });

  it('accepts an id of 1500 bytes and 100 collections', () => {
    expect(() => assertDocumentPath(`a/${'é'.repeat(750)}`)).not.toThrow();
    expect(() => assertDocumentPath('a/b/'.repeat(100).slice(0, -1))).not.toThrow();
  });
});

describe('assertCollectionPath', () => {
  it('wants an odd number of valid segments', () => {
    expect(() => assertCollectionPath('a/b/c')).not.toThrow();
    for (const path of ['', 'a/b', '__a__', 'a/b/']) expect(() => assertCollectionPath(path)).toThrow();
  });
});

describe('the parts of a path', () => {
  it('are its collection, its parent and its id', () => {
    expect(collectionOf('a/b/c/d')).toBe('a/b/c');
    expect([parentOf('a/b/c'), parentOf('a')]).toEqual(['a/b', '']);
    expect([lastSegment('a/b/c/d'), lastSegment('a')]).toEqual(['d', 'a']);
    expect(documentsRoot('p', '(default)')).toBe('projects/p/databases/(default)/documents/');
  });
});

describe('comparePaths', () => {
  it('goes segment by segment, numeric ids first and by number', () => {
    const ascending = [
      'a/__id-10__',
      'a/__id-9__',
      'a/__id0__',
      'a/__id9__',
      'a/__id10__',
      'a/__id10__/b/c',
      'a/!',
      'a/__id',
      'a/__id01__',
      'a/__idx__',
      'a/b',
      'a/b/c/__id1__',
      'a/b/c/d',
      'a/b!',
      'a/b\u0000',
      'a\u0000/b',
      'a!/b',
      'a/\uffff',
      'a/\u{10000}',
      'ab/a',
    ];
    const sorted = ascending.toSorted(comparePaths);
    expect(sorted.toSorted((a, b) => -comparePaths(b, a))).toEqual(sorted);
    expect(sorted).toEqual([
      ...ascending.slice(0, 12),
      'a/b/c/d',
      'a/b\u0000',
      'a/b!',
      'a/\uffff',
      'a/\u{10000}',
      'a\u0000/b',
      'a!/b',
      'ab/a',
    ]);
  });
});
