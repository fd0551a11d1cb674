import {
  MapDiff,
  RulesBytes,
  RulesDuration,
  RulesLatLng,
  RulesMap,
  RulesPath,
  RulesSet,
  RulesTimestamp,
  type RulesList,
  type RulesValue,
} from './values.ts';

/** How numbers compare in one place of the language; everything else compares alike everywhere. */
interface NumberRule {
  same(left: bigint | number, right: bigint | number): boolean;
  /** The rule for elements inside lists and maps. */
  inner: NumberRule;
}

const sameType = (left: bigint | number, right: bigint | number) => typeof left === typeof right;

const IDENTICAL: NumberRule = {
  same: (left, right) => sameType(left, right) && Object.is(left, right),
  get inner() {
    return IDENTICAL;
  },
};

/** JavaScript orders a bigint and a number exactly, so two numbers that are neither less nor greater are equal. */
function equalNumbers(left: bigint | number, right: bigint | number): boolean {
  return !(left < right) && !(left > right) && !Number.isNaN(left) && !Number.isNaN(right);
}

const BY_VALUE: NumberRule = { same: equalNumbers, inner: IDENTICAL };
const BY_TYPE_AND_VALUE: NumberRule = {
  same: (left, right) => sameType(left, right) && left === right,
  inner: IDENTICAL,
};
const IN_SETS: NumberRule = {
  same: (left, right) => equalNumbers(left, right) || (Number.isNaN(left) && Number.isNaN(right)),
  get inner() {
    return IN_SETS;
  },
};

/** `==` between two values: 1 == 1.0, but [1] != [1.0]. */
export function equals(left: RulesValue, right: RulesValue): boolean {
  return same(left, right, BY_VALUE);
}

/** `in`, `hasAny` and the like on a list: an int never meets the equal float. */
export function isListElement(value: RulesValue, list: RulesList): boolean {
  return list.some((element) => same(element, value, BY_TYPE_AND_VALUE));
}

export function isSetElement(value: RulesValue, list: RulesList): boolean {
  return list.some((element) => same(element, value, IN_SETS));
}

/** Whether a map's field counts as unchanged in a diff. */
export function isUnchanged(before: RulesValue, after: RulesValue): boolean {
  return same(before, after, IN_SETS);
}

export function toSet(items: RulesList): RulesSet {
  if (items.every((item) => typeof item === 'string')) return new RulesSet([...new Set(items)]);
  const distinct: RulesValue[] = [];
  for (const item of items) if (!isSetElement(item, distinct)) distinct.push(item);
  return new RulesSet(distinct);
}

function same(left: RulesValue, right: RulesValue, rule: NumberRule): boolean {
  if (isNumber(left)) return isNumber(right) && rule.same(left, right);
  if (left === right) return true;
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return false;
  if (left instanceof RulesMap) return right instanceof RulesMap && sameMaps(left, right, rule.inner);
  if (Array.isArray(left)) return Array.isArray(right) && sameLists(left, right, rule.inner);
  if (left instanceof RulesTimestamp) return right instanceof RulesTimestamp && left.nanos === right.nanos;
  if (left instanceof RulesDuration) return right instanceof RulesDuration && left.nanos === right.nanos;
  if (left instanceof RulesPath) return right instanceof RulesPath && sameSegments(left, right);
  if (left instanceof RulesBytes) {
    return right instanceof RulesBytes && Buffer.compare(left.bytes, right.bytes) === 0;
  }
  if (left instanceof RulesLatLng) {
    return (
      right instanceof RulesLatLng && left.latitude === right.latitude && left.longitude === right.longitude
    );
  }
  if (left instanceof RulesSet) {
    return (
      right instanceof RulesSet &&
      left.items.length === right.items.length &&
      left.items.every((item) => isSetElement(item, right.items))
    );
  }
  if (left instanceof MapDiff) {
    return (
      right instanceof MapDiff && same(left.before, right.before, rule) && same(left.after, right.after, rule)
    );
  }
  return false;
}

function isNumber(value: RulesValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function sameLists(left: RulesList, right: RulesList, rule: NumberRule): boolean {
  return left.length === right.length && left.every((item, index) => same(item, right[index] ?? null, rule));
}

function sameMaps(left: RulesMap, right: RulesMap, rule: NumberRule): boolean {
  if (left.size !== right.size) return false;
  return left.keys().every((key) => {
    const ours = left.get(key);
    const theirs = right.get(key);
    return ours !== undefined && theirs !== undefined && same(ours, theirs, rule);
  });
}

function sameSegments(left: RulesPath, right: RulesPath): boolean {
  return (
    left.segments.length === right.segments.length &&
    left.segments.every((segment, index) => segment === right.segments[index])
  );
}
