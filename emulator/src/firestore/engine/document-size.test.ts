import { describe, expect, it } from 'vitest';
import { assertStorable, documentSize } from './document-size.ts';
import { createFields } from './fields.ts';
import { ROOT } from './testing/arbitraries.ts';
import type { Value } from './types.ts';

const text = (stringValue: string): Value => ({ stringValue });
const array = (...values: Value[]): Value => ({ arrayValue: { values } });
const map = (entries: [string, Value][]): Value => ({ mapValue: { fields: createFields(entries) } });

function nested(depth: number): Value {
  return depth === 0 ? text('') : map([['a', nested(depth - 1)]]);
}

function check(entries: [string, Value][]): () => void {
  const document = { path: 'c/d', fields: createFields(entries) };
  return () => assertStorable(document, ROOT + document.path);
}

describe('documentSize', () => {
  it("gives the documentation's example its 147 bytes", () => {
    const fields = createFields([
      ['type', text('Personal')],
      ['done', { booleanValue: false }],
      ['priority', { integerValue: '1' }],
      ['description', text('Learn Cloud Firestore')],
    ]);
    expect(documentSize({ path: 'users/jeff/tasks/my_task_id', fields })).toBe(147);
  });

  it.each<[string, Value, number]>([
    ['null', { nullValue: null }, 1],
    ['a double', { doubleValue: 1 }, 8],
    ['a timestamp', { timestampValue: '2026-01-01T00:00:00.000000Z' }, 8],
    ['a text by its UTF-8 bytes', text('é'), 3],
    ['bytes', { bytesValue: Buffer.from('abc').toString('base64') }, 3],
    ['a place', { geoPointValue: { latitude: 0, longitude: 0 } }, 16],
    ['a reference', { referenceValue: `${ROOT}users/jeff` }, 27],
    ['an array', array({ nullValue: null }, text('a')), 3],
    [
      'a vector',
      map([
        ['__type__', text('__vector__')],
        ['value', array({ doubleValue: 1 }, { doubleValue: 2 })],
      ]),
      16,
    ],
    ['a map', map([['a', { nullValue: null }]]), 35],
  ])('counts %s', (_, value, bytes) => {
    const empty = documentSize({ path: 'c/d', fields: createFields() });
    expect(documentSize({ path: 'c/d', fields: createFields([['f', value]]) }) - empty).toBe(bytes + 2);
  });

  it('counts a numeric id as 8 bytes', () => {
    expect(documentSize({ path: 'c/__id123456789__', fields: createFields() })).toBe(2 + 8 + 16 + 32);
  });
});

describe('assertStorable', () => {
  it('accepts a document of exactly 1 MiB and refuses one more byte', () => {
    const room =
      1_048_576 -
      documentSize({
        path: 'c/d',
        fields: createFields([
          ['a', text('')],
          ['b', text('')],
        ]),
      });
    const filled = (bytes: number): [string, Value][] => [
      ['a', text('x'.repeat(500_000))],
      ['b', text('x'.repeat(bytes - 500_000))],
    ];
    expect(check(filled(room))).not.toThrow();
    expect(check(filled(room + 1))).toThrow(
      `Document '${ROOT}c/d' cannot be written because its size (1,048,577 bytes) exceeds the maximum allowed size of 1,048,576 bytes.`,
    );
  });

  it('names the field whose value alone is too long', () => {
    expect(check([['m', map([['big.one', text('x'.repeat(1_048_488))]])]])).toThrow(
      'The value of property "m.`big.one`" is longer than 1048487 bytes.',
    );
  });

  it.each<[string, [string, Value][]]>([
    ['an empty field name', [['', text('')]]],
    ['a reserved field name', [['__x__', text('')]]],
    ['a reserved field name in a map', [['m', map([['__type__', text('x')]])]]],
    ['a field name of 1501 bytes', [['x'.repeat(1501), text('')]]],
    [
      'a reserved field name beside a vector',
      [
        [
          'v',
          map([
            ['__type__', text('__vector__')],
            ['value', array()],
            ['__x__', text('')],
          ]),
        ],
      ],
    ],
    ['an array in an array', [['a', array(array())]]],
    ['a map nested 21 deep', [['a', nested(21)]]],
    [
      'a vector of 2049 dimensions',
      [
        [
          'v',
          map([
            ['__type__', text('__vector__')],
            ['value', array(...Array.from({ length: 2049 }, () => ({ doubleValue: 0 })))],
          ]),
        ],
      ],
    ],
  ])('refuses %s', (_, entries) => {
    expect(check(entries)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  });

  it.each<[string, [string, Value][]]>([
    ['a field name of 1500 bytes', [['x'.repeat(1500), text('')]]],
    [
      'names that only look reserved',
      [
        ['__x', text('')],
        ['x__', text('')],
        ['__', text('')],
      ],
    ],
    ['an array in a map in an array', [['a', array(map([['b', array()]]))]]],
    ['a map nested 20 deep', [['a', nested(20)]]],
    [
      'a vector',
      [
        [
          'v',
          map([
            ['__type__', text('__vector__')],
            ['value', array({ doubleValue: 0 })],
          ]),
        ],
      ],
    ],
  ])('accepts %s', (_, entries) => {
    expect(check(entries)).not.toThrow();
  });
});
