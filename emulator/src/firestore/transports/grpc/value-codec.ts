import type { Reader, Writer } from 'protobufjs';

import { StatusError } from '../../../shared/status.ts';
import { createFields } from '../../engine/fields.ts';
import { normaliseTimestamp, toSecondsAndNanos } from '../../engine/timestamps.ts';
import type { Fields, Timestamp, Value } from '../../engine/types.ts';

/**
 * Reads and writes google.firestore.v1.Value and Document between protobuf bytes and the engine's own form, with
 * nothing in between: values are most of what travels. Field numbers are those of document.proto.
 */

/** A google.firestore.v1.Document; times are absent in what clients write. */
export interface WireDocument {
  name: string;
  fields: Fields;
  createTime?: Timestamp;
  updateTime?: Timestamp;
}

/** Maps nest at most 20 deep in Firestore; each level is two messages. */
const MAX_DEPTH = 100;

export function readValue(reader: Reader, length: number, depth = 0): Value {
  if (depth > MAX_DEPTH) throw new StatusError('INVALID_ARGUMENT', 'Values are nested too deeply.');
  const end = reader.pos + length;
  let value: Value | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag >>> 3) {
      case 1:
        value = { booleanValue: reader.bool() };
        break;
      case 2:
        value = { integerValue: readInt64(reader) };
        break;
      case 3:
        value = { doubleValue: reader.double() };
        break;
      case 5:
        value = { referenceValue: reader.string() };
        break;
      case 6:
        value = { mapValue: { fields: readMap(reader, reader.uint32(), depth + 1) } };
        break;
      case 8:
        value = { geoPointValue: readLatLng(reader, reader.uint32()) };
        break;
      case 9:
        value = { arrayValue: { values: readArray(reader, reader.uint32(), depth + 1) } };
        break;
      case 10:
        value = { timestampValue: readTimestamp(reader, reader.uint32()) };
        break;
      case 11:
        reader.uint32();
        value = { nullValue: null };
        break;
      case 17:
        value = { stringValue: reader.string() };
        break;
      case 18:
        value = { bytesValue: Buffer.from(reader.bytes()).toString('base64') };
        break;
      default:
        throw new StatusError('INVALID_ARGUMENT', `Value of an unknown kind (field ${tag >>> 3}).`);
    }
  }
  if (value === undefined) throw new StatusError('INVALID_ARGUMENT', 'A value has no kind.');
  return value;
}

export function writeValue(value: Value, writer: Writer): Writer {
  if ('stringValue' in value) return writer.uint32(138).string(value.stringValue);
  if ('integerValue' in value) return writeInt64(writer.uint32(16), value.integerValue);
  if ('mapValue' in value) {
    return writeMapEntries(value.mapValue.fields, 1, writer.uint32(50).fork()).ldelim();
  }
  if ('booleanValue' in value) return writer.uint32(8).bool(value.booleanValue);
  if ('timestampValue' in value) {
    return writeTimestamp(value.timestampValue, writer.uint32(82).fork()).ldelim();
  }
  if ('nullValue' in value) return writer.uint32(88).uint32(0);
  if ('arrayValue' in value) {
    const inner = writer.uint32(74).fork();
    for (const item of value.arrayValue.values) writeValue(item, inner.uint32(10).fork()).ldelim();
    return inner.ldelim();
  }
  if ('doubleValue' in value) return writer.uint32(25).double(value.doubleValue);
  if ('referenceValue' in value) return writer.uint32(42).string(value.referenceValue);
  if ('bytesValue' in value) return writer.uint32(146).bytes(Buffer.from(value.bytesValue, 'base64'));
  const { latitude, longitude } = value.geoPointValue;
  return writer.uint32(66).fork().uint32(9).double(latitude).uint32(17).double(longitude).ldelim();
}

