import { StatusError } from '../../shared/status.ts';
import { getField } from './fields.ts';
import { fieldPathsEqual, formatFieldPath, isNamePath } from './field-path.ts';
import type { Document, FieldOperator, FieldPath, Filter, Value } from './types.ts';
import { compareValues, isNaNValue, isNull, rangeRank, valuesEqual } from './values.ts';

/** Most disjunctions of a query's disjunctive normal form, and most values of NOT_IN. Source:
 * https://firebase.google.com/docs/firestore/query-data/queries#limits_on_or_queries */
const MAX_DISJUNCTIONS = 30;
const MAX_NOT_IN_VALUES = 10;
const MAX_INEQUALITY_FIELDS = 10;

export type RangeOperator = 'LESS_THAN' | 'LESS_THAN_OR_EQUAL' | 'GREATER_THAN' | 'GREATER_THAN_OR_EQUAL';

/** A filter on one field, with unary operators and lists of alternatives rewritten into these. */
export type Leaf =
  | { field: FieldPath; op: RangeOperator | 'EQUAL' | 'NOT_EQUAL' | 'ARRAY_CONTAINS'; value: Value }
  | { field: FieldPath; op: 'NOT_IN'; values: Value[] };

const INEQUALITIES: ReadonlySet<string> = new Set([
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'NOT_EQUAL',
  'NOT_IN',
  'IS_NOT_NULL',
  'IS_NOT_NAN',
]);

export function isRange(leaf: Leaf): leaf is Leaf & { op: RangeOperator; value: Value } {
  return leaf.op.startsWith('LESS') || leaf.op.startsWith('GREATER');
}

/**
 * Rewrites a filter into alternatives, each a list of leaves that must all hold. An empty result matches nothing,
 * one empty alternative matches everything. Throws StatusError INVALID_ARGUMENT as the backend does.
 */
export function toDisjunctions(where: Filter | undefined): Leaf[][] {
  if (!where) return [[]];
  validate(where);
  if (countDisjunctions(where) > MAX_DISJUNCTIONS) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `The query has more than ${MAX_DISJUNCTIONS} disjunctions in its disjunctive normal form.`,
    );
  }
  const alternatives = distribute(where);
  for (const leaves of alternatives) {
    if (leaves.filter((leaf) => leaf.op === 'ARRAY_CONTAINS').length > 1) {
      throw new StatusError(
        'INVALID_ARGUMENT',
        "A maximum of 1 'ARRAY_CONTAINS' filter is allowed per disjunction.",
      );
    }
  }
  return alternatives;
}

/** Distinct fields under an inequality in their own order: what the implicit orders are made of. */
export function inequalityFields(where: Filter | undefined): FieldPath[] {
  const fields: FieldPath[] = [];
  for (const filter of leavesOf(where)) {
    if (!INEQUALITIES.has(filter.op) || fields.some((field) => fieldPathsEqual(field, filter.field)))
      continue;
    fields.push(filter.field);
  }
  return fields.sort(compareFieldPaths);
}

/** Whether the document satisfies one leaf. `root` completes its path to the full name that `__name__` means. */
export function leafHolds(leaf: Leaf, document: Document, root: string): boolean {
  const value = isNamePath(leaf.field)
    ? { referenceValue: root + document.path }
    : getField(document.fields, leaf.field);
  if (!value) return false;
  if (leaf.op === 'NOT_IN') {
    return (
      !isNull(value) && !leaf.values.some((excluded) => isNull(excluded) || valuesEqual(excluded, value))
    );
  }
  if (leaf.op === 'NOT_EQUAL') return !isNull(value) && !valuesEqual(value, leaf.value);
  if (leaf.op === 'ARRAY_CONTAINS') {
    return (
      'arrayValue' in value && value.arrayValue.values.some((element) => valuesEqual(element, leaf.value))
    );
  }
  if (leaf.op === 'EQUAL') return valuesEqual(value, leaf.value);
  if (rangeRank(value) !== rangeRank(leaf.value)) return false;
  return orderSatisfies(leaf.op, compareValues(value, leaf.value));
}

function orderSatisfies(op: RangeOperator, order: number): boolean {
  switch (op) {
    case 'LESS_THAN':
      return order < 0;
    case 'LESS_THAN_OR_EQUAL':
      return order <= 0;
    case 'GREATER_THAN':
      return order > 0;
    case 'GREATER_THAN_OR_EQUAL':
      return order >= 0;
  }
}

type LeafFilter = Exclude<Filter, { kind: 'composite' }>;

function* leavesOf(filter: Filter | undefined): Generator<LeafFilter> {
  if (!filter) return;
  if (filter.kind !== 'composite') yield filter;
  else for (const inner of filter.filters) yield* leavesOf(inner);
}

