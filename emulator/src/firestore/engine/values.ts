import type { Fields, Value } from './types.ts';
import { comparePaths } from './paths.ts';
import { compareStrings } from './strings.ts';

/** Position of each kind in Firestore's order across types. NaN stands right below the numbers. */
const TYPE_ORDER = {
  null: 0,
  boolean: 1,
  number: 2,
  timestamp: 3,
  string: 4,
  bytes: 5,
  reference: 6,
  geoPoint: 7,
  array: 8,
  vector: 9,
  map: 10,
} as const;

/**
 * Rank of a value's type; values of different rank never compare equal and range filters never cross ranks.
 * Source: https://firebase.google.com/docs/firestore/manage-data/data-types#value_type_ordering
 */
export function typeOrder(value: Value): number {
  if ('stringValue' in value) return TYPE_ORDER.string;
  if ('timestampValue' in value) return TYPE_ORDER.timestamp;
  if ('booleanValue' in value) return TYPE_ORDER.boolean;
  if ('integerValue' in value || 'doubleValue' in value) return TYPE_ORDER.number;
  if ('nullValue' in value) return TYPE_ORDER.null;
  if ('mapValue' in value) return vectorElements(value) ? TYPE_ORDER.vector : TYPE_ORDER.map;
  if ('arrayValue' in value) return TYPE_ORDER.array;
  if ('referenceValue' in value) return TYPE_ORDER.reference;
  if ('bytesValue' in value) return TYPE_ORDER.bytes;
  return TYPE_ORDER.geoPoint;
}

/**
 * Rank by which range filters keep to one type: NaN is a type of its own there, right below the numbers, so `<= 2`
 * does not find it. Source: "can use on special values" of firebase-js-sdk's composite_index_query.test.ts.
 */
export function rangeRank(value: Value): number {
  return isNaNValue(value) ? TYPE_ORDER.number - 0.5 : typeOrder(value);
}

/**
 * Firestore's total order over values: negative where `a` sorts before `b`, zero where a query treats them as equal
 * (1 and 1.0, 0 and -0, NaN and NaN), else positive. Integers and doubles compare by their exact numeric value.
 */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if ('stringValue' in a && 'stringValue' in b) return compareStrings(a.stringValue, b.stringValue);
  if ('timestampValue' in a && 'timestampValue' in b) return ordinal(a.timestampValue, b.timestampValue);
  const byType = typeOrder(a) - typeOrder(b);
  return byType === 0 ? compareSameType(a, b) : byType;
}

/** Whether a query's `==` holds between the two: numbers by numeric value, NaN equal to NaN. */
export function valuesEqual(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

/** Whether the two are stored alike: unlike `valuesEqual` it tells 1 from 1.0 and 0.0 from -0.0. */
export function valuesIdentical(a: Value, b: Value): boolean {
  if (a === b) return true;
  if ('integerValue' in a) return 'integerValue' in b && a.integerValue === b.integerValue;
  if ('doubleValue' in a) return 'doubleValue' in b && Object.is(a.doubleValue, b.doubleValue);
  if ('arrayValue' in a) {
    if (!('arrayValue' in b) || a.arrayValue.values.length !== b.arrayValue.values.length) return false;
    const others = b.arrayValue.values;
    return a.arrayValue.values.every((value, index) => {
      const other = others[index];
      return other !== undefined && valuesIdentical(value, other);
    });
  }
  if ('mapValue' in a) return 'mapValue' in b && fieldsIdentical(a.mapValue.fields, b.mapValue.fields);
  if ('geoPointValue' in a) {
    return (
      'geoPointValue' in b &&
      Object.is(a.geoPointValue.latitude, b.geoPointValue.latitude) &&
      Object.is(a.geoPointValue.longitude, b.geoPointValue.longitude)
    );
  }
  return compareValues(a, b) === 0;
}

/** `valuesIdentical` for whole field maps; the order of the fields does not matter. */
export function fieldsIdentical(a: Fields, b: Fields): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const left = a[name];
    const right = b[name];
    return left !== undefined && right !== undefined && valuesIdentical(left, right);
  });
}

