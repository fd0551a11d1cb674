import { StatusError } from '../../../shared/status.ts';
import { parseFieldPath } from '../../engine/field-path.ts';
import type {
  Aggregation,
  Cursor,
  DocumentPath,
  FieldOperator,
  FieldPath,
  Filter,
  FindNearest,
  Order,
  Query,
  UnaryOperator,
} from '../../engine/types.ts';
import { numericValue, vectorElements } from '../../engine/values.ts';
import type { Dialect } from './dialect.ts';
import {
  asMessage,
  booleanField,
  enumField,
  integerField,
  listField,
  type Message,
  messageField,
  numberField,
  stringField,
} from './message.ts';

// Names by number, as in google/firestore/v1/query.proto.
const COMPOSITE_OPERATORS = ['OPERATOR_UNSPECIFIED', 'AND', 'OR'] as const;
const FIELD_OPERATORS: readonly ['OPERATOR_UNSPECIFIED', ...(FieldOperator | null)[]] = [
  'OPERATOR_UNSPECIFIED',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'EQUAL',
  'NOT_EQUAL',
  'ARRAY_CONTAINS',
  'IN',
  'ARRAY_CONTAINS_ANY',
  'NOT_IN',
];
const UNARY_OPERATORS: readonly ['OPERATOR_UNSPECIFIED', ...(UnaryOperator | null)[]] = [
  'OPERATOR_UNSPECIFIED',
  null,
  'IS_NAN',
  'IS_NULL',
  'IS_NOT_NAN',
  'IS_NOT_NULL',
];
const DISTANCE_MEASURES = ['DISTANCE_MEASURE_UNSPECIFIED', 'EUCLIDEAN', 'COSINE', 'DOT_PRODUCT'] as const;
const DIRECTIONS = ['DIRECTION_UNSPECIFIED', 'ASCENDING', 'DESCENDING'] as const;

/**
 * google.firestore.v1.StructuredQuery.
 * @throws StatusError INVALID_ARGUMENT
 */
export function readQuery(message: Message, parent: DocumentPath, dialect: Dialect): Query {
  const from = listField(message, 'from');
  if (from.length > 1) {
    throw new StatusError('INVALID_ARGUMENT', 'A query selects from at most one collection.');
  }
  const selector = from.length === 1 ? asMessage(from[0], 'from') : {};
  const collectionId = stringField(selector, 'collectionId');
  const where = messageField(message, 'where');
  const select = messageField(message, 'select');
  const limit = integerField(message, 'limit');
  const offset = integerField(message, 'offset');
  const startAt = messageField(message, 'startAt');
  const endAt = messageField(message, 'endAt');
  const findNearest = messageField(message, 'findNearest');
  return {
    parent,
    allDescendants: booleanField(selector, 'allDescendants'),
    orderBy: listField(message, 'orderBy').map((order) => readOrder(asMessage(order, 'orderBy'))),
    ...(collectionId !== '' && { collectionId }),
    ...(where && { where: readFilter(where, dialect) }),
    ...(startAt && { startAt: readCursor(startAt, dialect) }),
    ...(endAt && { endAt: readCursor(endAt, dialect) }),
    ...(offset !== undefined && offset !== 0 && { offset }),
    ...(limit !== undefined && { limit }),
    ...(select && { select: readProjection(select) }),
    ...(findNearest && { findNearest: readFindNearest(findNearest, dialect) }),
  };
}

/** The aggregations of a google.firestore.v1.StructuredAggregationQuery. @throws StatusError INVALID_ARGUMENT */
export function readAggregations(message: Message): Aggregation[] {
  return listField(message, 'aggregations').map((raw, index) => {
    const aggregation = asMessage(raw, 'aggregations');
    // The service names what has no alias by its position.
    const alias = stringField(aggregation, 'alias') || `field_${index + 1}`;
    const count = messageField(aggregation, 'count');
    if (count) {
      const upTo = integerField(count, 'upTo');
      return { alias, kind: 'count', ...(upTo !== undefined && { upTo }) };
    }
    for (const kind of ['sum', 'avg'] as const) {
      const operand = messageField(aggregation, kind);
      if (operand) return { alias, kind, field: readFieldReference(operand) };
    }
    throw new StatusError('INVALID_ARGUMENT', 'An aggregation must be one of count, sum and avg.');
  });
}

