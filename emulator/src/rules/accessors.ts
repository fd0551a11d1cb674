import type { Evaluator } from './evaluation.ts';
import type { Position } from './lexer.ts';
import { typeNameOf } from './type-names.ts';
import {
  NULL_VALUE_ERROR,
  placed,
  RulesError,
  RulesMap,
  RulesPath,
  type RulesList,
  type RulesValue,
} from './values.ts';

function property(object: RulesMap, key: string, at: Position): RulesValue {
  const value = object.get(key);
  if (value === undefined) return new RulesError(`Property ${key} is undefined on object.`, at);
  return placed(value, at);
}

export function member(object: Evaluator, key: string, at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const value = object(evaluation);
    if (value instanceof RulesMap) return property(value, key, at);
    if (value instanceof RulesError) return value;
    if (value === null) return NULL_VALUE_ERROR.placed(at);
    if (value instanceof RulesPath) {
      return value.bindings.get(key) ?? new RulesError(`Property ${key} is undefined on object.`, at);
    }
    return new RulesError(`Type error. Received: [${typeNameOf(value)}] Expected: [map,path].`, at);
  };
}

export function index(object: Evaluator, key: Evaluator, at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const container = object(evaluation);
    if (container instanceof RulesError) return container;
    const position = key(evaluation);
    if (position instanceof RulesError) return position;
    return placed(elementAt(container, position), at);
  };
}

function elementAt(container: RulesValue, position: RulesValue): RulesValue {
  if (container === null) return NULL_VALUE_ERROR;
  if (container instanceof RulesMap && typeof position === 'string') {
    return container.get(position) ?? new RulesError(`Property ${position} is undefined on object.`);
  }
  if (container instanceof RulesPath && typeof position === 'string') {
    return container.bindings.get(position) ?? new RulesError(`Property ${position} is undefined on object.`);
  }
  const items = container instanceof RulesPath ? container.segments : container;
  if (typeof items === 'string' || Array.isArray(items)) {
    // `Array.isArray` widens a readonly array; both forms are the ones tested above.
    const sequence = items as string | RulesList;
    if (typeof position === 'bigint')
      return sequence[Number(position)] ?? outOfBound(position, sequence.length);
  }
  const type = typeNameOf(container);
  if (type !== 'list' && type !== 'string' && type !== 'map' && type !== 'path') {
    return new RulesError('Function not found error: Name: [[]].');
  }
  const expected = type === 'map' ? 'map[string]' : `${type}[int]`;
  const received = `${type}[${typeNameOf(position)}]`;
  return new RulesError(`Unsupported operation error. Received: ${received}. Expected: ${expected}.`);
}

function outOfBound(position: bigint, size: number): RulesError {
  return new RulesError(`Index out of bound error. Index: [${position}] , size: [${size}].`);
}

export function slice(object: Evaluator, from: Evaluator, to: Evaluator, at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const container = object(evaluation);
    if (container instanceof RulesError) return container;
    const start = from(evaluation);
    if (start instanceof RulesError) return start;
    const end = to(evaluation);
    if (end instanceof RulesError) return end;
    return placed(sliceOf(container, start, end), at);
  };
}

/** Production checks the first index and the last one it includes, so `[0:0]` is out of bounds (recorded). */
function sliceOf(container: RulesValue, start: RulesValue, end: RulesValue): RulesValue {
  if (container === null) return NULL_VALUE_ERROR;
  if (typeof container !== 'string' && !Array.isArray(container)) {
    return new RulesError('Function not found error: Name: [[]].');
  }
  if (typeof start !== 'bigint' || typeof end !== 'bigint') {
    const type = typeNameOf(container);
    const received = `${type}[${typeNameOf(start)}:${typeNameOf(end)}]`;
    return new RulesError(`Unsupported operation error. Received: ${received}. Expected: ${type}[int:int].`);
  }
  const size = BigInt(container.length);
  for (const position of [start, end - 1n]) {
    if (position < 0n || position >= size) return outOfBound(position, container.length);
  }
  return container.slice(Number(start), Number(end));
}
