import { index, member, slice } from './accessors.ts';
import type { Expression } from './ast.ts';
import { NAMESPACES } from './builtins/index.ts';
import {
  binary,
  builtinCall,
  failing,
  list,
  literal,
  map,
  methodCall,
  name,
  namedFunction,
  path,
  ternary,
  typeTest,
  unary,
} from './closures.ts';
import type { Evaluator } from './evaluation.ts';
import type { Position } from './lexer.ts';
import type { Scope, ScopedFunction } from './scope.ts';
import { serviceFunction } from './service-functions.ts';
import type { RulesValue } from './values.ts';

interface CompiledFunction {
  lets: readonly Evaluator[];
  result: Evaluator;
}

/** Turns expressions into closures, each function once. One instance serves one service. */
export class ExpressionCompiler {
  readonly #functions = new Map<ScopedFunction, CompiledFunction>();

  /**
   * @param scope where the expression stands.
   * @param locals names of the parameters and lets before it, by frame position.
   */
  compile(expression: Expression, scope: Scope, locals: readonly string[] = []): Evaluator {
    const compile = (inner: Expression) => this.compile(inner, scope, locals);
    const { at } = expression;
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value);
      case 'name':
        return name(expression.name, at, scope, locals);
      case 'member':
        return member(compile(expression.object), expression.name, at);
      case 'index':
        return index(compile(expression.object), compile(expression.index), at);
      case 'slice':
        return slice(compile(expression.object), compile(expression.from), compile(expression.to), at);
      case 'call':
        return this.#call(expression.name, expression.args.map(compile), at, scope);
      case 'method':
        return this.#method(expression, scope, locals);
      case 'unary':
        return unary(expression.operator, compile(expression.operand), at);
      case 'binary':
        return binary(expression, compile(expression.left), compile(expression.right));
      case 'is':
        return typeTest(compile(expression.value), expression.type, at);
      case 'ternary':
        return ternary(
          compile(expression.condition),
          compile(expression.whenTrue),
          compile(expression.whenFalse),
          at,
        );
      case 'list':
        return list(expression.elements.map(compile));
      case 'map':
        return map(
          expression.entries.map(({ key, value }) => ({ key: compile(key), value: compile(value) })),
          at,
        );
      case 'path':
        return path(
          expression.segments.map((segment) => (typeof segment === 'string' ? segment : compile(segment))),
          at,
        );
    }
  }

  #call(name: string, args: readonly Evaluator[], at: Position, scope: Scope): Evaluator {
    const declared = scope.findFunction(name);
    if (declared) return this.#userCall(declared, args, at);
    const service = serviceFunction(scope.service, name);
    if (service) return builtinCall(args, at, (evaluation, values) => service(evaluation, values));
    return namedFunction(name, args, at, at);
  }

  #method(expression: Expression & { kind: 'method' }, scope: Scope, locals: readonly string[]): Evaluator {
    const { object, name, nameAt, at } = expression;
    const args = expression.args.map((arg) => this.compile(arg, scope, locals));
    const space = object.kind === 'name' && !isVariable(object.name, scope, locals) ? object.name : null;
    const service = space === null ? null : serviceFunction(scope.service, `${space}.${name}`);
    if (service) return builtinCall(args, nameAt, (evaluation, values) => service(evaluation, values));
    if (space !== null && NAMESPACES.has(space)) return namedFunction(`${space}.${name}`, args, at, nameAt);
    return methodCall(this.compile(object, scope, locals), name, args, at, nameAt);
  }

  #userCall(target: ScopedFunction, args: readonly Evaluator[], at: Position): Evaluator {
    const { name, parameters } = target.declaration;
    if (parameters.length !== args.length) return failing(`Function not found error: Name: [${name}].`, at);
    const compiled = this.#function(target);
    return (evaluation) => {
      const exhausted = evaluation.spend(1);
      if (exhausted) return exhausted;
      const frame: RulesValue[] = [];
      for (const arg of args) frame.push(arg(evaluation));
      const callerFrame = evaluation.locals;
      evaluation.locals = frame;
      for (const value of compiled.lets) {
        evaluation.spend(1);
        frame.push(value(evaluation));
      }
      const result = compiled.result(evaluation);
      evaluation.locals = callerFrame;
      return result;
    };
  }

  #function(target: ScopedFunction): CompiledFunction {
    const known = this.#functions.get(target);
    if (known) return known;
    const { parameters, lets, result } = target.declaration;
    const names = parameters.map((parameter) => parameter.name);
    const compiledLets = lets.map((binding, position) => {
      const visible = [...names, ...lets.slice(0, position).map((earlier) => earlier.name)];
      return this.compile(binding.value, target.scope, visible);
    });
    const all = [...names, ...lets.map((binding) => binding.name)];
    const compiled = {
      lets: compiledLets,
      result: this.compile(result, target.scope, all),
    };
    this.#functions.set(target, compiled);
    return compiled;
  }
}

function isVariable(name: string, scope: Scope, locals: readonly string[]): boolean {
  return locals.includes(name) || scope.captureIndex(name) >= 0;
}
