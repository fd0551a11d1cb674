import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldPathsEqual, formatFieldPath, isNamePath, parseFieldPath } from './field-path.ts';

describe('parseFieldPath', () => {
  it.each([
    ['a', ['a']],
    ['a.b_1._c', ['a', 'b_1', '_c']],
    ['`field.dot`.a', ['field.dot', 'a']],
    ['`a\\`b`.`c\\\\d`', ['a`b', 'c\\d']],
    ['a.`1`.`é`', ['a', '1', 'é']],
    ['`line\nbreak`', ['line\nbreak']],
    ['__name__', ['__name__']],
  ])('splits %s', (text, path) => {
    expect(parseFieldPath(text)).toEqual(path);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a b', 'a-b', '1a', '``', '`a', 'a`', '`a`b', 'a.`b`c', '`\\`'])(
    'refuses %j',
    (text) => {
      expect(() => parseFieldPath(text)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
    },
  );

  it('reads back whatever formatFieldPath writes', () => {
    const segment = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('a', 'a.b', '`', '\\', '\\`'));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (path) => {
        expect(parseFieldPath(formatFieldPath(path))).toEqual(path);
      }),
    );
  });
});

describe('field paths', () => {
  it('are equal segment by segment', () => {
    expect(fieldPathsEqual(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(fieldPathsEqual(['a', 'b'], ['a.b'])).toBe(false);
    expect(fieldPathsEqual(['a'], ['a', 'b'])).toBe(false);
  });

  it('know the name', () => {
    expect([isNamePath(['__name__']), isNamePath(['__name__', 'a']), isNamePath(['a'])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
