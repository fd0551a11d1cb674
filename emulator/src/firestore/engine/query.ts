import { StatusError } from '../../shared/status.ts';
import { createFields, getField, pickFields } from './fields.ts';
import { checkFindNearest, nearestKey } from './find-nearest.ts';
import { fieldPathsEqual, formatFieldPath, isNamePath } from './field-path.ts';
import {
  assertCollectionPath,
  assertDocumentPath,
  comparePaths,
  documentsRoot,
  lastSegment,
} from './paths.ts';
import { inequalityFields, leafHolds, toDisjunctions, type Leaf } from './query-filters.ts';
import type { Cursor, Document, FieldPath, Filter, Order, Query, Value } from './types.ts';
import { compareValues } from './values.ts';

/** A checked query with everything implicit spelled out. */
export interface NormalisedQuery {
  /** `projects/P/databases/D/documents/`: completes a document's path to the name that `__name__` means. */
  root: string;
  parent: string;
  collectionId: string | undefined;
  allDescendants: boolean;
  /** A document matches where all leaves of one alternative hold. */
  disjunctions: Leaf[][];
  /** Ends with `__name__`, so that no two documents are equal. */
  orders: Order[];
  /** Position of the first result: at it (`inclusive`) or right after it. */
  start: Bound | undefined;
  /** Position of the last result: at it (`inclusive`) or right before it. */
  end: Bound | undefined;
  offset: number;
  limit: number | undefined;
}

/** A position among ordered documents; fewer values than orders stand for all documents that share them. */
export interface Bound {
  values: Value[];
  inclusive: boolean;
}

const NAME: FieldPath = ['__name__'];

/**
 * Checks a query and spells out what it implies: alternatives, orders of inequality fields and of the name.
 * Throws StatusError INVALID_ARGUMENT, with the backend's texts where they are known.
 */
export function normaliseQuery(query: Query, projectId: string, databaseId: string): NormalisedQuery {
  checkScope(query);
  if (query.limit !== undefined && query.limit < 0)
    throw new StatusError('INVALID_ARGUMENT', 'limit is negative');
  if (query.offset !== undefined && query.offset < 0)
    throw new StatusError('INVALID_ARGUMENT', 'offset is negative');
  checkFindNearest(query);
  const disjunctions = toDisjunctions(query.where);
  const orders = fullOrders(query);
  checkOrders(orders);
  return {
    root: documentsRoot(projectId, databaseId),
    parent: query.parent,
    collectionId: query.collectionId,
    allDescendants: query.allDescendants,
    disjunctions,
    orders,
    start: toBound(query.startAt, orders, (cursor) => cursor.before),
    end: toBound(query.endAt, orders, (cursor) => !cursor.before),
    offset: query.offset ?? 0,
    limit: query.limit,
  };
}

/**
 * Whether the document belongs to the query's result, limit and offset aside: scope, filters, presence of every
 * ordered field, and cursors.
 */
export function matches(q: NormalisedQuery, document: Document): boolean {
  return inScope(q, document.path) && matchesInScope(q, document);
}

/** `matches` for a document known to lie in the query's scope. */
export function matchesInScope(q: NormalisedQuery, document: Document): boolean {
  return (
    q.disjunctions.some((leaves) => leaves.every((leaf) => leafHolds(leaf, document, q.root))) &&
    q.orders.every(({ field }) => isNamePath(field) || getField(document.fields, field) !== undefined) &&
    !isBeforeStart(q, document) &&
    !isAfterEnd(q, document)
  );
}

/** Orders two documents that both match the query. Never zero for different documents. */
export function compareDocuments(q: NormalisedQuery, a: Document, b: Document): number {
  return compareByOrders(q.orders, a, b);
}

/** The same for a list of orders alone; a missing field sorts like null. */
export function compareByOrders(orders: readonly Order[], a: Document, b: Document): number {
  for (const { field, direction } of orders) {
    const order = isNamePath(field)
      ? comparePaths(a.path, b.path)
      : compareOptional(getField(a.fields, field), getField(b.fields, field));
    if (order !== 0) return direction === 'ASCENDING' ? order : -order;
  }
  return 0;
}

/** Whether the document lies before the start cursor, so before the first result. */
export function isBeforeStart(q: NormalisedQuery, document: Document): boolean {
  if (!q.start) return false;
  const order = compareToBound(q, document, q.start);
  return q.start.inclusive ? order < 0 : order <= 0;
}

/** Whether the document lies behind the end cursor, so after the last result. */
export function isAfterEnd(q: NormalisedQuery, document: Document): boolean {
  if (!q.end) return false;
  const order = compareToBound(q, document, q.end);
  return q.end.inclusive ? order > 0 : order >= 0;
}

/** The document with the selected fields only; `select` absent keeps all, names alone keep none. */
export function project(document: Document, select: FieldPath[] | undefined): Document {
  if (!select) return document;
  const paths = select.filter((path) => !isNamePath(path));
  return { ...document, fields: paths.length === 0 ? createFields() : pickFields(document.fields, paths) };
}

/**
 * A key that equal queries share however they are spelled: implicit and explicit orders, the order of filters and of
 * map fields do not matter. Different queries have different keys.
 */
export function queryKey(query: Query): string {
  return JSON.stringify([
    query.parent,
    query.collectionId ?? null,
    query.allDescendants,
    query.where ? filterKey(query.where) : null,
    fullOrders(query).map(({ field, direction }) => [field, direction]),
    query.startAt ? [query.startAt.before, query.startAt.values.map(valueKey)] : null,
    query.endAt ? [query.endAt.before, query.endAt.values.map(valueKey)] : null,
    query.offset ?? 0,
    query.limit ?? null,
    query.select ?? null,
    query.findNearest ? nearestKey(query.findNearest) : null,
  ]);
}

