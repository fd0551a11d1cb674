import { createHash } from 'node:crypto';

/** Random choices that are the same in every run for the same seed. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  /** True in `probability` of all cases. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  hex(length: number): string;
}

/** mulberry32: 32 bits of state, even enough for a demo. Source: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    chance: (probability) => next() < probability,
    pick(items) {
      const index = between(0, items.length - 1);
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[index] as (typeof items)[number]; // within bounds: the list is not empty
    },
    shuffle(items) {
      const keyed = items.map((item) => ({ item, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
    hex: (length) => Array.from({ length }, () => between(0, 15).toString(16)).join(''),
  };
}
