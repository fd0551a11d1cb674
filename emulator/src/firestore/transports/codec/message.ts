import { StatusError } from '../../../shared/status.ts';

/**
 * A request or response message in proto3 JSON spelling (camelCase names), whatever bytes it came in. Over gRPC it
 * is what protobufjs decodes, where absent fields read as null, '' or []; from JSON they are undefined. The readers
 * below make the two alike.
 */
export type Message = { readonly [field: string]: unknown };

/** A nested message, or undefined where it is absent. @throws StatusError INVALID_ARGUMENT */
export function messageField(message: Message, name: string): Message | undefined {
  const value = message[name];
  if (value === null || value === undefined) return undefined;
  return asMessage(value, name);
}

/** Checks that a value is a message. @throws StatusError INVALID_ARGUMENT */
export function asMessage(value: unknown, what: string): Message {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${what}": an object is expected.`);
  }
  return value as Message; // an object that is no array has string keys and unknown values
}

/** A repeated field, empty where it is absent. @throws StatusError INVALID_ARGUMENT */
export function listField(message: Message, name: string): readonly unknown[] {
  const value = message[name];
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${name}": a list is expected.`);
  }
  return value;
}

/** A string field, '' where it is absent. @throws StatusError INVALID_ARGUMENT */
export function stringField(message: Message, name: string): string {
  const value = message[name];
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${name}": a string is expected.`);
}

/** A boolean field, false where it is absent. */
export function booleanField(message: Message, name: string): boolean {
  return message[name] === true;
}

/**
 * An integer field of any width, undefined where it is absent. Accepts numbers, decimal strings (proto3 JSON's
 * int64) and protobufjs's Long. @throws StatusError INVALID_ARGUMENT
 */
export function integerField(message: Message, name: string): number | undefined {
  const value = message[name];
  if (value === null || value === undefined) return undefined;
  const number = typeof value === 'object' ? longToNumber(value) : Number(value);
  if (!Number.isInteger(number)) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${name}": an integer is expected.`);
  }
  return number;
}

/** A double field, undefined where it is absent. @throws StatusError INVALID_ARGUMENT for no number and for NaN */
export function numberField(message: Message, name: string): number | undefined {
  const value = message[name];
  if (value === null || value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isNaN(number)) return number;
  throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${name}": a number is expected.`);
}

/** protobufjs keeps an int64 as two halves of 32 bits. */
function longToNumber(long: object): number {
  const { high, low } = long as { high?: unknown; low?: unknown }; // looked at before use
  return typeof high === 'number' && typeof low === 'number' ? high * 2 ** 32 + (low >>> 0) : NaN;
}

/**
 * An enum field by its name, or `names[0]` where it is absent.
 * @param names the enum's names by number, from proto
 * @throws StatusError INVALID_ARGUMENT for a name or number that is not listed
 */
export function enumField<Name extends string>(
  message: Message,
  field: string,
  names: readonly [Name, ...(Name | null)[]],
): Name {
  const value = message[field];
  if (value === null || value === undefined) return names[0];
  const name = typeof value === 'number' ? names[value] : names.find((candidate) => candidate === value);
  if (name === null || name === undefined) {
    throw new StatusError('INVALID_ARGUMENT', `Invalid value for "${field}": ${JSON.stringify(value)}.`);
  }
  return name;
}
