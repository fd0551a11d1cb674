import type { FieldPath, Filter, Query, Value } from '../firestore/engine/types.ts';
import { Constraint } from './constraint.ts';
import { documentName, fromFirestoreValue } from './convert.ts';
import { ANY_SEGMENTS, UNBOUND, type PathSegment } from './matching.ts';
import { RulesMap, type RulesValue } from './values.ts';

type Atom = Exclude<Filter, { kind: 'composite' }>;

/** What must be allowed for a query, or for one branch of an OR query, to be allowed. */
interface QueryBranch {
  /** Segments of every document that the branch may return, relative to the database. */
  path: PathSegment[];
  /** The pseudo document that stands for all of them. */
  resource: RulesMap;
}

/** Firestore takes 30 disjunctions; beyond, a query is judged as if it had no filter. */
const MAX_BRANCHES = 100;

/**
 * Turns a query into the pseudo documents that a rule is judged against: a field that the query pins with `==`
 * has that value, one that it limits otherwise has a constraint, every other field is missing. Rules are not
 * filters: https://firebase.google.com/docs/firestore/security/rules-query
 *
 * @param query the list request's query; every branch has to be allowed.
 */
export function branchesOf(query: Query, databaseId: string): QueryBranch[] {
  const branches = query.where ? disjunctions(query.where) : [[]];
  return branches.map((atoms) => branchOf(atoms, query, databaseId));
}

function disjunctions(filter: Filter): Atom[][] {
  const branches = expand(filter);
  return branches.length > MAX_BRANCHES ? [[]] : branches;
}

function expand(filter: Filter): Atom[][] {
  if (filter.kind !== 'composite') return [[filter]];
  if (filter.op === 'OR') return filter.filters.flatMap(expand);
  return filter.filters.reduce<Atom[][]>(
    (branches, inner) =>
      branches.length > MAX_BRANCHES
        ? branches
        : branches.flatMap((branch) => expand(inner).map((atoms) => [...branch, ...atoms])),
    [[]],
  );
}

function branchOf(atoms: readonly Atom[], query: Query, databaseId: string): QueryBranch {
  const named = atoms.find((atom) => atom.kind === 'field' && isName(atom.field) && atom.op === 'EQUAL');
  const reference = named?.kind === 'field' && 'referenceValue' in named.value ? named.value : null;
  const documentPath = reference && relativePath(reference.referenceValue);
  const data = pseudoData(atoms.filter((atom) => !isName(atom.field)));
  const entries = new Map<string, RulesValue>([['data', data]]);
  if (documentPath === null) return { path: openPath(query), resource: RulesMap.of(entries) };
  entries.set('id', documentPath.slice(documentPath.lastIndexOf('/') + 1));
  entries.set('__name__', documentName(documentPath, databaseId));
  return { path: documentPath.split('/'), resource: RulesMap.of(entries) };
}

function openPath(query: Query): PathSegment[] {
  const path: PathSegment[] = query.parent === '' ? [] : query.parent.split('/');
  if (query.allDescendants || query.collectionId === undefined) path.push(ANY_SEGMENTS);
  if (query.collectionId !== undefined) path.push(query.collectionId, UNBOUND);
  return path;
}

/** `projects/p/databases/d/documents/a/b` -> `a/b`. */
function relativePath(reference: string): string {
  return reference.split('/').slice(5).join('/');
}

function isName(field: FieldPath): boolean {
  return field.length === 1 && field[0] === '__name__';
}

interface Branch {
  children: Map<string, Branch>;
  value: RulesValue | undefined;
}

function pseudoData(atoms: readonly Atom[]): RulesMap {
  const root: Branch = { children: new Map(), value: undefined };
  for (const atom of atoms) {
    let node = root;
    for (const name of atom.field) {
      const child = node.children.get(name) ?? { children: new Map(), value: undefined };
      node.children.set(name, child);
      node = child;
    }
    node.value = narrowed(node.value, atom);
  }
  return mapOf(root);
}

function mapOf(node: Branch): RulesMap {
  const entries = new Map<string, RulesValue>();
  for (const [name, child] of node.children) {
    entries.set(name, child.value === undefined ? mapOf(child) : child.value);
  }
  return RulesMap.of(entries);
}

/** What is known of a field after one more filter on it; a pinned value stays pinned. */
function narrowed(known: RulesValue | undefined, atom: Atom): RulesValue {
  if (known !== undefined && !(known instanceof Constraint)) return known;
  const constraint = known ?? new Constraint();
  if (atom.kind === 'unary') {
    if (atom.op === 'IS_NULL') return null;
    if (atom.op === 'IS_NAN') return Number.NaN;
    constraint.excluded.push(atom.op === 'IS_NOT_NULL' ? null : Number.NaN);
    return constraint;
  }
  const value = fromFirestoreValue(atom.value);
  switch (atom.op) {
    case 'EQUAL':
      return value;
    case 'NOT_EQUAL':
      constraint.excluded.push(value);
      break;
    case 'NOT_IN':
      constraint.excluded.push(...elementsOf(atom.value));
      break;
    case 'IN':
      constraint.oneOf ??= elementsOf(atom.value);
      break;
    case 'ARRAY_CONTAINS':
      constraint.contains.push(value);
      break;
    case 'ARRAY_CONTAINS_ANY':
      constraint.containsAny.push(elementsOf(atom.value));
      break;
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL':
      constraint.lower ??= { value, inclusive: atom.op === 'GREATER_THAN_OR_EQUAL' };
      break;
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL':
      constraint.upper ??= { value, inclusive: atom.op === 'LESS_THAN_OR_EQUAL' };
      break;
  }
  return constraint;
}

function elementsOf(value: Value): RulesValue[] {
  return 'arrayValue' in value ? value.arrayValue.values.map(fromFirestoreValue) : [];
}
