import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFields } from './fields.ts';
import { anyValue, ROOT } from './testing/arbitraries.ts';
import type { Value } from './types.ts';
import { compareValues, fieldsIdentical, valuesEqual, valuesIdentical } from './values.ts';

const integer = (value: bigint | number): Value => ({ integerValue: String(value) });
const double = (doubleValue: number): Value => ({ doubleValue });
const string = (stringValue: string): Value => ({ stringValue });
const array = (...values: Value[]): Value => ({ arrayValue: { values } });
const map = (entries: Record<string, Value>): Value => ({
  mapValue: { fields: createFields(Object.entries(entries)) },
});
const vector = (...elements: number[]): Value =>
  map({ __type__: string('__vector__'), value: array(...elements.map(double)) });
const bytes = (...values: number[]): Value => ({ bytesValue: Buffer.from(values).toString('base64') });
const reference = (path: string): Value => ({ referenceValue: ROOT + path });
const geo = (latitude: number, longitude: number): Value => ({ geoPointValue: { latitude, longitude } });

/** Groups of equal values, from the smallest to the largest. */
const ASCENDING: Value[][] = [
  [{ nullValue: null }],
  [{ booleanValue: false }],
  [{ booleanValue: true }],
  [double(NaN)],
  [double(-Infinity)],
  [integer(-(2n ** 63n)), double(-(2 ** 63))],
  [integer(-1), double(-1)],
  [integer(0), double(0), double(-0)],
  [double(Number.MIN_VALUE)],
  [integer(1), double(1)],
  [integer(2n ** 53n), double(2 ** 53)],
  [integer(2n ** 53n + 1n)],
  [integer(2n ** 53n + 2n), double(2 ** 53 + 2)],
  [integer(2n ** 63n - 1n)],
  [double(2 ** 63)],
  [double(Infinity)],
  [{ timestampValue: '0001-01-01T00:00:00.000000Z' }],
  [{ timestampValue: '2026-01-01T00:00:00.000001Z' }],
  [string('')],
  [string('a')],
  [string('a\0')],
  [string('ab')],
  [string('é')],
  [string('\ud7ff')],
  [string('\ue000')],
  [string('\uffff')],
  [string('\u{10000}')],
  [bytes()],
  [bytes(0)],
  [bytes(0, 0)],
  [bytes(1)],
  [bytes(255)],
  [reference('a/__id-2__')],
  [reference('a/__id9__')],
  [reference('a/__id10__')],
  [reference('a/__id10__/b/c')],
  [reference('a/__id09__')],
  [reference('a/b')],
  [reference('a/b/c/d')],
  [reference('a/b!')],
  [reference('a!/b')],
  [geo(-1, 5)],
  [geo(0, -1)],
  [geo(0, 0)],
  [array()],
  [array({ nullValue: null })],
  [array(integer(1)), array(double(1))],
  [array(integer(1), integer(1))],
  [array(integer(2))],
  [vector()],
  [vector(9)],
  [vector(1, 1)],
  [vector(1, 2)],
  [map({})],
  [map({ __proto: integer(1) })],
  [map({ a: integer(1) })],
  [map({ a: integer(1), b: integer(0) })],
  [map({ a: integer(2) })],
  [map({ b: integer(0) })],
];

describe('compareValues', () => {
  it('orders every kind of value as Firestore does', () => {
    for (const [left, group] of ASCENDING.entries()) {
      for (const [right, other] of ASCENDING.entries()) {
        for (const a of group) {
          for (const b of other) {
            expect([a, b, Math.sign(compareValues(a, b))]).toEqual([a, b, Math.sign(left - right)]);
          }
        }
      }
    }
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (a, b, c) => {
        expect(compareValues(a, a)).toBe(0);
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
        const [low, middle, high] = [a, b, c].sort(compareValues);
        if (!low || !middle || !high) throw new Error('three values sort to three');
        expect(compareValues(low, middle)).toBeLessThanOrEqual(0);
        expect(compareValues(middle, high)).toBeLessThanOrEqual(0);
        expect(compareValues(low, high)).toBeLessThanOrEqual(0);
        if (valuesEqual(a, b)) expect(Math.sign(compareValues(a, c))).toBe(Math.sign(compareValues(b, c)));
      }),
      { numRuns: 5000 },
    );
  });

  it('orders strings by their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareValues(string(a), string(b)))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('valuesIdentical', () => {
  it('implies equality, and holds for copies', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        expect(valuesIdentical(a, structuredClone(a))).toBe(true);
        if (valuesIdentical(a, b)) expect(valuesEqual(a, b)).toBe(true);
      }),
    );
  });

  it.each([
    ['1 and 1.0', integer(1), double(1)],
    ['0.0 and -0.0', double(0), double(-0)],
    ['them inside arrays', array(integer(1)), array(double(1))],
    ['them inside maps', map({ a: integer(1) }), map({ a: double(1) })],
    ['arrays of other length', array(integer(1)), array(integer(1), integer(1))],
    ['maps with other names', map({ a: integer(1) }), map({ b: integer(1) })],
    ['signs of zero in a place', geo(0, 0), geo(-0, 0)],
  ])('tells apart %s', (_, a, b) => {
    expect([valuesIdentical(a, b), valuesIdentical(b, a)]).toEqual([false, false]);
  });

  it('ignores the order of fields', () => {
    const one = createFields([
      ['a', integer(1)],
      ['b', integer(2)],
    ]);
    expect(fieldsIdentical(one, createFields(Object.entries(one).toReversed()))).toBe(true);
    expect(fieldsIdentical(one, createFields([['a', integer(1)]]))).toBe(false);
  });
});
