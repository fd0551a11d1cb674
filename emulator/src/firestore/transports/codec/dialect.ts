import { StatusError } from '../../../shared/status.ts';
import { normaliseTimestamp } from '../../engine/timestamps.ts';
import type { Fields, Timestamp, Value } from '../../engine/types.ts';
import { fieldsFromJson, fieldsToJson, valueFromJson, valueToJson } from './json-value.ts';
import { asMessage } from './message.ts';

/**
 * What differs between messages that came as JSON (REST, WebChannel) and as protobuf bytes (gRPC). Everything else
 * about reading requests and building responses is written once over both.
 */
export interface Dialect {
  readValue(raw: unknown): Value;
  readFields(raw: unknown): Fields;
  readTimestamp(raw: unknown): Timestamp;
  /** Opaque bytes (transaction ids, tokens) as text; '' where absent. */
  readToken(raw: unknown): string;
  writeValue(value: Value): unknown;
  writeFields(fields: Fields): unknown;
  writeToken(text: string): unknown;
  /** @param names the enum's names by number */
  writeEnum<Name extends string>(name: Name, names: readonly Name[]): unknown;
}

/** proto3 JSON. */
export const jsonDialect: Dialect = {
  readValue: valueFromJson,
  readFields: (raw) =>
    fieldsFromJson(raw === undefined || raw === null ? undefined : asMessage(raw, 'fields')),
  readTimestamp: (raw) => {
    if (typeof raw === 'string') return normaliseTimestamp(raw);
    throw new StatusError('INVALID_ARGUMENT', 'A timestamp is expected.');
  },
  readToken: (raw) => (typeof raw === 'string' ? Buffer.from(raw, 'base64').toString('utf8') : ''),
  writeValue: valueToJson,
  writeFields: fieldsToJson,
  writeToken: (text) => Buffer.from(text, 'utf8').toString('base64'),
  writeEnum: (name) => name,
};

/**
 * Protobuf: the types of values, documents and timestamps are read and written in the engine's form by the gRPC
 * transport's own codecs (see ../grpc/value-codec.ts), so they pass through unchanged here.
 */
export const protobufDialect: Dialect = {
  readValue: (raw) => raw as Value, // made by readValue of value-codec.ts
  readFields: (raw) => raw as Fields, // made by readDocument of value-codec.ts
  readTimestamp: (raw) => {
    if (typeof raw === 'string') return raw;
    throw new StatusError('INVALID_ARGUMENT', 'A timestamp is expected.');
  },
  readToken: (raw) => (Buffer.isBuffer(raw) ? raw.toString('utf8') : ''),
  writeValue: (value) => value,
  writeFields: (fields) => fields,
  writeToken: (text) => Buffer.from(text, 'utf8'),
  writeEnum: (name, names) => names.indexOf(name),
};
