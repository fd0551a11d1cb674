import { childrenOf, type Expression, type FunctionDeclaration } from './ast.ts';
import type { Position } from './lexer.ts';
import { LIMITS } from './limits.ts';
import type { Scope, ScopedFunction, ScopedService } from './scope.ts';
import type { IssueList } from './validator.ts';

interface Call {
  target: ScopedFunction;
  at: Position;
}

/** Reports recursion and stacks of functions deeper than production takes. */
export function checkCalls(service: ScopedService, list: IssueList): void {
  const heights = new Map<ScopedFunction, number>();
  for (const scope of service.scopes) {
    for (const declared of scope.functions.values()) measure(declared, [], heights, list);
  }
}

/** Every function that some allow can come to call. */
export function reachableFunctions(service: ScopedService): ReadonlySet<ScopedFunction> {
  const reached = new Set<ScopedFunction>();
  const visit = (expression: Expression, scope: Scope): void => {
    for (const { target } of callsIn(expression, scope)) {
      if (reached.has(target)) continue;
      reached.add(target);
      for (const body of bodiesOf(target.declaration)) visit(body, target.scope);
    }
  };
  for (const { declaration, scope } of service.matches) {
    for (const { condition } of declaration.allows) if (condition) visit(condition, scope);
  }
  return reached;
}

/** The calls of declared functions in an expression, in source order. */
export function callsIn(expression: Expression, scope: Scope): Call[] {
  const nested = childrenOf(expression).flatMap((child) => callsIn(child, scope));
  const target = expression.kind === 'call' ? scope.findFunction(expression.name) : null;
  return target ? [{ target, at: expression.at }, ...nested] : nested;
}

export function bodiesOf({ lets, result }: FunctionDeclaration): Expression[] {
  return [...lets.map(({ value }) => value), result];
}

/** How many functions the longest stack below `target` holds, itself included. */
function measure(
  target: ScopedFunction,
  stack: readonly ScopedFunction[],
  heights: Map<ScopedFunction, number>,
  list: IssueList,
): number {
  const known = heights.get(target);
  if (known !== undefined) return known;
  const path = [...stack, target];
  let deepest = 0;
  for (const body of bodiesOf(target.declaration)) {
    for (const call of callsIn(body, target.scope)) {
      if (path.includes(call.target)) list.error('Recursive call is not allowed.', call.at);
      else deepest = Math.max(deepest, measure(call.target, path, heights, list));
    }
  }
  const height = deepest + 1;
  heights.set(target, height);
  if (height === LIMITS.callStack + 1) list.error(depthText(target), target.declaration.nameAt);
  return height;
}

function depthText(start: ScopedFunction): string {
  const names: string[] = [];
  let current: ScopedFunction | undefined = start;
  while (current && names.length < LIMITS.callStack) {
    names.push(current.declaration.name);
    const { declaration, scope }: ScopedFunction = current;
    current = bodiesOf(declaration).flatMap((body) => callsIn(body, scope))[0]?.target;
  }
  return `Maximum allowed call depth of 20 is reached for [${names.join('->')}] call stack.`;
}
