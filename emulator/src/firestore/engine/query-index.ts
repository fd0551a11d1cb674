import { CollectionTree } from './collection-tree.ts';
import { BY_NAME, planIndex, Slot } from './ordered-index.ts';
import { mergeOrdered } from './merge-ordered.ts';
import { collectionOf, comparePaths, lastSegment } from './paths.ts';
import { compareDocuments, matches, matchesInScope, type NormalisedQuery } from './query.ts';
import { isNamePath } from './field-path.ts';
import type { Leaf } from './query-filters.ts';
import { CollectionScope, GroupScope, type IndexedScope } from './query-scopes.ts';
import type { Document, DocumentChange, DocumentPath, Value } from './types.ts';

/** Scopes smaller than this are read and sorted whole: cheaper than keeping an index, and most have few documents. */
const MIN_INDEXED_DOCUMENTS = 64;

/**
 * The working set of one database in memory and its query access. Indexes are built when a query first needs their
 * shape and kept up to date from then on; a query reads what it returns, plus what residual filters reject.
 */
export class QueryIndex {
  /** Documents and index entries read by queries so far: what tests of cost look at. */
  examined = 0;
  readonly #minIndexed: number;
  #collections = new Map<string, CollectionScope>();
  #groups = new Map<string, GroupScope>();
  #tree = new CollectionTree();
  #size = 0;

  /** `minIndexed`: number of documents from which a collection gets indexes. */
  constructor(minIndexed = MIN_INDEXED_DOCUMENTS) {
    this.#minIndexed = minIndexed;
  }

  /** Takes over a commit's changes. */
  apply(changes: readonly DocumentChange[]): void {
    for (const { path, after } of changes) this.#put(path, after);
  }

  /** Adds documents, as at start-up. */
  load(documents: Iterable<Document>): void {
    for (const document of documents) this.#put(document.path, document);
  }

  clear(): void {
    this.#collections = new Map();
    this.#groups = new Map();
    this.#tree = new CollectionTree();
    this.#size = 0;
  }

  get(path: DocumentPath): Document | undefined {
    return this.#collections.get(collectionOf(path))?.get(path)?.document;
  }

  size(): number {
    return this.#size;
  }

  /** The query's documents in its order, whole, with the number that its offset skipped. */
  run(q: NormalisedQuery): { documents: Document[]; skipped: number } {
    const documents: Document[] = [];
    let skipped = 0;
    const limit = q.limit ?? Infinity;
    if (limit === 0) return { documents, skipped };
    for (const document of this.#results(q)) {
      if (skipped < q.offset) {
        skipped++;
        continue;
      }
      documents.push(document);
      if (documents.length >= limit) break;
    }
    return { documents, skipped };
  }

  /** How many documents `run` would return, counting to `upTo` at most. */
  count(q: NormalisedQuery, upTo = Infinity): number {
    const most = Math.min(upTo, q.limit ?? Infinity);
    const scope = this.#scopeOf(q);
    const [leaves] = q.disjunctions;
    if (
      leaves &&
      q.disjunctions.length === 1 &&
      scope &&
      scope.size >= this.#minIndexed &&
      !namedPath(q, leaves)
    ) {
      const plan = planIndex(q, leaves);
      if (plan.residual.length === 0) {
        return Math.min(most, Math.max(0, scope.index(plan.shape).count(q, plan) - q.offset));
      }
    }
    let count = -q.offset;
    const results = this.#results(q)[Symbol.iterator]();
    while (count < most && !results.next().done) count++;
    return Math.max(0, Math.min(count, most));
  }