/** The elements of a vector (a map of `__type__: '__vector__'` and `value`), or null for anything else. */
export function vectorElements(value: Value): Value[] | null {
  if (!('mapValue' in value)) return null;
  const type = value.mapValue.fields['__type__'];
  if (!type || !('stringValue' in type) || type.stringValue !== '__vector__') return null;
  const elements = value.mapValue.fields['value'];
  return elements && 'arrayValue' in elements ? elements.arrayValue.values : null;
}

/** A number as a double, as near as doubles come; undefined for any other value. */
export function numericValue(value: Value): number | undefined {
  if ('doubleValue' in value) return value.doubleValue;
  return 'integerValue' in value ? Number(value.integerValue) : undefined;
}

export function isNull(value: Value): boolean {
  return 'nullValue' in value;
}

export function isNaNValue(value: Value): boolean {
  return 'doubleValue' in value && Number.isNaN(value.doubleValue);
}

export function isNumber(value: Value): value is { integerValue: string } | { doubleValue: number } {
  return 'integerValue' in value || 'doubleValue' in value;
}

function compareSameType(a: Value, b: Value): number {
  if ('booleanValue' in a && 'booleanValue' in b) return Number(a.booleanValue) - Number(b.booleanValue);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if ('bytesValue' in a && 'bytesValue' in b) {
    return Buffer.compare(Buffer.from(a.bytesValue, 'base64'), Buffer.from(b.bytesValue, 'base64'));
  }
  if ('referenceValue' in a && 'referenceValue' in b) {
    return comparePaths(a.referenceValue, b.referenceValue);
  }
  if ('geoPointValue' in a && 'geoPointValue' in b) {
    const byLatitude = ordinal(a.geoPointValue.latitude, b.geoPointValue.latitude);
    return byLatitude === 0 ? ordinal(a.geoPointValue.longitude, b.geoPointValue.longitude) : byLatitude;
  }
  if ('arrayValue' in a && 'arrayValue' in b) return compareArrays(a.arrayValue.values, b.arrayValue.values);
  if ('mapValue' in a && 'mapValue' in b) {
    const left = vectorElements(a);
    const right = vectorElements(b);
    if (left && right) return left.length - right.length || compareArrays(left, right);
    return compareMaps(a.mapValue.fields, b.mapValue.fields);
  }
  return 0;
}

type NumberValue = { integerValue: string } | { doubleValue: number };

function compareNumbers(a: NumberValue, b: NumberValue): number {
  const left = exactNumber(a);
  const right = exactNumber(b);
  // Relational operators between bigint and number compare exact mathematical values.
  if (left < right) return -1;
  if (left > right) return 1;
  const leftIsNaN = Number.isNaN(left);
  const rightIsNaN = Number.isNaN(right);
  return leftIsNaN === rightIsNaN ? 0 : leftIsNaN ? -1 : 1;
}

/** Fifteen digits always fit a double exactly; longer integers need BigInt. */
function exactNumber(value: NumberValue): number | bigint {
  if ('doubleValue' in value) return value.doubleValue;
  return value.integerValue.length <= 15 ? Number(value.integerValue) : BigInt(value.integerValue);
}

function compareArrays(a: Value[], b: Value[]): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a[index];
    const right = b[index];
    if (!left || !right) break;
    const result = compareValues(left, right);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

function compareMaps(a: Fields, b: Fields): number {
  const leftNames = Object.keys(a).sort(compareStrings);
  const rightNames = Object.keys(b).sort(compareStrings);
  for (const [index, leftName] of leftNames.entries()) {
    const rightName = rightNames[index];
    if (rightName === undefined) return 1;
    const byName = compareStrings(leftName, rightName);
    if (byName !== 0) return byName;
    const left = a[leftName];
    const right = b[rightName];
    const byValue = left && right ? compareValues(left, right) : 0;
    if (byValue !== 0) return byValue;
  }
  return leftNames.length - rightNames.length;
}

function ordinal<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
