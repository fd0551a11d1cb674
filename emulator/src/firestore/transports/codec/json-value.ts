import { StatusError } from '../../../shared/status.ts';
import { createFields } from '../../engine/fields.ts';
import { normaliseTimestamp } from '../../engine/timestamps.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { asMessage, listField, type Message, messageField } from './message.ts';

/** google.firestore.v1.Value from its proto3 JSON form. @throws StatusError INVALID_ARGUMENT */
export function valueFromJson(raw: unknown): Value {
  const message = asMessage(raw, 'value');
  for (const kind of Object.keys(message)) {
    const read = READERS.get(kind);
    if (read !== undefined) return read(message[kind]);
  }
  throw new StatusError('INVALID_ARGUMENT', `Unknown kind of value: ${Object.keys(message).join(', ')}.`);
}

/** A map of values from its proto3 JSON form. @throws StatusError INVALID_ARGUMENT */
export function fieldsFromJson(raw: Message | undefined): Fields {
  const fields = createFields();
  if (raw !== undefined) for (const name of Object.keys(raw)) fields[name] = valueFromJson(raw[name]);
  return fields;
}

const READERS = new Map<string, (raw: unknown) => Value>([
  ['nullValue', () => ({ nullValue: null })],
  ['booleanValue', (raw) => ({ booleanValue: raw === true })],
  ['integerValue', (raw) => ({ integerValue: int64(raw) })],
  ['doubleValue', (raw) => ({ doubleValue: double(raw) })],
  ['timestampValue', (raw) => ({ timestampValue: normaliseTimestamp(string(raw)) })],
  ['stringValue', (raw) => ({ stringValue: string(raw) })],
  // Decoded and encoded again: Node reads the URL-safe alphabet too, the engine wants the standard one.
  ['bytesValue', (raw) => ({ bytesValue: Buffer.from(string(raw), 'base64').toString('base64') })],
  ['referenceValue', (raw) => ({ referenceValue: string(raw) })],
  ['geoPointValue', geoPoint],
  ['arrayValue', array],
  ['mapValue', map],
]);

function geoPoint(raw: unknown): Value {
  const { latitude = 0, longitude = 0 } = asMessage(raw, 'geoPointValue');
  return { geoPointValue: { latitude: double(latitude), longitude: double(longitude) } };
}

function array(raw: unknown): Value {
  return { arrayValue: { values: listField(asMessage(raw, 'arrayValue'), 'values').map(valueFromJson) } };
}

function map(raw: unknown): Value {
  return { mapValue: { fields: fieldsFromJson(messageField(asMessage(raw, 'mapValue'), 'fields')) } };
}

function int64(raw: unknown): string {
  if (typeof raw === 'number' && Number.isSafeInteger(raw)) return String(raw);
  if (typeof raw === 'string' && /^-?\d{1,19}$/.test(raw)) {
    const number = BigInt(raw);
    if (BigInt.asIntN(64, number) === number) return number.toString();
  }
  throw new StatusError('INVALID_ARGUMENT', `Invalid integerValue: ${JSON.stringify(raw)}.`);
}

/** NaN, the infinities and -0 travel as strings. Source: the proto3 JSON mapping. */
function double(raw: unknown): number {
  const number = typeof raw === 'string' && raw !== '' ? Number(raw) : raw;
  if (typeof number !== 'number' || (Number.isNaN(number) && raw !== 'NaN')) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid doubleValue: ${JSON.stringify(raw)}.`);
  }
  return number;
}

function string(raw: unknown): string {
  if (typeof raw !== 'string') {
    throw new StatusError('INVALID_ARGUMENT', `A string is expected, not ${JSON.stringify(raw)}.`);
  }
  return raw;
}

/**
 * A value ready for JSON.stringify: the engine's own form but for doubles that JSON cannot spell. The value itself
 * is returned where nothing in it needs another spelling, so that most documents are not copied.
 */
export function valueToJson(value: Value): unknown {
  if ('doubleValue' in value) {
    const number = value.doubleValue;
    if (Object.is(number, -0)) return { doubleValue: '-0' };
    return Number.isFinite(number) ? value : { doubleValue: String(number) };
  }
  if ('mapValue' in value) {
    const fields = fieldsToJson(value.mapValue.fields);
    return fields === value.mapValue.fields ? value : { mapValue: { fields } };
  }
  if ('arrayValue' in value) {
    const before = value.arrayValue.values;
    const after = before.map(valueToJson);
    return after.every((item, index) => item === before[index]) ? value : { arrayValue: { values: after } };
  }
  return value;
}

/** Like `valueToJson` for the fields of a document or map. */
export function fieldsToJson(fields: Fields): { [name: string]: unknown } {
  let copy: { [name: string]: unknown } | undefined;
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    const json = valueToJson(value);
    if (json === value) continue;
    copy ??= Object.assign(createFields() as { [name: string]: unknown }, fields);
    copy[name] = json;
  }
  return copy ?? fields;
}
