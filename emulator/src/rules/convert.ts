import type { Document, Fields, Value } from '../firestore/engine/types.ts';
import { RulesBytes, RulesLatLng, RulesMap, RulesPath, RulesTimestamp, type RulesValue } from './values.ts';

const NANOS_PER_MILLI = 1_000_000n;

/** Converts a stored value. References become paths that start at `/databases`, as the emulator shows them. */
export function fromFirestoreValue(value: Value): RulesValue {
  if ('stringValue' in value) return value.stringValue;
  if ('integerValue' in value) return BigInt(value.integerValue);
  if ('booleanValue' in value) return value.booleanValue;
  if ('nullValue' in value) return null;
  if ('timestampValue' in value) return fromRfc3339(value.timestampValue);
  if ('doubleValue' in value) return value.doubleValue;
  if ('mapValue' in value) return fromFields(value.mapValue.fields);
  if ('arrayValue' in value) return value.arrayValue.values.map(fromFirestoreValue);
  if ('referenceValue' in value) return fromReference(value.referenceValue);
  if ('bytesValue' in value) return new RulesBytes(Buffer.from(value.bytesValue, 'base64'));
  return new RulesLatLng(value.geoPointValue.latitude, value.geoPointValue.longitude);
}

function fromFields(fields: Fields): RulesMap {
  return new RulesMap(
    () => Object.keys(fields),
    (key) => {
      const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return value === undefined ? undefined : fromFirestoreValue(value);
    },
  );
}

/** A document as `resource`, `request.resource` and `get()` show it: `data`, `id` and `__name__`. */
export function fromDocument(document: Document, databaseId: string): RulesMap {
  return new RulesMap(
    () => ['data', 'id', '__name__'],
    (key) => {
      if (key === 'data') return fromFields(document.fields);
      if (key === 'id') return document.path.slice(document.path.lastIndexOf('/') + 1);
      return key === '__name__' ? documentName(document.path, databaseId) : undefined;
    },
  );
}

export function documentName(path: string, databaseId: string): RulesPath {
  return new RulesPath(['databases', databaseId, 'documents', ...path.split('/')]);
}

function fromReference(reference: string): RulesPath {
  const segments = reference.split('/');
  return new RulesPath(segments[0] === 'projects' ? segments.slice(2) : segments);
}

/**
 * Converts decoded JSON (a token's claims, an object's metadata). Whole numbers are ints, as in the official
 * runtime; `undefined` and functions, which JSON has not, are left out.
 */
export function fromJson(json: unknown): RulesValue | undefined {
  switch (typeof json) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return json;
    case 'number':
      return Number.isInteger(json) ? BigInt(json) : json;
    case 'object':
      if (json === null) return null;
      if (Array.isArray(json)) return json.map((item) => fromJson(item) ?? null);
      return fromJsonObject(json);
    default:
      return undefined;
  }
}

export function fromJsonObject(json: object): RulesMap {
  const entries = new Map<string, RulesValue>();
  for (const [key, item] of Object.entries(json)) {
    const value = fromJson(item);
    if (value !== undefined) entries.set(key, value);
  }
  return RulesMap.of(entries);
}

/** Milliseconds since the epoch, with a fraction if the caller has one, kept to the microsecond. */
export function fromMillis(timeMs: number): RulesTimestamp {
  const wholeMs = Math.floor(timeMs);
  const micros = Math.round((timeMs - wholeMs) * 1000);
  return new RulesTimestamp(BigInt(wholeMs) * NANOS_PER_MILLI + BigInt(micros) * 1000n);
}

/** RFC 3339 in UTC with any number of fraction digits up to nine. */
export function fromRfc3339(text: string): RulesTimestamp {
  const dot = text.indexOf('.');
  const seconds = dot < 0 ? text : `${text.slice(0, dot)}Z`;
  const fraction = dot < 0 ? '' : text.slice(dot + 1, -1);
  return new RulesTimestamp(
    BigInt(Date.parse(seconds)) * NANOS_PER_MILLI + BigInt(fraction.padEnd(9, '0').slice(0, 9)),
  );
}
