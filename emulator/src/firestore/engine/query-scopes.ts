import { OrderedIndex, Slot, type IndexShape } from './ordered-index.ts';
import type { Document, DocumentPath } from './types.ts';

/** Most indexes kept per scope; the one unused for longest goes first. */
const MAX_INDEXES = 64;

/** Documents that queries of one kind range over, with the indexes that those queries have asked for. */
export interface IndexedScope {
  readonly size: number;
  slots(): Iterable<Slot>;
  /** The index of a shape, built now if it is not there. */
  index(shape: IndexShape): OrderedIndex;
}

/** The indexes of a scope, most recently used last. */
class IndexSet {
  #indexes = new Map<string, OrderedIndex>();

  use(shape: IndexShape, slots: () => Iterable<Slot>): OrderedIndex {
    const key = JSON.stringify([shape.equalities, shape.contains, shape.orders]);
    const index = this.#indexes.get(key) ?? new OrderedIndex(shape, slots());
    this.#indexes.delete(key);
    this.#indexes.set(key, index);
    const [oldest] = this.#indexes.keys();
    if (this.#indexes.size > MAX_INDEXES && oldest !== undefined) this.#indexes.delete(oldest);
    return index;
  }

  all(): Iterable<OrderedIndex> {
    return this.#indexes.values();
  }
}

/** Every collection of one id, wherever it lies. */
export class GroupScope implements IndexedScope {
  readonly collections = new Set<CollectionScope>();
  readonly indexes = new IndexSet();
  size = 0;

  *slots(): Generator<Slot> {
    for (const collection of this.collections) yield* collection.slots();
  }

  index(shape: IndexShape): OrderedIndex {
    return this.indexes.use(shape, () => this.slots());
  }
}

/** One collection. Small on purpose: a database may hold a hundred thousand. */
export class CollectionScope implements IndexedScope {
  readonly group: GroupScope;
  readonly #slots = new Map<DocumentPath, Slot>();
  #indexes: IndexSet | undefined;

  constructor(group: GroupScope) {
    this.group = group;
  }

  get size(): number {
    return this.#slots.size;
  }

  get(path: DocumentPath): Slot | undefined {
    return this.#slots.get(path);
  }

  slots(): Iterable<Slot> {
    return this.#slots.values();
  }

  paths(): Iterable<DocumentPath> {
    return this.#slots.keys();
  }

  index(shape: IndexShape): OrderedIndex {
    this.#indexes ??= new IndexSet();
    return this.#indexes.use(shape, () => this.slots());
  }

  add(slot: Slot): void {
    this.#slots.set(slot.document.path, slot);
    this.group.size++;
    for (const index of this.#affected()) index.add(slot);
  }

  remove(slot: Slot): void {
    this.#slots.delete(slot.document.path);
    this.group.size--;
    for (const index of this.#affected()) index.remove(slot);
  }

  replace(slot: Slot, after: Document): void {
    const moved: OrderedIndex[] = [];
    for (const index of this.#affected()) {
      if (!index.isMovedBy(slot.document, after)) continue;
      index.remove(slot);
      moved.push(index);
    }
    slot.document = after;
    for (const index of moved) index.add(slot);
  }

  *#affected(): Generator<OrderedIndex> {
    if (this.#indexes) yield* this.#indexes.all();
    yield* this.group.indexes.all();
  }
}
