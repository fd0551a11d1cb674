import { StatusError } from '../../shared/status.ts';
import { assertStorable } from './document-size.ts';
import { createFields, getField, mergeByMask, setField } from './fields.ts';
import { assertDocumentPath } from './paths.ts';
import { toMicros } from './timestamps.ts';
import type { Document, Fields, Precondition, Timestamp, Transform, Value, Write } from './types.ts';
import { compareValues, fieldsIdentical, isNaNValue, isNumber, valuesEqual } from './values.ts';

interface AppliedWrite {
  /** The document after the write; the same object as before where nothing changed. */
  after: Document | null;
  /** One value per transform, in their order. */
  transformResults: Value[];
  /** False where the stored document stays as it was: no new updateTime, no event. */
  changed: boolean;
}

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * What one write makes of a document. `root` (`projects/P/databases/D/documents/`) only serves messages.
 * Throws StatusError: NOT_FOUND (must exist and does not), ALREADY_EXISTS, FAILED_PRECONDITION (another version),
 * INVALID_ARGUMENT (path, field names, sizes, operand of a transform).
 */
export function applyWrite(
  before: Document | null,
  write: Write,
  commitTime: Timestamp,
  root = '',
): AppliedWrite {
  assertDocumentPath(write.path);
  checkPrecondition(before, write.precondition, root + write.path);
  if (write.kind === 'verify') return { after: before, transformResults: [], changed: false };
  if (write.kind === 'delete') return { after: null, transformResults: [], changed: before !== null };

  const written =
    write.kind === 'set'
      ? write.fields
      : mergeByMask(before?.fields ?? createFields(), write.fields, write.mask);
  const { fields, transformResults } = applyTransforms(written, write.transforms, commitTime);
  if (before && fieldsIdentical(before.fields, fields)) {
    return { after: before, transformResults, changed: false };
  }
  const after: Document = {
    path: write.path,
    fields,
    createTime: before?.createTime ?? commitTime,
    updateTime: commitTime,
  };
  assertStorable(after, root + write.path);
  return { after, transformResults, changed: true };
}

function checkPrecondition(
  before: Document | null,
  precondition: Precondition | undefined,
  name: string,
): void {
  if (!precondition) return;
  if ('updateTime' in precondition) {
    if (before?.updateTime === precondition.updateTime) return;
    const stored = before ? toMicros(before.updateTime) : 0n;
    throw new StatusError(
      'FAILED_PRECONDITION',
      `the stored version (${stored}) does not match the required base version (${toMicros(precondition.updateTime)})`,
    );
  }
  if (precondition.exists && !before) {
    throw new StatusError('NOT_FOUND', `No document to update: ${name}`);
  }
  if (!precondition.exists && before) {
    throw new StatusError('ALREADY_EXISTS', `Document already exists: ${name}`);
  }
}

function applyTransforms(
  written: Fields,
  transforms: Transform[],
  commitTime: Timestamp,
): { fields: Fields; transformResults: Value[] } {
  let fields = written;
  const transformResults: Value[] = [];
  for (const transform of transforms) {
    const { stored, result } = transformValue(getField(fields, transform.field), transform, commitTime);
    fields = setField(fields, transform.field, stored);
    transformResults.push(result);
  }
  return { fields, transformResults };
}

/** The new value, and what the client is told: null for array transforms, else the new value. */
function transformValue(
  current: Value | undefined,
  transform: Transform,
  commitTime: Timestamp,
): { stored: Value; result: Value } {
  switch (transform.kind) {
    case 'serverTime':
      return both({ timestampValue: commitTime });
    case 'increment':
      return both(increment(current, numericOperand(transform.operand)));
    case 'maximum':
    case 'minimum':
      return both(extreme(current, numericOperand(transform.operand), transform.kind));
    case 'append':
      return { stored: array(append(elementsOf(current), transform.values)), result: { nullValue: null } };
    case 'removeAll': {
      const kept = elementsOf(current).filter((element) => !contains(transform.values, element));
      return { stored: array(kept), result: { nullValue: null } };
    }
  }
}

function both(value: Value): { stored: Value; result: Value } {
  return { stored: value, result: value };
}

type NumberValue = { integerValue: string } | { doubleValue: number };

function numericOperand(operand: Value): NumberValue {
  if (isNumber(operand)) return operand;
  throw new StatusError('INVALID_ARGUMENT', 'The operand of a numeric transform must be a number.');
}

/** Integers saturate at the ends of int64; any double makes the sum a double. */
function increment(current: Value | undefined, operand: NumberValue): Value {
  if (!current || !isNumber(current)) return operand;
  if ('integerValue' in current && 'integerValue' in operand) {
    const sum = BigInt(current.integerValue) + BigInt(operand.integerValue);
    return { integerValue: String(sum < MIN_INT64 ? MIN_INT64 : sum > MAX_INT64 ? MAX_INT64 : sum) };
  }
  return { doubleValue: toDouble(current) + toDouble(operand) };
}

/** Keeps the stored value on a tie (3 and 3.0, 0.0 and -0.0); NaN wins on either side. */
function extreme(current: Value | undefined, operand: NumberValue, kind: 'maximum' | 'minimum'): Value {
  if (!current || !isNumber(current)) return operand;
  if (isNaNValue(current)) return current;
  if (isNaNValue(operand)) return operand;
  const order = compareValues(operand, current);
  return (kind === 'maximum' ? order > 0 : order < 0) ? operand : current;
}

function toDouble(value: NumberValue): number {
  return 'doubleValue' in value ? value.doubleValue : Number(value.integerValue);
}

function elementsOf(value: Value | undefined): Value[] {
  return value && 'arrayValue' in value ? value.arrayValue.values : [];
}

function append(elements: Value[], additions: Value[]): Value[] {
  const result = [...elements];
  for (const addition of additions) if (!contains(result, addition)) result.push(addition);
  return result;
}

function contains(values: Value[], value: Value): boolean {
  return values.some((candidate) => valuesEqual(candidate, value));
}

function array(values: Value[]): Value {
  return { arrayValue: { values } };
}
