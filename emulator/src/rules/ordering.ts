import { RulesDuration, RulesTimestamp, type RulesValue } from './values.ts';

/**
 * How two values order: negative, 0 or positive; undefined for types that have no order in the language, and
 * NaN (which is neither less, equal nor greater) for a comparison with NaN.
 */
export function orderOf(left: RulesValue, right: RulesValue): number | undefined {
  if (isNumber(left) && isNumber(right)) return order(left, right);
  if (typeof left === 'string' && typeof right === 'string') return order(left, right);
  if (left instanceof RulesTimestamp && right instanceof RulesTimestamp)
    return order(left.nanos, right.nanos);
  if (left instanceof RulesDuration && right instanceof RulesDuration) return order(left.nanos, right.nanos);
  return undefined;
}

function isNumber(value: RulesValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function order<T extends bigint | number | string>(left: T, right: T): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : 0;
}