function validate(where: Filter): void {
  let negations = 0;
  let hasNotIn = false;
  let hasAlternatives = hasOr(where);
  for (const filter of leavesOf(where)) {
    if (filter.kind === 'unary') {
      if (filter.op === 'IS_NOT_NULL' || filter.op === 'IS_NOT_NAN') negations++;
      continue;
    }
    validateList(filter.op, filter.value);
    validateName(filter.field, filter.op, filter.value);
    if (filter.op === 'NOT_EQUAL' || filter.op === 'NOT_IN') negations++;
    if (filter.op === 'NOT_IN') hasNotIn = true;
    if (filter.op === 'IN' || filter.op === 'ARRAY_CONTAINS_ANY') hasAlternatives = true;
  }
  if (negations > 1) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      "Only a single 'NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', or 'IS_NOT_NULL' filter allowed per query.",
    );
  }
  if (hasNotIn && hasAlternatives) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      "'NOT_IN' cannot be used in the same query with 'IN', 'ARRAY_CONTAINS_ANY', or 'OR' filters.",
    );
  }
  if (inequalityFields(where).length > MAX_INEQUALITY_FIELDS) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `A query can have inequality filters on at most ${MAX_INEQUALITY_FIELDS} fields.`,
    );
  }
}

function hasOr(filter: Filter): boolean {
  if (filter.kind !== 'composite') return false;
  if (filter.filters.length === 0) {
    throw new StatusError('INVALID_ARGUMENT', 'composite filter must have at least one sub-filter');
  }
  return (filter.op === 'OR' && filter.filters.length > 1) || filter.filters.some(hasOr);
}

function validateList(op: FieldOperator, value: Value): void {
  if (op !== 'IN' && op !== 'NOT_IN' && op !== 'ARRAY_CONTAINS_ANY') return;
  if (!('arrayValue' in value) || value.arrayValue.values.length === 0) {
    throw new StatusError('INVALID_ARGUMENT', `'${op}' requires an non-empty ArrayValue.`);
  }
  const most = op === 'NOT_IN' ? MAX_NOT_IN_VALUES : MAX_DISJUNCTIONS;
  if (value.arrayValue.values.length > most) {
    throw new StatusError('INVALID_ARGUMENT', `'${op}' supports up to ${most} comparison values.`);
  }
}

function validateName(field: FieldPath, op: FieldOperator, value: Value): void {
  if (!isNamePath(field)) return;
  if (op === 'ARRAY_CONTAINS' || op === 'ARRAY_CONTAINS_ANY') {
    throw new StatusError('INVALID_ARGUMENT', `'${op}' cannot be used with ${formatFieldPath(field)}.`);
  }
  const compared =
    (op === 'IN' || op === 'NOT_IN') && 'arrayValue' in value ? value.arrayValue.values : [value];
  if (!compared.every((candidate) => 'referenceValue' in candidate)) {
    throw new StatusError('INVALID_ARGUMENT', '__key__ filter value must be a Key');
  }
}

/** Size of the normal form, found without building it. */
function countDisjunctions(filter: Filter): number {
  if (filter.kind === 'unary') return 1;
  if (filter.kind === 'field') {
    const hasList = filter.op === 'IN' || filter.op === 'ARRAY_CONTAINS_ANY';
    return hasList && 'arrayValue' in filter.value ? filter.value.arrayValue.values.length : 1;
  }
  const counts = filter.filters.map(countDisjunctions);
  return filter.op === 'OR'
    ? counts.reduce((sum, count) => sum + count, 0)
    : counts.reduce((product, count) => product * count, 1);
}

function distribute(filter: Filter): Leaf[][] {
  if (filter.kind === 'unary') return [[unaryLeaf(filter.field, filter.op)]];
  if (filter.kind === 'field') return fieldAlternatives(filter).map((leaf) => [leaf]);
  const parts = filter.filters.map(distribute);
  if (filter.op === 'OR') return parts.flat();
  return parts.reduce(
    (products, part) => products.flatMap((left) => part.map((right) => [...left, ...right])),
    [[]] as Leaf[][],
  );
}

function unaryLeaf(field: FieldPath, op: 'IS_NULL' | 'IS_NAN' | 'IS_NOT_NULL' | 'IS_NOT_NAN'): Leaf {
  const value: Value = op === 'IS_NULL' || op === 'IS_NOT_NULL' ? { nullValue: null } : { doubleValue: NaN };
  return { field, op: op === 'IS_NULL' || op === 'IS_NAN' ? 'EQUAL' : 'NOT_EQUAL', value };
}

/** Null and NaN inside lists and under ARRAY_CONTAINS match nothing, unlike `== null` and `== NaN`. */
function fieldAlternatives(filter: Filter & { kind: 'field' }): Leaf[] {
  const { field, op, value } = filter;
  const listed = 'arrayValue' in value ? value.arrayValue.values : [];
  switch (op) {
    case 'IN':
      return distinct(listed.filter(isComparable)).map((value) => ({ field, op: 'EQUAL', value }));
    case 'ARRAY_CONTAINS_ANY':
      return distinct(listed.filter(isComparable)).map((value) => ({ field, op: 'ARRAY_CONTAINS', value }));
    case 'ARRAY_CONTAINS':
      return isComparable(value) ? [{ field, op, value }] : [];
    case 'NOT_IN':
      return [{ field, op, values: listed }];
    default:
      return [{ field, op, value }];
  }
}

function isComparable(value: Value): boolean {
  return !isNull(value) && !isNaNValue(value);
}

function distinct(values: Value[]): Value[] {
  return values.filter((value, index) => values.findIndex((other) => valuesEqual(other, value)) === index);
}

function compareFieldPaths(a: FieldPath, b: FieldPath): number {
  const asArray = (path: FieldPath): Value => ({
    arrayValue: { values: path.map((segment) => ({ stringValue: segment })) },
  });
  return compareValues(asArray(a), asArray(b));
}
