import { describe, expect, it } from 'vitest';
import { createFields, deleteField, getField, mergeByMask, pickFields, setField } from './fields.ts';
import type { Fields, Value } from './types.ts';

const text = (stringValue: string): Value => ({ stringValue });
const map = (fields: Fields): Value => ({ mapValue: { fields } });
const fields = createFields([
  ['a', text('1')],
  [
    'm',
    map(
      createFields([
        ['x', text('2')],
        ['y', text('3')],
      ]),
    ),
  ],
]);

function plain(fields: Fields): unknown {
  return JSON.parse(JSON.stringify(fields));
}

describe('fields', () => {
  it('hold names that plain objects inherit', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    for (const name of names) expect(getField(createFields(), [name])).toBeUndefined();
    const filled = createFields(names.map((name) => [name, text(name)]));
    expect(Object.keys(filled)).toEqual(names);
    for (const name of names) expect(getField(filled, [name])).toEqual(text(name));
    expect(Object.keys(setField(createFields(), ['__proto__', '__proto__'], text('x')))).toEqual([
      '__proto__',
    ]);
    expect(getField(createFields([['m', map(filled)]]), ['m', '__proto__', 'x'])).toBeUndefined();
  });

  it('are read by path', () => {
    expect(getField(fields, ['m', 'x'])).toEqual(text('2'));
    for (const path of [['b'], ['m', 'z'], ['a', 'x'], ['m', 'x', 'y'], []]) {
      expect(getField(fields, path)).toBeUndefined();
    }
  });

  it('are changed in copies', () => {
    const before = plain(fields);
    expect(plain(setField(fields, ['m', 'x'], text('9')))).toEqual({
      a: text('1'),
      m: { mapValue: { fields: { x: text('9'), y: text('3') } } },
    });
    expect(plain(setField(fields, ['a', 'b', 'c'], text('9')))).toMatchObject({
      a: { mapValue: { fields: { b: { mapValue: { fields: { c: text('9') } } } } } },
    });
    expect(plain(deleteField(fields, ['m', 'x']))).toEqual({
      a: text('1'),
      m: { mapValue: { fields: { y: text('3') } } },
    });
    expect(plain(deleteField(deleteField(fields, ['m', 'x']), ['m', 'y']))).toEqual({
      a: text('1'),
      m: { mapValue: { fields: {} } },
    });
    expect(plain(deleteField(fields, ['m']))).toEqual({ a: text('1') });
    expect(deleteField(fields, ['a', 'b'])).toBe(fields);
    expect(plain(fields)).toEqual(before);
  });

  it('merge by mask: listed paths are taken or deleted, others stay', () => {
    const incoming = createFields([
      ['m', map(createFields([['x', text('new')]]))],
      ['ignored', text('!')],
    ]);
    expect(plain(mergeByMask(fields, incoming, [['m', 'x'], ['m', 'y'], ['a']]))).toEqual({
      m: { mapValue: { fields: { x: text('new') } } },
    });
    expect(plain(mergeByMask(fields, incoming, [['m']]))).toEqual({
      a: text('1'),
      m: { mapValue: { fields: { x: text('new') } } },
    });
  });

  it('are picked by mask', () => {
    expect(plain(pickFields(fields, [['m', 'y'], ['none']]))).toEqual({
      m: { mapValue: { fields: { y: text('3') } } },
    });
  });
});
