import * as fc from 'fast-check';
import { createFields } from '../fields.ts';
import type { Document, Fields, Filter, Query, Value } from '../types.ts';

export const ROOT = 'projects/p/databases/(default)/documents/';

/** Integers around every limit where doubles stop being exact. */
const integerText = fc
  .oneof(
    fc.bigInt({ min: -3n, max: 3n }),
    fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  )
  .map(String);

const double = fc.oneof(
  fc.constantFrom(0, -0, 1, 1.5, -2, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 53 + 2, 2 ** 63, -(2 ** 63)),
  fc.double(),
);

const text = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', '\uffff', '\u{10000}', 'é'),
  fc.string({ unit: 'binary' }),
);

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant<Value>({ nullValue: null }),
  fc.boolean().map((booleanValue): Value => ({ booleanValue })),
  integerText.map((integerValue): Value => ({ integerValue })),
  double.map((doubleValue): Value => ({ doubleValue })),
  fc
    .constantFrom('0001-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000001Z', '2026-01-01T00:00:00.000002Z')
    .map((timestampValue): Value => ({ timestampValue })),
  text.map((stringValue): Value => ({ stringValue })),
  fc
    .uint8Array({ maxLength: 3 })
    .map((bytes): Value => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
  fc
    .constantFrom('a/b', 'a/__id2__', 'a/__id10__', 'a/__id-3__', 'a/b/c/d', 'a!/b', 'ab/c')
    .map((path): Value => ({ referenceValue: ROOT + path })),
  fc
    .record({ latitude: fc.constantFrom(-1, 0, 2), longitude: fc.constantFrom(-1, 0, 2) })
    .map((geoPointValue): Value => ({ geoPointValue })),
);

/** Any value, two levels deep. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((values): Value => ({ arrayValue: { values } })),
    fc
      .dictionary(fc.constantFrom('a', 'b', '__proto__', '\u{10000}', '\uffff'), tie('value'), { maxKeys: 2 })
      .map((entries): Value => ({ mapValue: { fields: createFields(Object.entries(entries)) } })),
    fc.array(fc.constantFrom(0, 1, 2), { maxLength: 3 }).map(vector),
  ),
})).value;

/** Values of a narrow range, so that random documents and filters meet. */
const commonValue: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: fc.constantFrom('1', '2', '3').map((integerValue): Value => ({ integerValue })), weight: 4 },
  { arbitrary: fc.constantFrom(1, 2.5, NaN).map((doubleValue): Value => ({ doubleValue })), weight: 2 },
  { arbitrary: fc.constantFrom('a', 'b').map((stringValue): Value => ({ stringValue })), weight: 3 },
  { arbitrary: fc.constant<Value>({ nullValue: null }), weight: 1 },
  { arbitrary: fc.boolean().map((booleanValue): Value => ({ booleanValue })), weight: 1 },
  {
    arbitrary: fc
      .array(fc.constantFrom<Value>({ integerValue: '1' }, { doubleValue: 1 }, { stringValue: 'a' }), {
        maxLength: 3,
      })
      .map((values): Value => ({ arrayValue: { values } })),
    weight: 3,
  },
);

const fieldName = fc.constantFrom('x', 'y', 'z');
const path = fc.constantFrom(
  ...['c', 'p/q/c', 'p/r/c', 'd'].flatMap((collection) =>
    ['1', '2', '3', '4', '5', '6', '__id7__', '__id10__'].map((id) => `${collection}/${id}`),
  ),
);

export const anyDocument: fc.Arbitrary<Document> = fc
  .record({ path, entries: fc.dictionary(fieldName, commonValue), inner: fc.option(commonValue) })
  .map(({ path, entries, inner }) => {
    const fields = createFields(Object.entries(entries));
    if (inner) fields['m'] = { mapValue: { fields: createFields([['n', inner]]) } };
    return documentOf(path, fields);
  });

const reference = path.map((path): Value => ({ referenceValue: ROOT + path }));
const cursor = fc.record({
  values: fc.oneof(
    fc.tuple(commonValue),
    fc.tuple(reference),
    fc.tuple(commonValue, commonValue),
    fc.tuple(commonValue, reference),
  ),
  before: fc.boolean(),
});
const filterField = fc.constantFrom(['x'], ['y'], ['z'], ['m', 'n']);
const orderField = fc.constantFrom(['x'], ['y'], ['m', 'n'], ['__name__']);
const list = fc
  .array(commonValue, { minLength: 1, maxLength: 3 })
  .map((values): Value => ({ arrayValue: { values } }));

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('field' as const),
    field: filterField,
    op: fc.constantFrom(
      ...(['EQUAL', 'EQUAL', 'ARRAY_CONTAINS', 'ARRAY_CONTAINS', 'NOT_EQUAL'] as const),
      ...(['LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL'] as const),
    ),
    value: commonValue,
  }),
  fc.record({
    kind: fc.constant('field' as const),
    field: filterField,
    op: fc.constantFrom('IN', 'NOT_IN', 'ARRAY_CONTAINS_ANY'),
    value: list,
  }),
  fc.record({
    kind: fc.constant('field' as const),
    field: fc.constant(['__name__']),
    op: fc.constantFrom('EQUAL', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN'),
    value: reference,
  }),
  fc.record({
    kind: fc.constant('unary' as const),
    field: filterField,
    op: fc.constantFrom('IS_NULL', 'IS_NAN', 'IS_NOT_NULL', 'IS_NOT_NAN'),
  }),
);

const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({
      kind: fc.constant('composite' as const),
      op: fc.constantFrom('AND', 'OR'),
      filters: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).filter;

/** Queries over the collections of `anyDocument`; some are invalid. */
export const anyQuery: fc.Arbitrary<Query> = fc.record(
  {
    parent: fc.constantFrom('', '', 'p/q'),
    collectionId: fc.constantFrom('c', 'c', 'c', 'd'),
    allDescendants: fc.boolean(),
    where: filter,
    orderBy: fc.uniqueArray(
      fc.record({ field: orderField, direction: fc.constantFrom('ASCENDING', 'DESCENDING') }),
      { maxLength: 2, selector: ({ field }) => field.join('.') },
    ),
    startAt: cursor,
    endAt: cursor,
    offset: fc.nat(3),
    limit: fc.nat(6),
  },
  { requiredKeys: ['parent', 'collectionId', 'allDescendants', 'orderBy'] },
);

/** A document with fixed times. */
export function documentOf(path: string, fields: Fields): Document {
  const time = '2026-01-01T00:00:00.000000Z';
  return { path, fields, createTime: time, updateTime: time };
}

function vector(elements: number[]): Value {
  const values = elements.map((doubleValue): Value => ({ doubleValue }));
  return {
    mapValue: {
      fields: createFields([
        ['__type__', { stringValue: '__vector__' }],
        ['value', { arrayValue: { values } }],
      ]),
    },
  };
}
