import type { BinaryOperator } from './ast.ts';
import { addNanos } from './builtins/time.ts';
import { Constraint } from './constraint.ts';
import { equals, isListElement, isSetElement } from './equality.ts';
import { orderOf } from './ordering.ts';
import { typeNameOf } from './type-names.ts';
import {
  NULL_VALUE_ERROR,
  RulesDuration,
  RulesError,
  RulesMap,
  RulesSet,
  RulesTimestamp,
  type RulesValue,
} from './values.ts';

type Operator = Exclude<BinaryOperator, '&&' | '||'>;
type Order = '<' | '<=' | '>' | '>=';
type Arithmetic = '+' | '-' | '*' | '/' | '%';

const FLIPPED: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/**
 * Applies an operator to two values.
 *
 * @returns the result, or an unplaced error with the official text. Errors among the operands go through,
 * the left one first.
 */
export function applyOperator(operator: Operator, left: RulesValue, right: RulesValue): RulesValue {
  if (left instanceof RulesError) return left;
  if (right instanceof RulesError) return right;
  switch (operator) {
    case '==':
      return compareEqual(operator, left, right);
    case '!=': {
      const equal = compareEqual(operator, left, right);
      return typeof equal === 'boolean' ? !equal : equal;
    }
    case 'in':
      return contains(left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOrder(operator, left, right);
    default:
      return calculate(operator, left, right);
  }
}

function unsupported(operator: Operator, left: RulesValue, right: RulesValue, expected: string): RulesError {
  const received = `${typeNameOf(left)} ${operator} ${typeNameOf(right)}`;
  return new RulesError(`Unsupported operation error. Received: ${received}. Expected: ${expected}.`);
}

function compareEqual(operator: '==' | '!=', left: RulesValue, right: RulesValue): RulesValue {
  if (!(left instanceof Constraint) && !(right instanceof Constraint)) return equals(left, right);
  const known =
    left instanceof Constraint
      ? right instanceof Constraint
        ? undefined
        : left.equalTo(right)
      : right instanceof Constraint
        ? right.equalTo(left)
        : undefined;
  return known ?? unsupported(operator, left, right, `any ${operator} any`);
}

function compareOrder(operator: Order, left: RulesValue, right: RulesValue): RulesValue {
  if (left instanceof Constraint || right instanceof Constraint) {
    const known =
      left instanceof Constraint
        ? right instanceof Constraint
          ? undefined
          : left.ordered(operator, right)
        : right instanceof Constraint
          ? right.ordered(FLIPPED[operator], left)
          : undefined;
    return known ?? unsupportedOrder(operator, left, right);
  }
  if (left === null || right === null) return NULL_VALUE_ERROR;
  const order = orderOf(left, right);
  if (order === undefined) return unsupportedOrder(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function unsupportedOrder(operator: Order, left: RulesValue, right: RulesValue): RulesError {
  const types = ['int', 'float', 'string', 'timestamp', 'duration'];
  return unsupported(operator, left, right, types.map((type) => `${type} ${operator} ${type}`).join(', '));
}

function contains(value: RulesValue, container: RulesValue): RulesValue {
  if (container instanceof Constraint) {
    return container.includes(value) ?? new RulesError('Function not found error: Name: [in].');
  }
  if (value instanceof Constraint) {
    const known = Array.isArray(container) ? value.in(container) : undefined;
    return (
      known ??
      new RulesError('Unsupported operation error. Received: list.in(constraint). Expected: list.in(any).')
    );
  }
  if (Array.isArray(container)) return isListElement(value, container);
  if (container instanceof RulesSet) return isSetElement(value, container.items);
  if (container instanceof RulesMap) {
    if (typeof value === 'string') return container.has(value);
    return new RulesError(
      `Unsupported operation error. Received: map.in(${typeNameOf(value)}). Expected: map.in(string).`,
    );
  }
  return container === null ? NULL_VALUE_ERROR : new RulesError('Function not found error: Name: [in].');
}

function calculate(operator: Arithmetic, left: RulesValue, right: RulesValue): RulesValue {
  if (left === null || right === null) return NULL_VALUE_ERROR;
  if (typeof left === 'bigint' && typeof right === 'bigint') return calculateInts(operator, left, right);
  if (isNumber(left) && isNumber(right)) return calculateFloats(operator, Number(left), Number(right));
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  const sign = operator === '+' ? 1n : operator === '-' ? -1n : 0n;
  const time = sign === 0n ? undefined : calculateTime(sign, left, right);
  return time ?? unsupported(operator, left, right, expectedOperands(operator));
}

function isNumber(value: RulesValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** Division truncates toward zero, `%` has the dividend's sign, 64 bits wrap: recorded, and as Java does. */
function calculateInts(operator: Arithmetic, left: bigint, right: bigint): RulesValue {
  if ((operator === '/' || operator === '%') && right === 0n) return new RulesError('Divide by zero error.');
  switch (operator) {
    case '+':
      return BigInt.asIntN(64, left + right);
    case '-':
      return BigInt.asIntN(64, left - right);
    case '*':
      return BigInt.asIntN(64, left * right);
    case '/':
      return BigInt.asIntN(64, left / right);
    case '%':
      return left % right;
  }
}

function calculateFloats(operator: Arithmetic, left: number, right: number): RulesValue {
  if ((operator === '/' || operator === '%') && right === 0) return new RulesError('Divide by zero error.');
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function calculateTime(sign: 1n | -1n, left: RulesValue, right: RulesValue): RulesValue | undefined {
  if (right instanceof RulesDuration) {
    if (left instanceof RulesTimestamp) return addNanos(left, sign * right.nanos);
    if (left instanceof RulesDuration) return new RulesDuration(left.nanos + sign * right.nanos);
  }
  if (right instanceof RulesTimestamp) {
    if (left instanceof RulesDuration && sign === 1n) return addNanos(right, left.nanos);
    if (left instanceof RulesTimestamp && sign === -1n) return new RulesDuration(left.nanos - right.nanos);
  }
  return undefined;
}

function expectedOperands(operator: Arithmetic): string {
  const numbers = `int ${operator} int, float ${operator} float`;
  if (operator === '+') return `${numbers}, string + string, timestamp + duration, duration + duration`;
  if (operator === '-') {
    return `${numbers}, timestamp - duration, timestamp - timestamp, duration - duration`;
  }
  return numbers;
}

/** Unary `!` and `-`. */
export function applyUnary(operator: '!' | '-', operand: RulesValue): RulesValue {
  if (operand instanceof RulesError) return operand;
  if (operator === '!') return typeof operand === 'boolean' ? !operand : notBoolean(operand);
  if (typeof operand === 'bigint') return BigInt.asIntN(64, -operand);
  if (typeof operand === 'number') return -operand;
  if (operand instanceof RulesDuration) return new RulesDuration(-operand.nanos);
  if (operand === null) return NULL_VALUE_ERROR;
  return new RulesError(
    `Unsupported operation error. Received: -${typeNameOf(operand)}. Expected: -int, -float.`,
  );
}

/** Nothing but a boolean may be a condition or an operand of `!`, `&&`, `||` and `?:`. */
export function notBoolean(value: RulesValue): RulesError {
  if (value instanceof RulesError) return value;
  if (value === null) return NULL_VALUE_ERROR;
  return new RulesError(`Type error. Received: [${typeNameOf(value)}] Expected: [bool].`);
}
