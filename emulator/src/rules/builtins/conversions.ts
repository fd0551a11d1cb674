import { typeNameOf } from '../type-names.ts';
import { RulesError, RulesPath, type RulesValue } from '../values.ts';
import { fn, type Builtin } from './table.ts';

/** `int`, `float`, `string` and `path`. There is no `bool` (recorded). */
export const CONVERSIONS: readonly Builtin[] = [
  fn('int', ['string'], parseInt64),
  fn('int', ['int'], (value) => value),
  fn('int', ['float'], (value) => truncateToInt64(value)),
  fn('float', ['string'], parseFloat64),
  fn('float', ['number'], (value) => Number(value)),
  ...(['string', 'bool', 'int', 'float', 'null', 'path'] as const).map((type) =>
    fn('string', [type], (value) => convertToString(value)),
  ),
  fn('path', ['string'], (text) => new RulesPath(text.split('/').filter((segment) => segment !== ''))),
];

/** `string(value)`, and the elements of `join`. Answers an error for a type that has no text. */
export function convertToString(value: RulesValue): string | RulesError {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return floatText(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof RulesPath) return value.toString();
  return new RulesError(`Unsupported operation error. Received: string(${typeNameOf(value)}).`);
}

/** A float as the official runtime prints it: `100.0`. */
export function floatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);
}

/** Truncates toward zero; saturates at the ends of int64, and NaN is 0, as Java's cast does. */
export function truncateToInt64(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return 2n ** 63n - 1n;
  if (value <= -(2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(value));
}

function parseInt64(text: string): RulesValue {
  const value = /^[+-]?[0-9]{1,20}$/.test(text) ? BigInt(text.replace('+', '')) : null;
  if (value !== null && BigInt.asIntN(64, value) === value) return value;
  return new RulesError(`Unable to convert string to int. Received: ${text}.`);
}

function parseFloat64(text: string): RulesValue {
  const isNumber = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text);
  return isNumber ? Number(text) : new RulesError(`Unable to convert string to float. Received: ${text}.`);
}
