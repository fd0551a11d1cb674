import type { Expression } from './ast.ts';
import { functionNamed, methodNamed } from './builtins/index.ts';
import { callBuiltin } from './builtins/table.ts';
import { Constraint } from './constraint.ts';
import type { Evaluation, Evaluator } from './evaluation.ts';
import type { Position } from './lexer.ts';
import { applyOperator, applyUnary, notBoolean } from './operators.ts';
import type { Scope } from './scope.ts';
import { isOfType, typeNameOf } from './type-names.ts';
import {
  NULL_VALUE_ERROR,
  placed,
  RulesBytes,
  RulesError,
  RulesMap,
  RulesPath,
  type RulesValue,
} from './values.ts';

/** One maker of closures for each kind of expression; each counts itself before its parts. */

export function failing(message: string, at: Position): Evaluator {
  const error = new RulesError(message, at);
  return (evaluation) => evaluation.spend(1) ?? error;
}

export function literal(value: null | boolean | bigint | number | string | Uint8Array): Evaluator {
  const constant = value instanceof Uint8Array ? new RulesBytes(value) : value;
  return (evaluation) => evaluation.spend(1) ?? constant;
}

export function name(text: string, at: Position, scope: Scope, locals: readonly string[]): Evaluator {
  const local = locals.lastIndexOf(text);
  if (local >= 0) return (evaluation) => evaluation.spend(1) ?? evaluation.locals[local] ?? null;
  const capture = scope.captureIndex(text);
  if (capture >= 0) {
    return (evaluation) => evaluation.spend(1) ?? placed(evaluation.captures[capture] ?? null, at);
  }
  if (text === 'request') return (evaluation) => evaluation.spend(1) ?? evaluation.request;
  if (text === 'resource') return (evaluation) => evaluation.spend(1) ?? placed(evaluation.resource, at);
  return failing(`Variable not found error: Name: [${text}].`, at);
}

/** Evaluates arguments, then calls; the first error among them is the result. */
export function builtinCall(
  args: readonly Evaluator[],
  at: Position,
  call: (evaluation: Evaluation, values: readonly RulesValue[]) => RulesValue,
): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const values: RulesValue[] = [];
    for (const arg of args) {
      const value = arg(evaluation);
      if (value instanceof RulesError) return value;
      values.push(value);
    }
    return placed(call(evaluation, values), at);
  };
}

export function namedFunction(
  fullName: string,
  args: readonly Evaluator[],
  at: Position,
  nameAt: Position,
): Evaluator {
  const rows = functionNamed(fullName);
  if (!rows) return failing(`Function not found error: Name: [${fullName}].`, at);
  return builtinCall(args, nameAt, (_evaluation, values) => callBuiltin(rows, null, values));
}

export function methodCall(
  object: Evaluator,
  methodName: string,
  args: readonly Evaluator[],
  at: Position,
  nameAt: Position,
): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const receiver = object(evaluation);
    if (receiver instanceof RulesError) return receiver;
    if (receiver === null) return NULL_VALUE_ERROR.placed(at);
    const values: RulesValue[] = [];
    for (const arg of args) {
      const value = arg(evaluation);
      if (value instanceof RulesError) return value;
      values.push(value);
    }
    const rows = methodNamed(typeNameOf(receiver), methodName);
    if (!rows) return new RulesError(`Function not found error: Name: [${methodName}].`, at);
    return placed(callBuiltin(rows, receiver, values), nameAt);
  };
}

export function unary(operator: '!' | '-', operand: Evaluator, at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    return exhausted ?? placed(applyUnary(operator, operand(evaluation)), at);
  };
}

export function binary(
  expression: Expression & { kind: 'binary' },
  left: Evaluator,
  right: Evaluator,
): Evaluator {
  const { operator, operatorAt } = expression;
  if (operator === '&&') return logical(left, right, false, expression);
  if (operator === '||') return logical(left, right, true, expression);
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const leftValue = left(evaluation);
    if (leftValue instanceof RulesError) return leftValue;
    return placed(applyOperator(operator, leftValue, right(evaluation)), operatorAt);
  };
}

/** `&&` (decided by false) and `||` (decided by true): the deciding value wins over an error on either side. */
function logical(
  left: Evaluator,
  right: Evaluator,
  decisive: boolean,
  { left: leftSource, right: rightSource }: { left: Expression; right: Expression },
): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const leftValue = left(evaluation);
    if (leftValue === decisive || (leftValue instanceof RulesError && leftValue.fatal)) return leftValue;
    const exhaustedLater = evaluation.spend(1);
    if (exhaustedLater) return exhaustedLater;
    const rightValue = right(evaluation);
    if (rightValue === decisive || (rightValue instanceof RulesError && rightValue.fatal)) return rightValue;
    if (typeof leftValue !== 'boolean') return notBoolean(leftValue).placed(leftSource.at);
    if (typeof rightValue !== 'boolean') return notBoolean(rightValue).placed(rightSource.at);
    return !decisive;
  };
}

export function typeTest(value: Evaluator, type: string, at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const tested = value(evaluation);
    if (tested instanceof RulesError) return tested;
    if (!(tested instanceof Constraint) || type === 'constraint') return isOfType(tested, type);
    const known = tested.is((candidate) => isOfType(candidate, type));
    return known ?? new RulesError(`Type error. Received: [constraint] Expected: [${type}].`, at);
  };
}

export function ternary(
  condition: Evaluator,
  whenTrue: Evaluator,
  whenFalse: Evaluator,
  at: Position,
): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(2);
    if (exhausted) return exhausted;
    const decision = condition(evaluation);
    if (typeof decision !== 'boolean') return notBoolean(decision).placed(at);
    return decision ? whenTrue(evaluation) : whenFalse(evaluation);
  };
}

export function list(elements: readonly Evaluator[]): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const values: RulesValue[] = [];
    for (const element of elements) {
      const value = element(evaluation);
      if (value instanceof RulesError) return value;
      values.push(value);
    }
    return values;
  };
}

export function map(entries: readonly { key: Evaluator; value: Evaluator }[], at: Position): Evaluator {
  return (evaluation) => {
    const exhausted = evaluation.spend(1);
    if (exhausted) return exhausted;
    const values = new Map<string, RulesValue>();
    for (const entry of entries) {
      const key = entry.key(evaluation);
      if (key instanceof RulesError) return key;
      if (typeof key !== 'string') {
        return new RulesError(`Type error. Received: [${typeNameOf(key)}] Expected: [string].`, at);
      }
      const value = entry.value(evaluation);
      if (value instanceof RulesError) return value;
      values.set(key, value);
    }
    return RulesMap.of(values);
  };
}

export function path(segments: readonly (string | Evaluator)[], at: Position): Evaluator {
  const literals = segments.filter((segment) => typeof segment === 'string').length;
  return (evaluation) => {
    const exhausted = evaluation.spend(1 + literals);
    if (exhausted) return exhausted;
    const values: string[] = [];
    for (const segment of segments) {
      const value = typeof segment === 'string' ? segment : segment(evaluation);
      if (value instanceof RulesError) return value;
      if (typeof value === 'string') values.push(value);
      else if (value instanceof RulesPath) values.push(...value.segments);
      else if (value === null) return NULL_VALUE_ERROR.placed(at);
      else return new RulesError(`Type error. Received: [${typeNameOf(value)}] Expected: [string].`, at);
    }
    return new RulesPath(values);
  };
}
