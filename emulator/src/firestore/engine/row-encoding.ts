import { createFields } from './fields.ts';
import type { Fields, Value } from './types.ts';

/**
 * The stored form of a document's fields: JSON in which the common kinds stand for themselves (null, booleans,
 * strings, ordinary doubles, arrays) and every other kind is an object with one key, which names it. Unlike
 * JSON.stringify alone it keeps NaN, infinities and -0.
 */
type Encoded =
  | null
  | boolean
  | number
  | string
  | Encoded[]
  | { i: string }
  | { d: string }
  | { t: string }
  | { b: string }
  | { r: string }
  | { g: [string, string] }
  | { m: EncodedFields };

type EncodedFields = { [key: string]: Encoded };

/** `fields` as text, for `decodeFields`. */
export function encodeFields(fields: Fields): string {
  return JSON.stringify(encodeMap(fields));
}

/** The inverse of `encodeFields`. `text` must come from there: a checksum vouches for it. */
export function decodeFields(text: string): Fields {
  // `encodeFields` wrote it, so it parses to what that function stringified.
  const encoded = JSON.parse(text) as EncodedFields;
  return decodeMap(encoded);
}

function encodeMap(fields: Fields): EncodedFields {
  // Without a prototype, so that a field named __proto__ is a field; an empty object is an EncodedFields.
  const encoded: EncodedFields = Object.create(null) as EncodedFields;
  for (const name in fields) {
    const value = fields[name];
    if (value) encoded[name] = encodeValue(value);
  }
  return encoded;
}

function encodeValue(value: Value): Encoded {
  if ('stringValue' in value) return value.stringValue;
  if ('integerValue' in value) return { i: value.integerValue };
  if ('booleanValue' in value) return value.booleanValue;
  if ('timestampValue' in value) return { t: value.timestampValue };
  if ('nullValue' in value) return null;
  if ('mapValue' in value) return { m: encodeMap(value.mapValue.fields) };
  if ('arrayValue' in value) return value.arrayValue.values.map(encodeValue);
  if ('doubleValue' in value) return encodeDouble(value.doubleValue);
  if ('referenceValue' in value) return { r: value.referenceValue };
  if ('bytesValue' in value) return { b: value.bytesValue };
  const { latitude, longitude } = value.geoPointValue;
  return { g: [doubleText(latitude), doubleText(longitude)] };
}

function encodeDouble(double: number): Encoded {
  return Number.isFinite(double) && !Object.is(double, -0) ? double : { d: doubleText(double) };
}

function doubleText(double: number): string {
  return Object.is(double, -0) ? '-0' : String(double);
}

function decodeMap(encoded: EncodedFields): Fields {
  const fields = createFields();
  for (const name of Object.keys(encoded)) {
    const value = encoded[name];
    if (value !== undefined) fields[name] = decodeValue(value);
  }
  return fields;
}

function decodeValue(encoded: Encoded): Value {
  if (encoded === null) return { nullValue: null };
  if (typeof encoded === 'string') return { stringValue: encoded };
  if (typeof encoded === 'boolean') return { booleanValue: encoded };
  if (typeof encoded === 'number') return { doubleValue: encoded };
  if (Array.isArray(encoded)) return { arrayValue: { values: encoded.map(decodeValue) } };
  if ('i' in encoded) return { integerValue: encoded.i };
  if ('t' in encoded) return { timestampValue: encoded.t };
  if ('m' in encoded) return { mapValue: { fields: decodeMap(encoded.m) } };
  if ('d' in encoded) return { doubleValue: Number(encoded.d) };
  if ('r' in encoded) return { referenceValue: encoded.r };
  if ('b' in encoded) return { bytesValue: encoded.b };
  return { geoPointValue: { latitude: Number(encoded.g[0]), longitude: Number(encoded.g[1]) } };
}
