import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedList } from './sorted-list.ts';

const compare = (a: number, b: number): number => a - b;

function contents(list: SortedList<number>): number[] {
  return [
    ...list.forward(
      list.partition(() => false),
      list.partition(() => true),
    ),
  ];
}

describe('SortedList', () => {
  it('keeps thousands of entries in order while they come and go', () => {
    const step = fc.record({ value: fc.nat(3000), isRemoved: fc.boolean() });
    fc.assert(
      fc.property(fc.nat(1500), fc.array(step, { minLength: 800, maxLength: 1500 }), (initial, steps) => {
        const start = Array.from({ length: initial }, (_, n) => n * 2);
        const list = new SortedList(compare, start);
        const model = new Set(start);
        for (const { value, isRemoved } of steps) {
          if (isRemoved) expect(list.delete(value)).toBe(model.delete(value));
          else if (!model.has(value)) {
            model.add(value);
            list.insert(value);
          }
        }
        const expected = [...model].sort(compare);
        expect(contents(list)).toEqual(expected);
        expect(list.size).toBe(expected.length);
        const from = list.partition((entry) => entry < 1000);
        const to = list.partition((entry) => entry <= 2000);
        const between = expected.filter((entry) => entry >= 1000 && entry <= 2000);
        expect([...list.forward(from, to)]).toEqual(between);
        expect([...list.backward(from, to)]).toEqual(between.toReversed());
        expect(list.distance(from, to)).toBe(between.length);
        if (between.length > 0) expect([list.distance(to, from), ...list.forward(to, from)]).toEqual([0]);
      }),
      { numRuns: 30 },
    );
  });

  it('takes entries at either end', () => {
    const list = new SortedList(compare);
    for (let n = 1; n <= 1500; n++) {
      list.insert(n);
      list.insert(-n);
    }
    expect(list.size).toBe(3000);
    expect(contents(list)).toEqual(Array.from({ length: 3001 }, (_, n) => n - 1500).filter((n) => n !== 0));
  });
});