export function readDocument(reader: Reader, length: number): WireDocument {
  const end = reader.pos + length;
  const document: WireDocument = { name: '', fields: createFields() };
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag >>> 3) {
      case 1:
        document.name = reader.string();
        break;
      case 2:
        readMapEntry(reader, reader.uint32(), document.fields, 0);
        break;
      case 3:
        document.createTime = readTimestamp(reader, reader.uint32());
        break;
      case 4:
        document.updateTime = readTimestamp(reader, reader.uint32());
        break;
      default:
        reader.skipType(tag & 7);
    }
  }
  return document;
}

export function writeDocument(document: WireDocument, writer: Writer): Writer {
  writer.uint32(10).string(document.name);
  writeMapEntries(document.fields, 2, writer);
  if (document.createTime !== undefined) {
    writeTimestamp(document.createTime, writer.uint32(26).fork()).ldelim();
  }
  if (document.updateTime !== undefined) {
    writeTimestamp(document.updateTime, writer.uint32(34).fork()).ldelim();
  }
  return writer;
}

/** google.protobuf.Timestamp. */
export function readTimestamp(reader: Reader, length: number): Timestamp {
  const end = reader.pos + length;
  let seconds = 0;
  let nanos = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) seconds = Number(readInt64(reader));
    else if (tag >>> 3 === 2) nanos = reader.int32();
    else reader.skipType(tag & 7);
  }
  return normaliseTimestamp({ seconds, nanos });
}

export function writeTimestamp(timestamp: Timestamp, writer: Writer): Writer {
  const { seconds, nanos } = toSecondsAndNanos(timestamp);
  if (seconds !== 0) writer.uint32(8).int64(seconds);
  if (nanos !== 0) writer.uint32(16).int32(nanos);
  return writer;
}

function readMap(reader: Reader, length: number, depth: number): Fields {
  const end = reader.pos + length;
  const fields = createFields();
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) readMapEntry(reader, reader.uint32(), fields, depth);
    else reader.skipType(tag & 7);
  }
  return fields;
}

function readMapEntry(reader: Reader, length: number, fields: Fields, depth: number): void {
  const end = reader.pos + length;
  let name = '';
  let value: Value | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) name = reader.string();
    else if (tag >>> 3 === 2) value = readValue(reader, reader.uint32(), depth);
    else reader.skipType(tag & 7);
  }
  if (value === undefined) throw new StatusError('INVALID_ARGUMENT', `Field "${name}" has no value.`);
  fields[name] = value;
}

function writeMapEntries(fields: Fields, fieldNumber: number, writer: Writer): Writer {
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    const entry = writer.uint32((fieldNumber << 3) | 2).fork();
    writeValue(value, entry.uint32(10).string(name).uint32(18).fork()).ldelim().ldelim();
  }
  return writer;
}

function readArray(reader: Reader, length: number, depth: number): Value[] {
  const end = reader.pos + length;
  const values: Value[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) values.push(readValue(reader, reader.uint32(), depth));
    else reader.skipType(tag & 7);
  }
  return values;
}

function readLatLng(reader: Reader, length: number): { latitude: number; longitude: number } {
  const end = reader.pos + length;
  const point = { latitude: 0, longitude: 0 };
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) point.latitude = reader.double();
    else if (tag >>> 3 === 2) point.longitude = reader.double();
    else reader.skipType(tag & 7);
  }
  return point;
}

/** An int64 as decimal text. Small numbers are by far the most common, and BigInt is slow. */
export function readInt64(reader: Reader): string {
  const long = reader.int64();
  if (typeof long === 'number') return String(long);
  const { high } = long;
  const low = long.low >>> 0;
  const isSafe = high >= -0x20_0000 && high < 0x20_0000;
  return isSafe ? String(high * 2 ** 32 + low) : String((BigInt(high) << 32n) | BigInt(low));
}

function writeInt64(writer: Writer, text: string): Writer {
  // A string of more digits than a double holds goes through Long, which is exact.
  return text.length < 16 ? writer.int64(Number(text)) : writer.int64(text);
}
