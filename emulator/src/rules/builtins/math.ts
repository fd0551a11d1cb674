import { truncateToInt64 } from './conversions.ts';
import { fn, type Builtin } from './table.ts';

/**
 * https://firebase.google.com/docs/reference/rules/rules.math, without `isInfinite`, which production does not
 * know. Recorded: `ceil` and `floor` give floats, `round` an int.
 */
export const MATH: readonly Builtin[] = [
  // The smallest int has no positive counterpart and stays as it is.
  fn('math.abs', ['int'], (value) => BigInt.asIntN(64, value < 0n ? -value : value)),
  fn('math.abs', ['float'], (value) => Math.abs(value)),
  fn('math.ceil', ['number'], (value) => Math.ceil(Number(value))),
  fn('math.floor', ['number'], (value) => Math.floor(Number(value))),
  fn('math.round', ['number'], (value) =>
    typeof value === 'bigint' ? value : truncateToInt64(Math.round(value)),
  ),
  fn('math.sqrt', ['number'], (value) => Math.sqrt(Number(value))),
  fn('math.pow', ['number', 'number'], (base, exponent) => Number(base) ** Number(exponent)),
  fn('math.isNaN', ['number'], (value) => Number.isNaN(Number(value))),
];
