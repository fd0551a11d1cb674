import { describe, expect, it } from 'vitest';

import { createFields } from '../../engine/fields.ts';
import type { Value } from '../../engine/types.ts';
import { fieldsToJson, valueFromJson, valueToJson } from './json-value.ts';

describe('valueFromJson', () => {
  const rows: [unknown, Value][] = [
    [{ nullValue: 'NULL_VALUE' }, { nullValue: null }],
    [{ nullValue: null }, { nullValue: null }],
    [{ booleanValue: false }, { booleanValue: false }],
    [{ integerValue: '-9223372036854775808' }, { integerValue: '-9223372036854775808' }],
    [{ integerValue: 7 }, { integerValue: '7' }],
    [{ integerValue: '007' }, { integerValue: '7' }],
    [{ integerValue: '-0' }, { integerValue: '0' }],
    [{ doubleValue: 'NaN' }, { doubleValue: NaN }],
    [{ doubleValue: '-Infinity' }, { doubleValue: -Infinity }],
    [{ doubleValue: '-0' }, { doubleValue: -0 }],
    [{ doubleValue: 0.1 }, { doubleValue: 0.1 }],
    [{ timestampValue: '2026-01-02T03:04:05Z' }, { timestampValue: '2026-01-02T03:04:05.000000Z' }],
    [{ timestampValue: '2026-01-02T03:04:05.192999999Z' }, { timestampValue: '2026-01-02T03:04:05.192999Z' }],
    [{ timestampValue: '2026-01-02T03:04:05.1+01:00' }, { timestampValue: '2026-01-02T02:04:05.100000Z' }],
    [{ bytesValue: '_-8' }, { bytesValue: '/+8=' }],
    [{ geoPointValue: { latitude: 1 } }, { geoPointValue: { latitude: 1, longitude: 0 } }],
    [{ arrayValue: {} }, { arrayValue: { values: [] } }],
    [{ mapValue: {} }, { mapValue: { fields: createFields() } }],
  ];
  it.each(rows)('reads %j', (json, value) => {
    expect(valueFromJson(json)).toEqual(value);
  });

  it.each([
    [{}],
    [{ madeUpValue: 1 }],
    [{ constructor: 1 }],
    [null],
    ['text'],
    [{ integerValue: '9223372036854775808' }],
    [{ integerValue: 1.5 }],
    [{ doubleValue: 'many' }],
    [{ stringValue: 1 }],
    [{ timestampValue: 'yesterday' }],
    [{ arrayValue: { values: {} } }],
  ])('refuses %j', (json) => {
    expect(() => valueFromJson(json)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  });

  it('keeps fields that are named like members of every object', () => {
    const json: unknown = JSON.parse('{"mapValue":{"fields":{"__proto__":{"integerValue":"1"}}}}');
    const value = valueFromJson(json);
    expect(JSON.stringify(valueToJson(value))).toBe(
      '{"mapValue":{"fields":{"__proto__":{"integerValue":"1"}}}}',
    );
  });
});

describe('fieldsToJson', () => {
  it('returns the same object where nothing needs another spelling', () => {
    const fields = createFields([['list', { arrayValue: { values: [{ doubleValue: 1.5 }] } }]]);
    expect(fieldsToJson(fields)).toBe(fields);
  });

  it('spells doubles that JSON has no numbers for, at any depth, and leaves the original alone', () => {
    const inner = createFields([['nan', { doubleValue: NaN }]]);
    const fields = createFields([
      ['list', { arrayValue: { values: [{ doubleValue: -0 }, { mapValue: { fields: inner } }] } }],
      ['plain', { stringValue: 'x' }],
    ]);
    expect(JSON.stringify(fieldsToJson(fields))).toBe(
      '{"list":{"arrayValue":{"values":[{"doubleValue":"-0"},{"mapValue":{"fields":{"nan":{"doubleValue":"NaN"}}}}]}},' +
        '"plain":{"stringValue":"x"}}',
    );
    expect(inner['nan']).toEqual({ doubleValue: NaN });
  });
});
