import { getField } from './fields.ts';
import { fieldPathsEqual, isNamePath } from './field-path.ts';
import { comparePaths } from './paths.ts';
import { compareByOrders, isAfterEnd, isBeforeStart, type NormalisedQuery } from './query.ts';
import { isRange, leafHolds, type Leaf, type RangeOperator } from './query-filters.ts';
import { SortedList, type Position } from './sorted-list.ts';
import type { Document, DocumentPath, FieldPath, Order, Value } from './types.ts';
import { compareValues, rangeRank, valuesIdentical } from './values.ts';

/** One stored document, shared by every index that lists it: a change that moves nothing costs nothing. */
export class Slot implements Entry {
  document: Document;

  constructor(document: Document) {
    this.document = document;
  }

  get slot(): Slot {
    return this;
  }

  get element(): undefined {
    return undefined;
  }
}

/** An index lists slots, or, where it covers ARRAY_CONTAINS, one entry per distinct element of the array. */
interface Entry {
  readonly slot: Slot;
  readonly element: Value | undefined;
}

/** What an index sorts by: equality fields, the elements of one array, then the orders of its queries. */
export interface IndexShape {
  equalities: FieldPath[];
  contains: FieldPath | undefined;
  /** The first is always ascending; the reverse is read backwards. */
  orders: Order[];
}

/** Shape of plain listings by name. */
export const BY_NAME: IndexShape = {
  equalities: [],
  contains: undefined,
  orders: [{ field: ['__name__'], direction: 'ASCENDING' }],
};

/** How one alternative of a query is answered from an index of `shape`. */
interface IndexPlan {
  shape: IndexShape;
  equalities: Value[];
  element: Value | undefined;
  /** Range filters on the first order: they narrow the part of the index that is read. */
  ranges: (Leaf & { op: RangeOperator; value: Value })[];
  /** What remains to check per document. */
  residual: Leaf[];
  isBackward: boolean;
}

