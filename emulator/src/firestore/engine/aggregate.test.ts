import { describe, expect, it } from 'vitest';
import { aggregate } from './aggregate.ts';
import { createFields } from './fields.ts';
import { documentOf } from './testing/arbitraries.ts';
import type { Aggregation, Document, Value } from './types.ts';

const integer = (value: bigint | number): Value => ({ integerValue: String(value) });
const double = (doubleValue: number): Value => ({ doubleValue });

function documents(...values: (Value | undefined)[]): Document[] {
  return values.map((value, n) => documentOf(`c/${n}`, createFields(value ? [['f', value]] : [])));
}

function sumAndAverage(...values: (Value | undefined)[]): unknown[] {
  const { results } = aggregate(documents(...values), [
    { alias: 'sum', kind: 'sum', field: ['f'] },
    { alias: 'avg', kind: 'avg', field: ['f'] },
  ]);
  return [results['sum'], results['avg']];
}

describe('aggregate', () => {
  it.each<[string, Value[], Value, Value]>([
    ['integers to an integer', [integer(1), integer(2)], integer(3), double(1.5)],
    ['any double to a double', [integer(1), double(2)], double(3), double(1.5)],
    ['nothing to 0 and null', [], integer(0), { nullValue: null }],
    ['texts to nothing', [{ stringValue: '1' }], integer(0), { nullValue: null }],
    [
      'integers beyond int64 to a double',
      [integer(2n ** 63n - 1n), integer(1)],
      double(2 ** 63),
      double(2 ** 62),
    ],
    [
      'integers that overflow only on the way exactly',
      [integer(2n ** 63n - 1n), integer(1), integer(-1)],
      integer(2n ** 63n - 1n),
      double(2 ** 63 / 3),
    ],
    ['NaN to NaN', [integer(1), double(NaN)], double(NaN), double(NaN)],
    ['infinities by IEEE 754', [double(Infinity), double(-Infinity)], double(NaN), double(NaN)],
    ['a lone -0 as it is', [double(-0)], double(-0), double(-0)],
  ])('sums and averages %s', (_, values, sum, average) => {
    expect(sumAndAverage(...values)).toEqual([sum, average]);
  });

  it('counts documents, up to a bound', () => {
    const aggregations: Aggregation[] = [
      { alias: 'all', kind: 'count' },
      { alias: 'few', kind: 'count', upTo: 2 },
    ];
    expect(aggregate(documents(integer(1), undefined, integer(3)), aggregations)).toEqual({
      results: createFields([
        ['all', integer(3)],
        ['few', integer(2)],
      ]),
      scanned: 3,
    });
  });

  it('leaves documents out that lack an aggregated field', () => {
    const { results, scanned } = aggregate(documents(integer(1), undefined, { stringValue: 'x' }), [
      { alias: 'n', kind: 'count' },
      { alias: 'sum', kind: 'sum', field: ['f'] },
    ]);
    expect([results['n'], results['sum'], scanned]).toEqual([integer(2), integer(1), 2]);
  });
});
