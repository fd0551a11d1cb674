import { StatusError } from '../../shared/status.ts';
import { formatFieldPath } from './field-path.ts';
import type { Document, Fields, Value } from './types.ts';
import { vectorElements } from './values.ts';

/** Limits of documents. Source: https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
const MAX_DOCUMENT_BYTES = 1_048_576;
const MAX_VALUE_BYTES = MAX_DOCUMENT_BYTES - 89;
const MAX_FIELD_NAME_BYTES = 1500;
const MAX_DEPTH = 20;
const MAX_VECTOR_DIMENSIONS = 2048;

const NUMERIC_ID = /^__id-?\d+__$/;

/**
 * Stored size in bytes: name, fields and 32 more.
 * Source: https://firebase.google.com/docs/firestore/storage-size
 */
export function documentSize(document: Pick<Document, 'path' | 'fields'>): number {
  return nameSize(document.path) + fieldsSize(document.fields) + 32;
}

/**
 * Throws StatusError INVALID_ARGUMENT where the document may not be stored: too large, too deep, a reserved, empty or
 * too long field name, an array right inside an array, an oversized vector. `name` is what the message shows.
 */
export function assertStorable(document: Pick<Document, 'path' | 'fields'>, name: string): void {
  assertFields(document.fields, [], 0);
  const bytes = documentSize(document);
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  throw new StatusError(
    'INVALID_ARGUMENT',
    `Document '${name}' cannot be written because its size (${bytes.toLocaleString('en-US')} bytes) ` +
      `exceeds the maximum allowed size of ${MAX_DOCUMENT_BYTES.toLocaleString('en-US')} bytes.`,
  );
}

function assertFields(fields: Fields, above: readonly string[], depth: number): void {
  const isVector = above.length > 0 && vectorElements({ mapValue: { fields } }) !== null;
  for (const name in fields) {
    const value = fields[name];
    if (!value) continue;
    assertFieldName(name, isVector);
    assertValue(value, [...above, name], depth);
  }
}

function assertFieldName(name: string, insideVector: boolean): void {
  if (name === '') throw new StatusError('INVALID_ARGUMENT', 'Field names must not be empty.');
  if (
    name.length >= 4 &&
    name.startsWith('__') &&
    name.endsWith('__') &&
    !(insideVector && name === '__type__')
  ) {
    throw new StatusError('INVALID_ARGUMENT', `Field name "${name}" is invalid because it is reserved.`);
  }
  if (name.length * 3 > MAX_FIELD_NAME_BYTES && Buffer.byteLength(name) > MAX_FIELD_NAME_BYTES) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `The property name "${name.slice(0, 40)}..." is longer than ${MAX_FIELD_NAME_BYTES} bytes.`,
    );
  }
}

function assertValue(value: Value, path: readonly string[], depth: number): void {
  if ('stringValue' in value) {
    const text = value.stringValue;
    if (text.length * 3 > MAX_VALUE_BYTES && Buffer.byteLength(text) > MAX_VALUE_BYTES) throw tooLong(path);
  } else if ('bytesValue' in value) {
    if (Buffer.byteLength(value.bytesValue, 'base64') > MAX_VALUE_BYTES) throw tooLong(path);
  } else if ('mapValue' in value || 'arrayValue' in value) {
    if (depth + 1 > MAX_DEPTH) {
      throw new StatusError(
        'INVALID_ARGUMENT',
        `Property ${formatFieldPath(path.slice(0, 1))} contains an invalid nested entity.`,
      );
    }
    if ('mapValue' in value) assertMap(value, path, depth + 1);
    else assertArray(value.arrayValue.values, path, depth + 1);
  }
}

function assertMap(value: { mapValue: { fields: Fields } }, path: readonly string[], depth: number): void {
  const dimensions = vectorElements(value)?.length ?? 0;
  if (dimensions > MAX_VECTOR_DIMENSIONS) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `Vectors must have at most ${MAX_VECTOR_DIMENSIONS} dimensions.`,
    );
  }
  assertFields(value.mapValue.fields, path, depth);
}

function assertArray(values: Value[], path: readonly string[], depth: number): void {
  for (const element of values) {
    if ('arrayValue' in element) {
      throw new StatusError(
        'INVALID_ARGUMENT',
        `Property ${formatFieldPath(path)} contains an invalid nested entity.`,
      );
    }
    assertValue(element, path, depth);
  }
}

function tooLong(path: readonly string[]): StatusError {
  return new StatusError(
    'INVALID_ARGUMENT',
    `The value of property "${formatFieldPath(path)}" is longer than ${MAX_VALUE_BYTES} bytes.`,
  );
}

function nameSize(path: string): number {
  let bytes = 16;
  for (const [index, id] of path.split('/').entries()) {
    bytes += index % 2 === 1 && NUMERIC_ID.test(id) ? 8 : stringSize(id);
  }
  return bytes;
}

function fieldsSize(fields: Fields): number {
  let bytes = 0;
  for (const name in fields) {
    const value = fields[name];
    if (value) bytes += stringSize(name) + valueSize(value);
  }
  return bytes;
}

function valueSize(value: Value): number {
  if ('stringValue' in value) return stringSize(value.stringValue);
  if ('nullValue' in value || 'booleanValue' in value) return 1;
  if ('bytesValue' in value) return Buffer.byteLength(value.bytesValue, 'base64');
  if ('referenceValue' in value) {
    const [, , , , , ...path] = value.referenceValue.split('/');
    return nameSize(path.join('/'));
  }
  if ('geoPointValue' in value) return 16;
  if ('arrayValue' in value)
    return value.arrayValue.values.reduce((sum, element) => sum + valueSize(element), 0);
  if ('mapValue' in value) {
    const elements = vectorElements(value);
    return elements ? elements.length * 8 : fieldsSize(value.mapValue.fields) + 32;
  }
  return 8;
}

function stringSize(text: string): number {
  return Buffer.byteLength(text) + 1;
}