  /** Documents of one collection by name, those behind the id `after` where given. */
  listCollection(collectionPath: string, after?: string): Iterable<Document> {
    const scope = this.#collections.get(collectionPath);
    if (!scope) return [];
    const afterPath = after === undefined ? undefined : `${collectionPath}/${after}`;
    if (scope.size >= this.#minIndexed) return scope.index(BY_NAME).readByName(afterPath);
    return Array.from(scope.slots(), (slot) => slot.document)
      .filter(({ path }) => afterPath === undefined || comparePaths(path, afterPath) > 0)
      .sort((a, b) => comparePaths(a.path, b.path));
  }

  /** Ids of a collection's documents, and of those that exist only as parents of others, in name order. */
  childIds(collectionPath: string): string[] {
    const ids = new Set(this.#tree.children(collectionPath));
    for (const path of this.#collections.get(collectionPath)?.paths() ?? []) ids.add(lastSegment(path));
    return [...ids].sort(comparePaths);
  }

  /** Ids of the collections right below a document or, for '', the root, sorted. */
  collectionIds(parent: DocumentPath): string[] {
    return [...this.#tree.children(parent)];
  }

  #put(path: DocumentPath, after: Document | null): void {
    const collectionPath = collectionOf(path);
    let collection = this.#collections.get(collectionPath);
    const slot = collection?.get(path);
    if (!after) {
      if (!collection || !slot) return;
      collection.remove(slot);
      this.#size--;
      if (collection.size > 0) return;
      collection.group.collections.delete(collection);
      this.#collections.delete(collectionPath);
      this.#tree.remove(collectionPath, (candidate) => this.#collections.has(candidate));
      return;
    }
    if (collection && slot) {
      collection.replace(slot, after);
      return;
    }
    if (!collection) {
      collection = new CollectionScope(this.#group(lastSegment(collectionPath)));
      collection.group.collections.add(collection);
      this.#collections.set(collectionPath, collection);
      this.#tree.add(collectionPath);
    }
    collection.add(new Slot(after));
    this.#size++;
  }

  #group(collectionId: string): GroupScope {
    let group = this.#groups.get(collectionId);
    if (!group) {
      group = new GroupScope();
      this.#groups.set(collectionId, group);
    }
    return group;
  }

  /** The scope whose indexes serve the query; undefined where there is none, or no documents. */
  #scopeOf(q: NormalisedQuery): IndexedScope | undefined {
    if (q.collectionId === undefined) return undefined;
    if (!q.allDescendants)
      return this.#collections.get(q.parent === '' ? q.collectionId : `${q.parent}/${q.collectionId}`);
    return q.parent === '' ? this.#groups.get(q.collectionId) : undefined;
  }

  #results(q: NormalisedQuery): Iterable<Document> {
    const scope = this.#scopeOf(q);
    const named = q.disjunctions.map((leaves) => namedPath(q, leaves));
    if (named.every((path) => path !== null)) return this.#fetch(q, named);
    if (!scope) return this.#scanAll(q);
    if (scope.size < this.#minIndexed) return this.#sorted(q, scope.slots());
    return mergeOrdered(
      q.disjunctions.map((leaves) => this.#read(q, scope, leaves)),
      (a, b) => compareDocuments(q, a, b),
    );
  }

  #read(q: NormalisedQuery, scope: IndexedScope, leaves: Leaf[]): Iterable<Document> {
    const plan = planIndex(q, leaves);
    return scope.index(plan.shape).read(q, plan, () => this.examined++);
  }

  /** Filters on the name with `==` or IN are answered by look-up. */
  #fetch(q: NormalisedQuery, paths: DocumentPath[]): Document[] {
    const found: Document[] = [];
    for (const path of new Set(paths)) {
      const document = this.get(path);
      this.examined++;
      if (document && matches(q, document)) found.push(document);
    }
    return found.sort((a, b) => compareDocuments(q, a, b));
  }

  #sorted(q: NormalisedQuery, slots: Iterable<Slot>): Document[] {
    const found: Document[] = [];
    for (const { document } of slots) {
      this.examined++;
      if (matchesInScope(q, document)) found.push(document);
    }
    return found.sort((a, b) => compareDocuments(q, a, b));
  }

  /** Kindless queries and collection groups below a document: by the collections whose path fits. */
  #scanAll(q: NormalisedQuery): Document[] {
    const prefix = q.parent === '' ? '' : `${q.parent}/`;
    const found: Document[] = [];
    for (const [path, collection] of this.#collections) {
      if (!path.startsWith(prefix)) continue;
      for (const { document } of collection.slots()) {
        this.examined++;
        if (matches(q, document)) found.push(document);
      }
    }
    return found.sort((a, b) => compareDocuments(q, a, b));
  }
}

/** The path that an alternative's `__name__ ==` asks for, or null. */
function namedPath(q: NormalisedQuery, leaves: Leaf[]): DocumentPath | null {
  for (const leaf of leaves) {
    if (leaf.op !== 'EQUAL' || !isNamePath(leaf.field)) continue;
    const name = referenceOf(leaf.value);
    return name?.startsWith(q.root) ? name.slice(q.root.length) : '';
  }
  return null;
}

function referenceOf(value: Value): string | undefined {
  return 'referenceValue' in value ? value.referenceValue : undefined;
}
