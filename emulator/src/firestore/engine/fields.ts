import type { FieldPath, Fields, Value } from './types.ts';

/**
 * Field maps inherit from one empty object that inherits from nothing, so `__proto__` and `constructor` are plain
 * fields. Objects made by Object.create(null) would do too, but V8 keeps those as hash tables: slower to read and
 * several times larger.
 */
class EmptyFields {
  [key: string]: Value;
}
Reflect.deleteProperty(EmptyFields.prototype, 'constructor');
Object.setPrototypeOf(EmptyFields.prototype, null);
Object.freeze(EmptyFields.prototype);

/** A new field map without inherited names. `entries` are copied in. */
export function createFields(entries?: Iterable<readonly [string, Value]>): Fields {
  const fields: Fields = new EmptyFields();
  if (entries) for (const [name, value] of entries) fields[name] = value;
  return fields;
}

/** The value at `path`, or undefined where it or a map above it is missing. */
export function getField(fields: Fields, path: FieldPath): Value | undefined {
  const first = path[0];
  if (first === undefined) return undefined;
  let value = fields[first];
  for (let depth = 1; depth < path.length; depth++) {
    const segment = path[depth];
    if (!value || segment === undefined || !('mapValue' in value)) return undefined;
    value = value.mapValue.fields[segment];
  }
  return value;
}

/** A copy with `value` at `path`; maps on the way are made where missing and replace what is no map. */
export function setField(fields: Fields, path: FieldPath, value: Value): Fields {
  const [first, ...rest] = path;
  const copy = cloneFields(fields);
  if (first === undefined) return copy;
  if (rest.length === 0) {
    copy[first] = value;
    return copy;
  }
  const inner = copy[first];
  const below = inner && 'mapValue' in inner ? inner.mapValue.fields : createFields();
  copy[first] = { mapValue: { fields: setField(below, rest, value) } };
  return copy;
}

/** A copy without the value at `path`; the same object where there is none. */
export function deleteField(fields: Fields, path: FieldPath): Fields {
  if (!getField(fields, path)) return fields;
  const [first, ...rest] = path;
  if (first === undefined) return fields;
  const inner = fields[first];
  if (rest.length === 0 || !inner || !('mapValue' in inner)) {
    return createFields(Object.entries(fields).filter(([name]) => name !== first));
  }
  const copy = cloneFields(fields);
  copy[first] = { mapValue: { fields: deleteField(inner.mapValue.fields, rest) } };
  return copy;
}

/**
 * `base` with each path of `mask` taken from `fields`, or deleted where `fields` lacks it. Paths may repeat and
 * contain one another: since all are taken from the same fields, their order does not matter.
 */
export function mergeByMask(base: Fields, fields: Fields, mask: readonly FieldPath[]): Fields {
  let merged = base;
  for (const path of mask) {
    const value = getField(fields, path);
    merged = value ? setField(merged, path, value) : deleteField(merged, path);
  }
  return merged;
}

/** Only the paths of `mask`, with the maps that lead to them. */
export function pickFields(fields: Fields, mask: readonly FieldPath[]): Fields {
  let picked = createFields();
  for (const path of mask) {
    const value = getField(fields, path);
    if (value) picked = setField(picked, path, value);
  }
  return picked;
}

/** A shallow copy. Values are never changed in place, so that documents may share them. */
function cloneFields(fields: Fields): Fields {
  const copy = createFields();
  for (const name in fields) {
    const value = fields[name];
    if (value) copy[name] = value;
  }
  return copy;
}
