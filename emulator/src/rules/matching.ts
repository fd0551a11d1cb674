import type { PatternSegment } from './ast.ts';
import { NULL_VALUE_ERROR, RulesPath, type RulesValue } from './values.ts';

/** An id that a query leaves open: only a wildcard takes it, and reading that wildcard is an error. */
export const UNBOUND = Symbol('unbound segment');
/** Any number of segments, for collection groups: only a recursive wildcard takes it. */
export const ANY_SEGMENTS = Symbol('any segments');

export type PathSegment = string | typeof UNBOUND | typeof ANY_SEGMENTS;

export interface Matched<T> {
  target: T;
  /** One value per wildcard of the pattern, in order. */
  captures: readonly RulesValue[];
}

interface Trie<T> {
  literals: Map<string, Trie<T>>;
  capture: Trie<T> | null;
  glob: Trie<T> | null;
  targets: { target: T; order: number }[];
}

/**
 * Match blocks by the shape of their paths: a request visits the branches that fit it, however many blocks
 * there are.
 */
export class PathIndex<T> {
  readonly #root = emptyTrie<T>();
  readonly #shortestGlob: number;
  #count = 0;

  /** `shortestGlob`: how many segments `{name=**}` must take; 0 in version 2 of the language, 1 in version 1. */
  constructor(shortestGlob: 0 | 1) {
    this.#shortestGlob = shortestGlob;
  }

  add(pattern: readonly PatternSegment[], target: T): void {
    let node = this.#root;
    for (const segment of pattern) node = childFor(node, segment);
    node.targets.push({ target, order: this.#count++ });
  }

  /** Every pattern that takes the whole path, in the order they were added. */
  find(path: readonly PathSegment[]): Matched<T>[] {
    const found: (Matched<T> & { order: number })[] = [];
    this.#visit(this.#root, path, 0, [], found);
    return found.sort((left, right) => left.order - right.order);
  }

  #visit(
    node: Trie<T>,
    path: readonly PathSegment[],
    position: number,
    captures: readonly RulesValue[],
    found: (Matched<T> & { order: number })[],
  ): void {
    const segment = path[position];
    if (segment === undefined) {
      for (const { target, order } of node.targets) found.push({ target, order, captures });
    } else if (segment !== ANY_SEGMENTS) {
      const literal = segment === UNBOUND ? undefined : node.literals.get(segment);
      if (literal) this.#visit(literal, path, position + 1, captures, found);
      if (node.capture) {
        const value = segment === UNBOUND ? NULL_VALUE_ERROR : segment;
        this.#visit(node.capture, path, position + 1, [...captures, value], found);
      }
    }
    if (!node.glob) return;
    for (let end = position + this.#shortestGlob; end <= path.length; end++) {
      const value = globValue(path.slice(position, end));
      this.#visit(node.glob, path, end, [...captures, value], found);
    }
  }
}

function globValue(segments: readonly PathSegment[]): RulesValue {
  const known = segments.filter((segment) => typeof segment === 'string');
  return known.length === segments.length ? new RulesPath(known) : NULL_VALUE_ERROR;
}

function emptyTrie<T>(): Trie<T> {
  return { literals: new Map(), capture: null, glob: null, targets: [] };
}

function childFor<T>(node: Trie<T>, segment: PatternSegment): Trie<T> {
  if (segment.kind === 'capture') return (node.capture ??= emptyTrie<T>());
  if (segment.kind === 'glob') return (node.glob ??= emptyTrie<T>());
  const known = node.literals.get(segment.text);
  if (known) return known;
  const child = emptyTrie<T>();
  node.literals.set(segment.text, child);
  return child;
}