/** Finds the index that serves one alternative of a query. */
export function planIndex(q: NormalisedQuery, leaves: Leaf[]): IndexPlan {
  const isBackward = q.orders[0]?.direction === 'DESCENDING';
  const orders = isBackward ? q.orders.map(reverse) : q.orders;
  const [firstOrder] = orders;
  const equalities: { field: FieldPath; value: Value }[] = [];
  let contains: { field: FieldPath; value: Value } | undefined;
  const ranges: IndexPlan['ranges'] = [];
  const residual: Leaf[] = [];
  for (const leaf of leaves) {
    if (leaf.op === 'EQUAL' && !isNamePath(leaf.field)) {
      equalities.push(leaf);
    } else if (leaf.op === 'ARRAY_CONTAINS' && !contains) {
      contains = leaf;
    } else if (isRange(leaf) && firstOrder && fieldPathsEqual(firstOrder.field, leaf.field)) {
      ranges.push(leaf);
    } else {
      residual.push(leaf);
    }
  }
  const keyed = equalities.map((equality) => ({ ...equality, key: JSON.stringify(equality.field) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    shape: { equalities: keyed.map(({ field }) => field), contains: contains?.field, orders },
    equalities: keyed.map(({ value }) => value),
    element: contains?.value,
    ranges,
    residual,
    isBackward,
  };
}

/** Documents of one scope sorted for one shape of queries, kept up to date by `add`, `remove` and `isMovedBy`. */
export class OrderedIndex {
  readonly #shape: IndexShape;
  readonly #list: SortedList<Entry>;

  constructor(shape: IndexShape, slots: Iterable<Slot>) {
    this.#shape = shape;
    const entries: Entry[] = [];
    for (const slot of slots) entries.push(...this.#entriesOf(slot));
    const compare = (a: Entry, b: Entry): number => this.#compareEntries(a, b);
    this.#list = new SortedList(compare, entries.sort(compare));
  }

  add(slot: Slot): void {
    for (const entry of this.#entriesOf(slot)) this.#list.insert(entry);
  }

  /** Must be called while the slot still holds the document it was added with. */
  remove(slot: Slot): void {
    for (const entry of this.#entriesOf(slot)) this.#list.delete(entry);
  }

  /** Whether replacing `before` by `after` changes what this index sorts by. */
  isMovedBy(before: Document, after: Document): boolean {
    const { equalities, contains, orders } = this.#shape;
    const differs = (field: FieldPath): boolean => {
      const left = getField(before.fields, field);
      const right = getField(after.fields, field);
      if (!left || !right) return left !== right;
      return !valuesIdentical(left, right);
    };
    return (
      equalities.some(differs) ||
      (contains !== undefined && differs(contains)) ||
      orders.some(({ field }) => !isNamePath(field) && differs(field))
    );
  }

  /** Documents of the plan's part of the index in the query's order; `onExamined` is called per entry read. */
  *read(q: NormalisedQuery, plan: IndexPlan, onExamined: () => void): Generator<Document> {
    const { from, to } = this.#bounds(q, plan);
    for (const { slot } of plan.isBackward ? this.#list.backward(from, to) : this.#list.forward(from, to)) {
      onExamined();
      if (plan.residual.every((leaf) => leafHolds(leaf, slot.document, q.root))) yield slot.document;
    }
  }

  /** Number of documents in the plan's part, without reading them; only where the plan has no residual filter. */
  count(q: NormalisedQuery, plan: IndexPlan): number {
    const { from, to } = this.#bounds(q, plan);
    return this.#list.distance(from, to);
  }

  /** All documents of a `BY_NAME` index, those behind the path `after` where given. */
  *readByName(after: DocumentPath | undefined): Generator<Document> {
    const from = this.#list.partition(
      ({ slot }) => after !== undefined && comparePaths(slot.document.path, after) <= 0,
    );
    const to = this.#list.partition(() => true);
    for (const { slot } of this.#list.forward(from, to)) yield slot.document;
  }

  #bounds(q: NormalisedQuery, plan: IndexPlan): { from: Position; to: Position } {
    const isTooLow = plan.isBackward ? isAfterEnd : isBeforeStart;
    const isTooHigh = plan.isBackward ? isBeforeStart : isAfterEnd;
    const [first] = this.#shape.orders;
    const side = (entry: Entry): number => {
      const { document } = entry.slot;
      for (const range of plan.ranges) {
        const value = first && orderedValue(document, first.field, q.root);
        const outside = value ? sideOfRange(value, range) : 0;
        if (outside !== 0) return outside;
      }
      if (isTooLow(q, document)) return -1;
      return isTooHigh(q, document) ? 1 : 0;
    };
    const position = (entry: Entry): number => this.#compareToPrefix(entry, plan) || side(entry);
    return {
      from: this.#list.partition((entry) => position(entry) < 0),
      to: this.#list.partition((entry) => position(entry) <= 0),
    };
  }

  #compareToPrefix(entry: Entry, plan: IndexPlan): number {
    for (const [index, field] of this.#shape.equalities.entries()) {
      const value = getField(entry.slot.document.fields, field);
      const wanted = plan.equalities[index];
      const order = value && wanted ? compareValues(value, wanted) : 0;
      if (order !== 0) return order;
    }
    return entry.element && plan.element ? compareValues(entry.element, plan.element) : 0;
  }

  #compareEntries(a: Entry, b: Entry): number {
    for (const field of this.#shape.equalities) {
      const left = getField(a.slot.document.fields, field);
      const right = getField(b.slot.document.fields, field);
      const order = left && right ? compareValues(left, right) : 0;
      if (order !== 0) return order;
    }
    const byElement = a.element && b.element ? compareValues(a.element, b.element) : 0;
    return byElement || compareByOrders(this.#shape.orders, a.slot.document, b.slot.document);
  }

  /** None where the document lacks a field: no query of this shape can return it. */
  #entriesOf(slot: Slot): Entry[] {
    const { fields } = slot.document;
    const { equalities, contains, orders } = this.#shape;
    const isMissing = (field: FieldPath): boolean => !isNamePath(field) && !getField(fields, field);
    if (equalities.some(isMissing) || orders.some(({ field }) => isMissing(field))) return [];
    if (!contains) return [slot];
    const array = getField(fields, contains);
    if (!array || !('arrayValue' in array)) return [];
    const elements = array.arrayValue.values.toSorted(compareValues);
    return elements
      .filter((element, index) => {
        const previous = elements[index - 1];
        return !previous || compareValues(previous, element) !== 0;
      })
      .map((element) => ({ slot, element }));
  }
}

/** -1 where the value lies before everything the range allows, 1 where behind, 0 inside; ranges keep to one type. */
function sideOfRange(value: Value, range: { op: RangeOperator; value: Value }): number {
  const byType = rangeRank(value) - rangeRank(range.value);
  if (byType !== 0) return byType;
  const order = compareValues(value, range.value);
  switch (range.op) {
    case 'LESS_THAN':
      return order < 0 ? 0 : 1;
    case 'LESS_THAN_OR_EQUAL':
      return order <= 0 ? 0 : 1;
    case 'GREATER_THAN':
      return order > 0 ? 0 : -1;
    case 'GREATER_THAN_OR_EQUAL':
      return order >= 0 ? 0 : -1;
  }
}

function orderedValue(document: Document, field: FieldPath, root: string): Value | undefined {
  return isNamePath(field) ? { referenceValue: root + document.path } : getField(document.fields, field);
}

function reverse({ field, direction }: Order): Order {
  return { field, direction: direction === 'ASCENDING' ? 'DESCENDING' : 'ASCENDING' };
}
