import { childrenOf, type Expression, type FunctionDeclaration, type RulesFile } from './ast.ts';
import { checkCalls, reachableFunctions } from './call-graph.ts';
import type { Position } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { checkNames } from './name-check.ts';
import { scopeServices, type Scope, type ScopedMatch, type ScopedService } from './scope.ts';
import type { RulesIssue } from './types.ts';

/** Collects issues; the severities are the official compiler's. */
export class IssueList {
  readonly issues: RulesIssue[] = [];

  error(description: string, { line, column }: Position): void {
    this.issues.push({ severity: 'ERROR', description, line, column });
  }

  warn(description: string, { line, column }: Position): void {
    this.issues.push({ severity: 'WARNING', description, line, column });
  }
}

/**
 * Checks what a parsed file means: limits, names, arity, recursion, wildcards. Texts are those of the official
 * compiler where they are known.
 */
export function validate(file: RulesFile): { services: ScopedService[]; issues: RulesIssue[] } {
  const list = new IssueList();
  if (file.version === '1') {
    const text = 'Ruleset uses old version (version [1]). Please update to the latest version (version [2]).';
    list.warn(text, { line: 1, column: 1 });
  }
  const services = scopeServices(file);
  checkServiceCount(services, list);
  checkFunctions(file.functions, file, list);
  for (const service of services) {
    checkFunctions(service.declaration.functions, file, list);
    for (const match of service.matches) checkMatch(match, file, list);
    for (const expression of expressionsOf(service.scopes, service.matches)) checkNesting(expression, list);
    // Names in a file whose expressions nest too deep are left unchecked: the walk would be as deep.
    if (list.issues.some(({ severity }) => severity === 'ERROR')) continue;
    checkCalls(service, list);
    checkNames(service, reachableFunctions(service), services.length > 1, list);
  }
  return { services, issues: distinct(list.issues) };
}

/** Functions at the global level are seen once per service. */
function distinct(issues: readonly RulesIssue[]): RulesIssue[] {
  const byText = new Map(
    issues.map((issue) => [`${issue.line}:${issue.column}:${issue.severity}:${issue.description}`, issue]),
  );
  return [...byText.values()].sort((left, right) => left.line - right.line || left.column - right.column);
}

function checkServiceCount(services: readonly ScopedService[], list: IssueList): void {
  const seen = new Set<string>();
  for (const { declaration } of services) {
    if (seen.has(declaration.name)) {
      list.error(`Service ${declaration.name} is already defined.`, declaration.at);
    }
    seen.add(declaration.name);
  }
}

function checkFunctions(functions: readonly FunctionDeclaration[], file: RulesFile, list: IssueList): void {
  const seen = new Set<string>();
  for (const declaration of functions) {
    const { name, nameAt, parameters, lets, result } = declaration;
    if (seen.has(name)) list.error(`Function ${name} is already defined.`, nameAt);
    seen.add(name);
    const [firstLet] = lets;
    if (firstLet && file.version === '1') {
      list.error('Let bindings are not allowed in rules_version="1".', firstLet.at);
    }
    if (parameters.length > LIMITS.parameters) {
      const text = `Maximum allowed parameter count of ${LIMITS.parameters} for a given function has been reached.`;
      list.error(text, nameAt);
    }
    if (lets.length > LIMITS.lets) {
      const text = 'Maximum allowed variable count of 10 for a given function has been reached.';
      list.error(text, result.at);
    }
    checkBindings(declaration, list);
  }
}

function checkBindings({ parameters, lets }: FunctionDeclaration, list: IssueList): void {
  const bound = new Set<string>();
  for (const { name, at } of [...parameters, ...lets]) {
    if (bound.has(name)) list.error(`The identifier [${name}] is already bound in the current scope.`, at);
    bound.add(name);
  }
}

function checkMatch(
  { declaration, path, depth, scope }: ScopedMatch,
  file: RulesFile,
  list: IssueList,
): void {
  checkFunctions(declaration.functions, file, list);
  const { at } = declaration;
  const globs = path.filter(({ kind }) => kind === 'glob').length;
  const hasGlob = declaration.path.some(({ kind }) => kind === 'glob');
  if (globs > 1 && hasGlob) {
    const text = 'Only one glob match is permitted in a match declaration path.';
    list.error(`Invalid glob match expression. ${text}`, at);
  } else if (file.version === '1' && path.slice(0, -1).some(({ kind }) => kind === 'glob')) {
    const text = 'Glob matches are permitted as the last segment in a match declaration path.';
    list.error(`Invalid glob match expression. ${text}`, at);
  }
  if (depth > LIMITS.matchDepth) {
    list.error(`Maximum allowed match nesting depth of ${LIMITS.matchDepth} has been reached.`, at);
  }
  if (path.length > LIMITS.pathSegments) {
    list.error(`Maximum allowed path segment count of ${LIMITS.pathSegments} has been reached.`, at);
  }
  if (scope.captures.length > LIMITS.captures) {
    list.error(`Maximum allowed path capture count of ${LIMITS.captures} has been reached.`, at);
  }
}

function expressionsOf(scopes: readonly Scope[], matches: readonly ScopedMatch[]): Expression[] {
  const inFunctions = scopes.flatMap((scope) =>
    [...scope.functions.values()].flatMap(({ declaration }) => [
      ...declaration.lets.map(({ value }) => value),
      declaration.result,
    ]),
  );
  const inAllows = matches.flatMap(({ declaration }) =>
    declaration.allows.flatMap(({ condition }) => (condition ? [condition] : [])),
  );
  return [...inFunctions, ...inAllows];
}

/** Kinds of expression that put what they hold one level deeper, as measured in production. */
const DEEPER = new Set<Expression['kind']>(['binary', 'is', 'list', 'map', 'call']);

function checkNesting(expression: Expression, list: IssueList, level = 1): void {
  const own = level + (expression.groups ?? 0);
  if (own > LIMITS.expressionLevels) {
    list.error('Expression is too complex to evaluate safely.', expression.at);
    return;
  }
  const inner = DEEPER.has(expression.kind) ? own + 1 : own;
  for (const child of childrenOf(expression)) checkNesting(child, list, inner);
}
