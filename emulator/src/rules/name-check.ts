import { childrenOf, type Expression } from './ast.ts';
import { functionNamed, NAMESPACES } from './builtins/index.ts';
import { bodiesOf, callsIn } from './call-graph.ts';
import type { Scope, ScopedFunction, ScopedService } from './scope.ts';
import { serviceFunction } from './service-functions.ts';
import type { IssueList } from './validator.ts';

/** What is visible at one place of the source. */
interface View {
  scope: Scope;
  /** Parameters and lets. */
  locals: readonly string[];
  /**
   * False in a function that no allow can reach: the official compiler does not know `request` or the document
   * functions there, and says so.
   */
  isReachable: boolean;
}

/**
 * Warns of names that resolve nowhere, of wrong argument counts, and of functions and variables never used.
 *
 * @param hasSiblings whether the file has another service: its global functions may be there for that one.
 */
export function checkNames(
  service: ScopedService,
  reachable: ReadonlySet<ScopedFunction>,
  hasSiblings: boolean,
  list: IssueList,
): void {
  const called = new Set<ScopedFunction>();
  const noteCalls = (expression: Expression, scope: Scope) => {
    for (const { target } of callsIn(expression, scope)) called.add(target);
  };
  for (const { declaration, scope } of service.matches) {
    for (const { condition } of declaration.allows) {
      if (!condition) continue;
      noteCalls(condition, scope);
      checkExpression(condition, { scope, locals: [], isReachable: true }, list);
    }
  }
  const functions = service.scopes
    .filter(({ parent }) => parent !== null || !hasSiblings)
    .flatMap((scope) => [...scope.functions.values()]);
  for (const declared of functions) {
    for (const body of bodiesOf(declared.declaration)) noteCalls(body, declared.scope);
    checkFunction(declared, reachable.has(declared), list);
  }
  for (const declared of functions) {
    const { name, nameAt } = declared.declaration;
    if (!called.has(declared)) list.warn(`Unused function: ${name}.`, nameAt);
  }
}

function checkFunction({ declaration, scope }: ScopedFunction, isReachable: boolean, list: IssueList): void {
  const locals = declaration.parameters.map(({ name }) => name);
  for (const { name, value } of declaration.lets) {
    checkExpression(value, { scope, locals: [...locals], isReachable }, list);
    locals.push(name);
  }
  checkExpression(declaration.result, { scope, locals, isReachable }, list);
  const used = new Set(bodiesOf(declaration).flatMap(namesIn));
  for (const { name, at } of [...declaration.parameters, ...declaration.lets]) {
    if (!used.has(name)) list.warn(`Unused variable: ${name}.`, at);
  }
}

function namesIn(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name];
  return childrenOf(expression).flatMap(namesIn);
}

function checkExpression(expression: Expression, view: View, list: IssueList): void {
  const { at } = expression;
  if (expression.kind === 'name' && !isVisible(expression.name, view)) {
    list.warn(`Invalid variable name: ${expression.name}.`, at);
  }
  if (expression.kind === 'call') {
    const declared = view.scope.findFunction(expression.name);
    const arity = declared ? [declared.declaration.parameters.length] : aritiesOf(expression.name, view);
    checkCall(expression.name, expression.args.length, arity, expression, list);
  }
  const space = expression.kind === 'method' ? namespaceOf(expression.object, view) : null;
  if (expression.kind === 'method' && space !== null) {
    const name = `${space}.${expression.name}`;
    checkCall(name, expression.args.length, aritiesOf(name, view), expression, list);
    for (const arg of expression.args) checkExpression(arg, view, list);
    return;
  }
  for (const child of childrenOf(expression)) checkExpression(child, view, list);
}

function checkCall(
  name: string,
  count: number,
  arities: readonly number[] | null,
  { at }: Expression,
  list: IssueList,
): void {
  if (arities === null) list.warn(`Invalid function name: ${name}.`, at);
  else if (!arities.includes(count)) {
    list.warn(`Incorrect number of arguments supplied to function: ${name}.`, at);
  }
}

/** How many arguments a built-in function takes; null for a name that means nothing here. */
function aritiesOf(name: string, { scope, isReachable }: View): number[] | null {
  if (serviceFunction(scope.service, name)) return isReachable ? [1] : null;
  return functionNamed(name)?.map(({ parameters }) => parameters.length) ?? null;
}

function namespaceOf(object: Expression, view: View): string | null {
  if (object.kind !== 'name' || isVariable(object.name, view)) return null;
  const isNamespace =
    NAMESPACES.has(object.name) || (object.name === 'firestore' && view.scope.service === 'firebase.storage');
  return isNamespace ? object.name : null;
}

function isVariable(name: string, { scope, locals }: View): boolean {
  return locals.includes(name) || scope.captureIndex(name) >= 0;
}

function isVisible(name: string, view: View): boolean {
  return isVariable(name, view) || (view.isReachable && (name === 'request' || name === 'resource'));
}