function checkScope(query: Query): void {
  if (query.parent !== '') assertDocumentPath(query.parent);
  if (query.collectionId !== undefined) {
    assertCollectionPath(query.parent === '' ? query.collectionId : `${query.parent}/${query.collectionId}`);
    if (query.collectionId.includes('/')) {
      throw new StatusError('INVALID_ARGUMENT', `Invalid collection id "${query.collectionId}".`);
    }
    return;
  }
  const ordersByName = query.orderBy.every(
    ({ field, direction }) => isNamePath(field) && direction === 'ASCENDING',
  );
  if (!ordersByName) {
    throw new StatusError('INVALID_ARGUMENT', 'kind is required for all orders except __key__ ascending');
  }
  const foreign = filteredFields(query.where).find((field) => !isNamePath(field));
  if (foreign) {
    throw new StatusError('INVALID_ARGUMENT', `kind is required for filter: ${formatFieldPath(foreign)}`);
  }
}

function filteredFields(filter: Filter | undefined): FieldPath[] {
  if (!filter) return [];
  return filter.kind === 'composite' ? filter.filters.flatMap(filteredFields) : [filter.field];
}

/** Explicit orders, then fields under an inequality, then the name, the added ones in the last given direction. */
function fullOrders(query: Query): Order[] {
  const orders = [...query.orderBy];
  const direction = orders.at(-1)?.direction ?? 'ASCENDING';
  for (const field of [...inequalityFields(query.where).filter((field) => !isNamePath(field)), NAME]) {
    if (!orders.some((order) => fieldPathsEqual(order.field, field))) orders.push({ field, direction });
  }
  return orders;
}

function checkOrders(orders: Order[]): void {
  const afterName = orders.findIndex(({ field }) => isNamePath(field)) + 1;
  if (afterName < orders.length) {
    throw new StatusError('INVALID_ARGUMENT', 'order by clause cannot contain more fields after the key');
  }
  for (const [index, { field }] of orders.entries()) {
    if (orders.findIndex((other) => fieldPathsEqual(other.field, field)) === index) continue;
    throw new StatusError(
      'INVALID_ARGUMENT',
      `order by clause cannot contain duplicate fields ${formatFieldPath(field)}`,
    );
  }
}

function toBound(
  cursor: Cursor | undefined,
  orders: Order[],
  isInclusive: (cursor: Cursor) => boolean,
): Bound | undefined {
  if (!cursor || cursor.values.length === 0) return undefined;
  if (cursor.values.length > orders.length) {
    throw new StatusError('INVALID_ARGUMENT', 'Cursor has too many values.');
  }
  for (const [index, value] of cursor.values.entries()) {
    const order = orders[index];
    if (order && isNamePath(order.field) && !('referenceValue' in value)) {
      throw new StatusError('INVALID_ARGUMENT', 'A cursor on __name__ must be a document reference.');
    }
  }
  return { values: cursor.values, inclusive: isInclusive(cursor) };
}

function inScope(q: NormalisedQuery, path: string): boolean {
  const prefix = q.parent === '' ? '' : `${q.parent}/`;
  if (!path.startsWith(prefix)) return false;
  const slash = path.indexOf('/', prefix.length);
  if (q.allDescendants) {
    if (q.collectionId === undefined) return true;
    return lastSegment(path.slice(0, path.lastIndexOf('/'))) === q.collectionId;
  }
  if (path.indexOf('/', slash + 1) >= 0) return false;
  return q.collectionId === undefined || path.slice(prefix.length, slash) === q.collectionId;
}

function compareToBound(q: NormalisedQuery, document: Document, bound: Bound): number {
  for (const [index, position] of bound.values.entries()) {
    const order = q.orders[index];
    if (!order) break;
    const value = isNamePath(order.field)
      ? { referenceValue: q.root + document.path }
      : getField(document.fields, order.field);
    const result = compareOptional(value, position);
    if (result !== 0) return order.direction === 'ASCENDING' ? result : -result;
  }
  return 0;
}

const NULL: Value = { nullValue: null };

function compareOptional(a: Value | undefined, b: Value | undefined): number {
  return compareValues(a ?? NULL, b ?? NULL);
}

function filterKey(filter: Filter): string {
  if (filter.kind === 'unary') return JSON.stringify([filter.op, filter.field]);
  if (filter.kind === 'field') return JSON.stringify([filter.op, filter.field, valueKey(filter.value)]);
  const [only] = filter.filters;
  if (only && filter.filters.length === 1) return filterKey(only);
  return JSON.stringify([filter.op, filter.filters.map(filterKey).sort()]);
}

/** JSON with sorted map fields, and doubles spelled so that NaN, infinities and -0 stay apart. */
function valueKey(value: Value): unknown {
  if ('doubleValue' in value) {
    return ['double', Object.is(value.doubleValue, -0) ? '-0' : String(value.doubleValue)];
  }
  if ('arrayValue' in value) return ['array', value.arrayValue.values.map(valueKey)];
  if ('mapValue' in value) {
    const names = Object.keys(value.mapValue.fields).sort();
    return ['map', names.map((name) => [name, valueKey(value.mapValue.fields[name] ?? NULL)])];
  }
  return Object.entries(value);
}
