import type { BinaryOperator, Expression } from './ast.ts';
import type { Token } from './lexer.ts';
import type { TokenReader } from './token-reader.ts';

/** Binding strength; `is` binds tightest of the comparisons, then `in`, then the orders, then equality. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 5,
  is: 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
};

const TYPE_NAMES: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'float',
  'int',
  'list',
  'latlng',
  'number',
  'path',
  'map',
  'string',
  'timestamp',
  'duration',
  'set',
  'constraint',
  'map_diff',
]);

const RESERVED = new Set(['match', 'allow', 'if', 'let', 'return', 'function', 'service', 'in', 'is']);
const MAX_INT = 2n ** 63n - 1n;
/** A chain such as a.b.c..., longer than any rule and short enough for the evaluator's stack. */
const MAX_CHAIN = 1_000;

/**
 * Parses one expression.
 *
 * @throws ParseFailure after recording the issue.
 */
export function parseExpression(reader: TokenReader): Expression {
  return reader.nested(() => {
    const at = reader.peek();
    const condition = parseBinary(reader, 1);
    if (!reader.accept('?')) return condition;
    const whenTrue = parseExpression(reader);
    reader.expect(':');
    const whenFalse = parseExpression(reader);
    return { kind: 'ternary', at, condition, whenTrue, whenFalse };
  });
}

function parseBinary(reader: TokenReader, weakest: number): Expression {
  const at = reader.peek();
  let left = parseUnary(reader);
  for (let length = 0; ; length++) {
    const token = reader.peek();
    const strength = operatorStrength(token);
    if (strength < weakest) return left;
    if (length > MAX_CHAIN) throw reader.fail('Expression is too complex to evaluate safely.', at);
    reader.next();
    if (token.text === 'is') {
      left = { kind: 'is', at, value: left, type: parseTypeName(reader) };
      continue;
    }
    // Production reads a slash that touches what follows as the start of a path, wherever it stands.
    if (token.text === '/' && reader.touching()) {
      throw reader.fail("Missing 'match' keyword before path.", token);
    }
    const right = reader.nested(() => parseBinary(reader, strength + 1));
    // PRECEDENCE names the operators, and `is` was handled above.
    const operator = token.text as BinaryOperator;
    left = { kind: 'binary', at, operator, operatorAt: token, left, right };
  }
}

function operatorStrength(token: Token): number {
  if (token.kind !== 'symbol' && token.kind !== 'identifier') return 0;
  return Object.hasOwn(PRECEDENCE, token.text) ? (PRECEDENCE[token.text] ?? 0) : 0;
}

function parseTypeName(reader: TokenReader): string {
  const token = reader.peek();
  if (token.kind !== 'identifier' || !TYPE_NAMES.has(token.text)) throw reader.unexpected();
  reader.next();
  return token.text;
}

function parseUnary(reader: TokenReader): Expression {
  const at = reader.peek();
  const operator = at.kind === 'symbol' && (at.text === '!' || at.text === '-') ? at.text : null;
  if (operator === null) return parsePostfix(reader);
  reader.next();
  const digits = reader.peek();
  // The smallest int has no positive counterpart, so its sign is read with its digits.
  if (operator === '-' && digits.kind === 'int' && BigInt(digits.text) === MAX_INT + 1n) {
    reader.next();
    return { kind: 'literal', at, value: -MAX_INT - 1n };
  }
  return { kind: 'unary', at, operator, operand: reader.nested(() => parseUnary(reader)) };
}

function parsePostfix(reader: TokenReader): Expression {
  const at = reader.peek();
  let object = parsePrimary(reader);
  for (let length = 0; ; length++) {
    if (length > MAX_CHAIN) throw reader.fail('Expression is too complex to evaluate safely.', at);
    if (reader.accept('.')) {
      const name = reader.expectIdentifier();
      object = reader.accept('(')
        ? { kind: 'method', at, object, name: name.text, nameAt: name, args: parseItems(reader, ')') }
        : { kind: 'member', at, object, name: name.text };
    } else if (reader.accept('[')) {
      const index = parseExpression(reader);
      if (reader.accept(':')) {
        object = { kind: 'slice', at, object, from: index, to: parseExpression(reader) };
      } else {
        object = { kind: 'index', at, object, index };
      }
      reader.expect(']');
    } else {
      return object;
    }
  }
}