/** The paths of a google.firestore.v1.DocumentMask. @throws StatusError INVALID_ARGUMENT */
export function readMask(mask: Message): FieldPath[] {
  return listField(mask, 'fieldPaths').map((path) => parseFieldPath(String(path)));
}

function readFilter(message: Message, dialect: Dialect): Filter {
  const composite = messageField(message, 'compositeFilter');
  if (composite) {
    const op = enumField(composite, 'op', COMPOSITE_OPERATORS);
    if (op === 'OPERATOR_UNSPECIFIED') throw unspecified('compositeFilter.op');
    const filters = listField(composite, 'filters').map((filter) =>
      readFilter(asMessage(filter, 'filters'), dialect),
    );
    return { kind: 'composite', op, filters };
  }
  const field = messageField(message, 'fieldFilter');
  if (field) {
    const op = enumField(field, 'op', FIELD_OPERATORS);
    if (op === 'OPERATOR_UNSPECIFIED') throw unspecified('fieldFilter.op');
    return { kind: 'field', field: fieldOf(field), op, value: dialect.readValue(field['value']) };
  }
  const unary = messageField(message, 'unaryFilter');
  if (unary) {
    const op = enumField(unary, 'op', UNARY_OPERATORS);
    if (op === 'OPERATOR_UNSPECIFIED') throw unspecified('unaryFilter.op');
    return { kind: 'unary', field: fieldOf(unary), op };
  }
  throw unspecified('where');
}

function readOrder(message: Message): Order {
  const direction = enumField(message, 'direction', DIRECTIONS);
  return {
    field: fieldOf(message),
    direction: direction === 'DIRECTION_UNSPECIFIED' ? 'ASCENDING' : direction,
  };
}

function readFindNearest(message: Message, dialect: Dialect): FindNearest {
  const measure = enumField(message, 'distanceMeasure', DISTANCE_MEASURES);
  if (measure === 'DISTANCE_MEASURE_UNSPECIFIED') throw unspecified('findNearest.distanceMeasure');
  const distanceField = stringField(message, 'distanceResultField');
  const threshold = numberField(message, 'distanceThreshold');
  return {
    field: readFieldReference(messageField(message, 'vectorField') ?? {}),
    vector: readVector(message['queryVector'], dialect),
    measure,
    limit: integerField(message, 'limit') ?? 0,
    ...(distanceField !== '' && { distanceField: parseFieldPath(distanceField) }),
    ...(threshold !== undefined && { threshold }),
  };
}

function readVector(raw: unknown, dialect: Dialect): readonly number[] {
  const value = raw === undefined || raw === null ? undefined : dialect.readValue(raw);
  const elements = value && vectorElements(value);
  if (!elements)
    throw new StatusError('INVALID_ARGUMENT', 'The query vector (query_vector) must be a vector.');
  return elements.map((element) => numericValue(element) ?? NaN);
}

function readCursor(message: Message, dialect: Dialect): Cursor {
  return {
    values: listField(message, 'values').map((value) => dialect.readValue(value)),
    before: booleanField(message, 'before'),
  };
}

function readProjection(message: Message): FieldPath[] {
  return listField(message, 'fields').map((field) => readFieldReference(asMessage(field, 'fields')));
}

/** The `field` of a filter or order. */
function fieldOf(message: Message): FieldPath {
  return readFieldReference(messageField(message, 'field') ?? {});
}

/** A message that holds a FieldReference in `field` (aggregations) or is one. */
function readFieldReference(message: Message): FieldPath {
  const reference = messageField(message, 'field') ?? message;
  return parseFieldPath(stringField(reference, 'fieldPath'));
}

function unspecified(what: string): StatusError {
  return new StatusError('INVALID_ARGUMENT', `Unspecified or unknown value for "${what}".`);
}
