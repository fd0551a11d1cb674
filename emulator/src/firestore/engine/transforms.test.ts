import { describe, expect, it } from 'vitest';
import { createFields } from './fields.ts';
import { applyWrite } from './transforms.ts';
import { documentOf, ROOT } from './testing/arbitraries.ts';
import type { Document, Fields, Precondition, Transform, Value, Write } from './types.ts';

const NOW = '2026-02-02T00:00:00.000000Z';
const text = (stringValue: string): Value => ({ stringValue });
const integer = (value: bigint | number): Value => ({ integerValue: String(value) });
const double = (doubleValue: number): Value => ({ doubleValue });
const array = (...values: Value[]): Value => ({ arrayValue: { values } });
const existing = documentOf(
  'c/d',
  createFields([
    ['a', text('1')],
    ['m', map({ x: text('2') })],
  ]),
);

function map(entries: Record<string, Value>): Value {
  return { mapValue: { fields: createFields(Object.entries(entries)) } };
}

function fieldsOf(document: Document | null): unknown {
  return document && JSON.parse(JSON.stringify(document.fields));
}

function set(fields: Fields, transforms: Transform[] = []): Write {
  return { kind: 'set', path: 'c/d', fields, transforms };
}

function update(fields: Fields, mask: string[][], transforms: Transform[] = []): Write {
  return { kind: 'update', path: 'c/d', fields, mask, transforms };
}

function transformed(current: Value | undefined, transform: Transform): { value: unknown; result: unknown } {
  const before = documentOf('c/d', createFields(current ? [['f', current]] : []));
  const { after, transformResults } = applyWrite(before, update(createFields(), [], [transform]), NOW);
  return { value: after?.fields['f'], result: transformResults[0] };
}

describe('applyWrite', () => {
  it('creates with the commit time, and keeps the creation time on later writes', () => {
    const created = applyWrite(null, set(createFields([['a', text('1')]])), NOW);
    expect(created).toMatchObject({
      changed: true,
      after: { path: 'c/d', createTime: NOW, updateTime: NOW },
    });
    const replaced = applyWrite(existing, set(createFields([['b', text('1')]])), NOW);
    expect(replaced.after).toMatchObject({ createTime: existing.createTime, updateTime: NOW });
    expect(fieldsOf(replaced.after)).toEqual({ b: text('1') });
  });

  it('changes nothing, not even the update time, where the fields stay the same', () => {
    const same = applyWrite(existing, set(createFields(Object.entries(existing.fields).toReversed())), NOW);
    expect(same).toEqual({ after: existing, transformResults: [], changed: false });
    expect(same.after).toBe(existing);
    const numeric = documentOf('c/d', createFields([['n', integer(1)]]));
    expect(applyWrite(numeric, set(createFields([['n', double(1)]])), NOW).changed).toBe(true);
  });

  it('updates by mask: takes, deletes and keeps', () => {
    const incoming = createFields([['m', map({ y: text('3') })]]);
    const { after } = applyWrite(existing, update(incoming, [['m', 'y'], ['a']]), NOW);
    expect(fieldsOf(after)).toEqual({ m: { mapValue: { fields: { x: text('2'), y: text('3') } } } });
    expect(applyWrite(null, update(createFields(), [['a']]), NOW).after).toMatchObject({ createTime: NOW });
  });

  it.each<[string, string[][]]>([
    ['repeats a path', [['m'], ['m']]],
    ['names a field before its map', [['m', 'y'], ['m'], ['m']]],
    ['names a field after its map', [['m'], ['m', 'x']]],
  ])('takes a mask that %s: the map is replaced', (_, mask) => {
    const incoming = createFields([['m', map({ y: text('3') })]]);
    const { after } = applyWrite(existing, update(incoming, mask), NOW);
    expect(fieldsOf(after)).toMatchObject({ m: { mapValue: { fields: { y: text('3') } } } });
    expect(fieldsOf(after)).not.toHaveProperty('m.mapValue.fields.x');
  });

  it('deletes, and says whether there was anything to delete', () => {
    const write: Write = { kind: 'delete', path: 'c/d' };
    expect(applyWrite(existing, write, NOW)).toEqual({ after: null, transformResults: [], changed: true });
    expect(applyWrite(null, write, NOW)).toEqual({ after: null, transformResults: [], changed: false });
  });

  it.each<[string, Document | null, Precondition, string, string]>([
    ['a missing document', null, { exists: true }, 'NOT_FOUND', `No document to update: ${ROOT}c/d`],
    ['an existing one', existing, { exists: false }, 'ALREADY_EXISTS', `Document already exists: ${ROOT}c/d`],
    [
      'another version',
      existing,
      { updateTime: '1970-01-01T00:00:01.000002Z' },
      'FAILED_PRECONDITION',
      'the stored version (1767225600000000) does not match the required base version (1000002)',
    ],
    [
      'no version',
      null,
      { updateTime: '1970-01-01T00:00:01.000002Z' },
      'FAILED_PRECONDITION',
      'the stored version (0) does not match the required base version (1000002)',
    ],
  ])('refuses %s by precondition, whatever the write', (_, before, precondition, status, message) => {
    const kinds: Write[] = [
      set(createFields()),
      update(createFields(), []),
      { kind: 'delete', path: 'c/d' },
      { kind: 'verify', path: 'c/d' },
    ];
    for (const write of kinds) {
      expect(() => applyWrite(before, { ...write, precondition }, NOW, ROOT)).toThrow(
        expect.objectContaining({ status, message }),
      );
    }
  });

  it('verifies without writing', () => {
    const verify: Write = { kind: 'verify', path: 'c/d', precondition: { updateTime: existing.updateTime } };
    expect(applyWrite(existing, verify, NOW)).toEqual({
      after: existing,
      transformResults: [],
      changed: false,
    });
  });

  it('refuses invalid paths and what may not be stored', () => {
    for (const write of [
      set(createFields([['__x__', text('')]])),
      { kind: 'delete', path: 'c/__d__' } as const,
    ]) {
      expect(() => applyWrite(null, write, NOW)).toThrow(
        expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
      );
    }
  });
});

