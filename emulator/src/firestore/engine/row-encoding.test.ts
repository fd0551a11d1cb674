import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFields } from './fields.ts';
import { decodeFields, encodeFields } from './row-encoding.ts';
import type { Fields, Value } from './types.ts';

const { fields: arbitraryFields } = fc.letrec<{ value: Value; fields: Fields }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant<Value>({ nullValue: null }),
    fc.boolean().map((booleanValue): Value => ({ booleanValue })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n): Value => ({ integerValue: String(n) })),
    fc.double().map((doubleValue): Value => ({ doubleValue })),
    fc.constantFrom(-0, NaN, Infinity, -Infinity, 5e-324).map((doubleValue): Value => ({ doubleValue })),
    fc.string({ unit: 'binary' }).map((stringValue): Value => ({ stringValue })),
    fc.constant<Value>({ timestampValue: '2026-01-02T03:04:05.000006Z' }),
    fc.base64String().map((bytesValue): Value => ({ bytesValue })),
    fc.string().map((referenceValue): Value => ({ referenceValue })),
    fc
      .record({ latitude: fc.double({ min: -90, max: 90 }), longitude: fc.double({ min: -180, max: 180 }) })
      .map((geoPointValue): Value => ({ geoPointValue })),
    fc.array(tie('value')).map((values): Value => ({ arrayValue: { values } })),
    tie('fields').map((fields): Value => ({ mapValue: { fields } })),
  ),
  fields: fc
    .array(
      fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'i', '0')), tie('value')),
    )
    .map((entries) => createFields(entries)),
}));

test('keeps every value exactly, at any depth', () => {
  fc.assert(
    fc.property(arbitraryFields, (fields) => {
      expect(decodeFields(encodeFields(fields))).toEqual(fields);
    }),
    { numRuns: 500 },
  );
});

test('decodes fields that inherit no names', () => {
  const decoded = decodeFields(encodeFields(createFields([['__proto__', { booleanValue: true }]])));
  expect(Object.keys(decoded)).toEqual(['__proto__']);
  expect('constructor' in decoded).toBe(false);
});
