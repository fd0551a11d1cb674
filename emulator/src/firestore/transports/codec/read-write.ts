import { StatusError } from '../../../shared/status.ts';
import { parseFieldPath } from '../../engine/field-path.ts';
import { createFields } from '../../engine/fields.ts';
import type { Database, Precondition, Transform, Value, Write } from '../../engine/types.ts';
import type { Dialect } from './dialect.ts';
import { asMessage, enumField, listField, type Message, messageField, stringField } from './message.ts';
import { readMask } from './read-query.ts';
import { parseDocumentName } from './resource-name.ts';

// Names by number, as in google/firestore/v1/write.proto.
const SERVER_VALUES = ['SERVER_VALUE_UNSPECIFIED', 'REQUEST_TIME'] as const;
const NUMERIC_TRANSFORMS = ['increment', 'maximum', 'minimum'] as const;
const ARRAY_TRANSFORMS = [
  ['appendMissingElements', 'append'],
  ['removeAllFromArray', 'removeAll'],
] as const;

/** A list of google.firestore.v1.Write. @throws StatusError INVALID_ARGUMENT */
export function readWrites(raw: readonly unknown[], database: Database, dialect: Dialect): Write[] {
  return raw.map((write) => readWrite(asMessage(write, 'writes'), database, dialect));
}

function readWrite(message: Message, database: Database, dialect: Dialect): Write {
  const guard = messageField(message, 'currentDocument');
  const precondition = guard && readPrecondition(guard, dialect);
  const update = messageField(message, 'update');
  if (update) {
    const mask = messageField(message, 'updateMask');
    const common = {
      path: parseDocumentName(stringField(update, 'name'), database),
      ...(precondition && { precondition }),
      fields: dialect.readFields(update['fields']),
      transforms: readTransforms(listField(message, 'updateTransforms'), dialect),
    };
    return mask ? { ...common, kind: 'update', mask: readMask(mask) } : { ...common, kind: 'set' };
  }
  for (const kind of ['delete', 'verify'] as const) {
    const name = stringField(message, kind);
    if (name !== '') {
      return { kind, path: parseDocumentName(name, database), ...(precondition && { precondition }) };
    }
  }
  const transform = messageField(message, 'transform');
  if (transform) {
    // The older form of a write that only transforms: nothing is replaced, hence the empty mask.
    return {
      kind: 'update',
      path: parseDocumentName(stringField(transform, 'document'), database),
      ...(precondition && { precondition }),
      fields: createFields(),
      mask: [],
      transforms: readTransforms(listField(transform, 'fieldTransforms'), dialect),
    };
  }
  throw new StatusError('INVALID_ARGUMENT', 'A write must have one of update, delete, verify and transform.');
}

/** google.firestore.v1.Precondition, undefined where neither condition is set. @throws StatusError INVALID_ARGUMENT */
export function readPrecondition(message: Message, dialect: Dialect): Precondition | undefined {
  const updateTime = message['updateTime'];
  if (updateTime !== null && updateTime !== undefined) {
    return { updateTime: dialect.readTimestamp(updateTime) };
  }
  // `exists: false` is a condition; over protobuf an absent one also reads as false, but not as an own property.
  return Object.hasOwn(message, 'exists') ? { exists: message['exists'] === true } : undefined;
}

function readTransforms(raw: readonly unknown[], dialect: Dialect): Transform[] {
  return raw.map((item) => {
    const message = asMessage(item, 'fieldTransforms');
    const field = parseFieldPath(stringField(message, 'fieldPath'));
    for (const kind of NUMERIC_TRANSFORMS) {
      if (messageField(message, kind)) return { field, kind, operand: dialect.readValue(message[kind]) };
    }
    for (const [name, kind] of ARRAY_TRANSFORMS) {
      const elements = messageField(message, name);
      if (elements) return { field, kind, values: readValues(elements, dialect) };
    }
    if (enumField(message, 'setToServerValue', SERVER_VALUES) === 'REQUEST_TIME') {
      return { field, kind: 'serverTime' };
    }
    throw new StatusError('INVALID_ARGUMENT', `The transform of "${field.join('.')}" is missing or unknown.`);
  });
}

function readValues(arrayValue: Message, dialect: Dialect): Value[] {
  return listField(arrayValue, 'values').map((value) => dialect.readValue(value));
}
