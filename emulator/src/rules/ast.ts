import type { Position } from './lexer.ts';
import type { RulesMethod } from './types.ts';

export type BinaryOperator =
  '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

interface Node {
  /** First character of the whole expression: where most evaluation errors are reported. */
  at: Position;
  /** Pairs of parentheses around it; each counts as one level of nesting. */
  groups?: number;
}

export type Expression = Node &
  (
    | { kind: 'literal'; value: null | boolean | bigint | number | string | Uint8Array }
    | { kind: 'name'; name: string }
    | { kind: 'member'; object: Expression; name: string }
    | { kind: 'index'; object: Expression; index: Expression }
    | { kind: 'slice'; object: Expression; from: Expression; to: Expression }
    | { kind: 'call'; name: string; args: Expression[] }
    | { kind: 'method'; object: Expression; name: string; nameAt: Position; args: Expression[] }
    | { kind: 'unary'; operator: '!' | '-'; operand: Expression }
    | { kind: 'binary'; operator: BinaryOperator; operatorAt: Position; left: Expression; right: Expression }
    | { kind: 'is'; value: Expression; type: string }
    | { kind: 'ternary'; condition: Expression; whenTrue: Expression; whenFalse: Expression }
    | { kind: 'list'; elements: Expression[] }
    | { kind: 'map'; entries: { key: Expression; value: Expression }[] }
    | { kind: 'path'; segments: (string | Expression)[] }
  );

export interface Binding {
  name: string;
  at: Position;
}

export interface FunctionDeclaration {
  name: string;
  nameAt: Position;
  parameters: Binding[];
  lets: (Binding & { value: Expression })[];
  result: Expression;
}

export type PatternSegment =
  { kind: 'literal'; text: string } | { kind: 'capture'; name: string } | { kind: 'glob'; name: string };

export interface AllowDeclaration {
  methods: ReadonlySet<RulesMethod>;
  /** Null for an unconditional `allow read;`. */
  condition: Expression | null;
  /** First token of the condition; the `allow` keyword where there is none. */
  at: Position;
}

export interface MatchDeclaration {
  at: Position;
  path: PatternSegment[];
  functions: FunctionDeclaration[];
  allows: AllowDeclaration[];
  matches: MatchDeclaration[];
}

export interface ServiceDeclaration {
  name: string;
  at: Position;
  functions: FunctionDeclaration[];
  matches: MatchDeclaration[];
}

export interface RulesFile {
  version: '1' | '2';
  functions: FunctionDeclaration[];
  services: ServiceDeclaration[];
}

/** The direct sub-expressions, in source order. */
export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
    case 'slice':
      return [expression.object, expression.from, expression.to];
    case 'call':
      return expression.args;
    case 'method':
      return [expression.object, ...expression.args];
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'is':
      return [expression.value];
    case 'ternary':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'list':
      return expression.elements;
    case 'map':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'path':
      return expression.segments.filter((segment) => typeof segment !== 'string');
  }
}