describe('transforms', () => {
  const MAX = 2n ** 63n - 1n;

  it.each<[string, Value | undefined, Value, Value]>([
    ['integers exactly', integer(2n ** 53n), integer(1), integer(2n ** 53n + 1n)],
    ['integers up to the end of int64', integer(MAX), integer(1), integer(MAX)],
    ['integers down to its start', integer(-MAX), integer(-2), integer(-MAX - 1n)],
    ['an integer and a double', integer(1), double(0.5), double(1.5)],
    ['a double and an integer', double(0.5), integer(1), double(1.5)],
    ['onto nothing', undefined, integer(3), integer(3)],
    ['onto a text', text('x'), double(3), double(3)],
  ])('increments %s', (_, current, operand, expected) => {
    const { value, result } = transformed(current, { kind: 'increment', field: ['f'], operand });
    expect([value, result]).toEqual([expected, expected]);
  });

  it.each<[string, 'maximum' | 'minimum', Value | undefined, Value, Value]>([
    ['the larger', 'maximum', integer(1), double(1.5), double(1.5)],
    ['the larger as it stands', 'maximum', integer(2), double(1.5), integer(2)],
    ['the stored one on a tie', 'maximum', integer(3), double(3), integer(3)],
    ['the stored zero', 'minimum', double(0), double(-0), double(0)],
    ['the smaller', 'minimum', integer(2n ** 53n + 1n), double(2 ** 53), double(2 ** 53)],
    ['NaN', 'maximum', integer(1), double(NaN), double(NaN)],
    ['a stored NaN', 'maximum', double(NaN), integer(1), double(NaN)],
    ['the operand where no number is', 'minimum', text('x'), integer(1), integer(1)],
    ['the operand where nothing is', 'maximum', undefined, integer(1), integer(1)],
  ])('keeps %s', (_, kind, current, operand, expected) => {
    const { value, result } = transformed(current, { kind, field: ['f'], operand });
    expect([value, result]).toEqual([expected, expected]);
  });

  it.each<[string, 'append' | 'removeAll', Value | undefined, Value[], Value]>([
    [
      'appends what is missing, once',
      'append',
      array(integer(1)),
      [double(1), text('a'), text('a')],
      array(integer(1), text('a')),
    ],
    [
      'appends NaN and null only once',
      'append',
      array(double(NaN)),
      [double(NaN), { nullValue: null }],
      array(double(NaN), { nullValue: null }),
    ],
    ['appends to what is no array', 'append', text('x'), [text('a')], array(text('a'))],
    [
      'removes all that are equal',
      'removeAll',
      array(integer(1), text('a'), double(1)),
      [integer(1)],
      array(text('a')),
    ],
    ['removes from nothing', 'removeAll', undefined, [integer(1)], array()],
  ])('%s', (_, kind, current, values, expected) => {
    const { value, result } = transformed(current, { kind, field: ['f'], values });
    expect([value, result]).toEqual([expected, { nullValue: null }]);
  });

  it('runs in order, over the written fields, and tells each result', () => {
    const { after, transformResults } = applyWrite(
      null,
      set(createFields([['n', integer(1)]]), [
        { kind: 'increment', field: ['n'], operand: integer(1) },
        { kind: 'increment', field: ['n'], operand: integer(1) },
        { kind: 'serverTime', field: ['m', 'at'] },
      ]),
      NOW,
    );
    const now: Value = { timestampValue: NOW };
    expect(fieldsOf(after)).toEqual({ n: integer(3), m: { mapValue: { fields: { at: now } } } });
    expect(transformResults).toEqual([integer(2), integer(3), now]);
  });

  it('refuses an operand that is no number', () => {
    expect(() => transformed(integer(1), { kind: 'increment', field: ['f'], operand: text('1') })).toThrow(
      expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
    );
  });
});