function parseItems(reader: TokenReader, close: ')' | ']'): Expression[] {
  const items: Expression[] = [];
  while (!reader.accept(close)) {
    if (items.length > 0) {
      reader.expect(',');
      if (reader.accept(close)) break;
    }
    items.push(parseExpression(reader));
  }
  return items;
}

function parsePrimary(reader: TokenReader): Expression {
  const at = reader.peek();
  switch (at.kind) {
    case 'string':
      return { kind: 'literal', at: reader.next(), value: at.text };
    case 'bytes':
      return { kind: 'literal', at: reader.next(), value: Uint8Array.from(Buffer.from(at.text, 'latin1')) };
    case 'float':
      return { kind: 'literal', at: reader.next(), value: Number(at.text) };
    case 'int':
      return parseInt64(reader);
    case 'identifier':
      return parseWord(reader);
    case 'symbol':
      return parseSymbol(reader);
    case 'end':
      throw reader.unexpected();
  }
}

function parseInt64(reader: TokenReader): Expression {
  const at = reader.next();
  const value = BigInt(at.text);
  if (value > MAX_INT) throw reader.fail(`Integer literal out of range: ${at.text}.`, at);
  return { kind: 'literal', at, value };
}

function parseWord(reader: TokenReader): Expression {
  const at = reader.peek();
  if (RESERVED.has(at.text)) throw reader.unexpected();
  reader.next();
  if (at.text === 'true' || at.text === 'false') return { kind: 'literal', at, value: at.text === 'true' };
  if (at.text === 'null') return { kind: 'literal', at, value: null };
  if (reader.accept('(')) return { kind: 'call', at, name: at.text, args: parseItems(reader, ')') };
  return { kind: 'name', at, name: at.text };
}

function parseSymbol(reader: TokenReader): Expression {
  const at = reader.peek();
  if (reader.accept('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return { ...inner, at, groups: (inner.groups ?? 0) + 1 };
  }
  if (reader.accept('[')) return { kind: 'list', at, elements: parseItems(reader, ']') };
  if (reader.accept('{')) return parseMap(reader, at);
  if (at.text === '/') return parsePath(reader);
  throw reader.unexpected();
}

function parseMap(reader: TokenReader, at: Token): Expression {
  const entries: { key: Expression; value: Expression }[] = [];
  while (!reader.accept('}')) {
    if (entries.length > 0) {
      reader.expect(',');
      if (reader.accept('}')) break;
    }
    const key = parseExpression(reader);
    reader.expect(':');
    entries.push({ key, value: parseExpression(reader) });
  }
  return { kind: 'map', at, entries };
}

/** `/databases/$(database)/documents/users/x-1`: segments touch each other; `(default)` is a plain segment. */
function parsePath(reader: TokenReader): Expression {
  const at = reader.peek();
  const segments: (string | Expression)[] = [];
  while (reader.at('/') && (segments.length === 0 || reader.touching())) {
    reader.next();
    if (!reader.touching()) throw reader.mismatched("{'{', '/', PATH_SEGMENT}");
    if (reader.accept('$')) {
      reader.expect('(');
      segments.push(parseExpression(reader));
      reader.expect(')');
    } else {
      segments.push(parsePathSegment(reader));
    }
  }
  return { kind: 'path', at, segments };
}

/**
 * A literal path segment: words, digits and dashes that touch, or `(default)`.
 *
 * @throws ParseFailure where no segment starts here.
 */
export function parsePathSegment(reader: TokenReader): string {
  if (reader.at('(') && reader.peek(1).text === 'default' && reader.peek(2).text === ')') {
    for (let part = 0; part < 3; part++) reader.next();
    return '(default)';
  }
  let text = '';
  while (isSegmentPart(reader.peek()) && (text === '' || reader.touching())) text += reader.next().text;
  if (text === '') throw reader.mismatched("{'{', '/', PATH_SEGMENT}");
  return text;
}

function isSegmentPart(token: Token): boolean {
  return (
    token.kind === 'identifier' || token.kind === 'int' || (token.kind === 'symbol' && token.text === '-')
  );
}
