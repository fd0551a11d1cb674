import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusError } from '../../shared/status.ts';
import { createFields, getField } from './fields.ts';
import { QueryIndex } from './query-index.ts';
import { compareDocuments, matches, normaliseQuery, type NormalisedQuery } from './query.ts';
import { anyDocument, anyQuery, documentOf, ROOT } from './testing/arbitraries.ts';
import type { Document, DocumentChange, Filter, Order, Query, Value } from './types.ts';
import { compareValues, isNaNValue, isNull, typeOrder, valuesEqual } from './values.ts';

/** Evaluates a filter as the documentation words it, without normal forms or indexes. */
function holds(filter: Filter, document: Document): boolean {
  if (filter.kind === 'composite') {
    return filter.op === 'AND'
      ? filter.filters.every((inner) => holds(inner, document))
      : filter.filters.some((inner) => holds(inner, document));
  }
  const value = valueOf(document, filter.field);
  if (!value) return false;
  if (filter.kind === 'unary') {
    const wanted = filter.op.endsWith('NULL') ? isNull(value) : isNaNValue(value);
    return filter.op.startsWith('IS_NOT') ? !wanted && !isNull(value) : wanted;
  }
  const operand = filter.value;
  const elements = 'arrayValue' in operand ? operand.arrayValue.values : [];
  const canMatch = (candidate: Value): boolean => !isNull(candidate) && !isNaNValue(candidate);
  const contained = 'arrayValue' in value ? value.arrayValue.values : [];
  switch (filter.op) {
    case 'EQUAL':
      return valuesEqual(value, operand);
    case 'NOT_EQUAL':
      return !isNull(value) && !valuesEqual(value, operand);
    case 'IN':
      return elements.filter(canMatch).some((element) => valuesEqual(element, value));
    case 'NOT_IN':
      return !isNull(value) && !elements.some((element) => isNull(element) || valuesEqual(element, value));
    case 'ARRAY_CONTAINS':
      return canMatch(operand) && contained.some((element) => valuesEqual(element, operand));
    case 'ARRAY_CONTAINS_ANY':
      return elements
        .filter(canMatch)
        .some((element) => contained.some((other) => valuesEqual(element, other)));
    default: {
      const order = compareValues(value, operand);
      const satisfied = { LESS: order < 0, GREATER: order > 0 }[
        filter.op.startsWith('LESS') ? 'LESS' : 'GREATER'
      ];
      return (
        typeOrder(value) === typeOrder(operand) &&
        isNaNValue(value) === isNaNValue(operand) &&
        (satisfied || (filter.op.endsWith('EQUAL') && order === 0))
      );
    }
  }
}

function valueOf(document: Document, field: readonly string[]): Value | undefined {
  return field[0] === '__name__'
    ? { referenceValue: ROOT + document.path }
    : getField(document.fields, field);
}

function sortKey(document: Document, orders: Order[], count: number): Value[] {
  return orders.slice(0, count).map(({ field }) => valueOf(document, field) ?? { nullValue: null });
}

function compareKeys(a: Value[], b: Value[], orders: Order[]): number {
  for (const [index, { direction }] of orders.entries()) {
    const left = a[index];
    const right = b[index];
    const order = left && right ? compareValues(left, right) : 0;
    if (order !== 0) return direction === 'ASCENDING' ? order : -order;
  }
  return 0;
}

function naiveRun(documents: Document[], query: Query, q: NormalisedQuery): Document[] {
  const { startAt, endAt, where } = query;
  const found = documents.filter((document) => {
    const segments = document.path.split('/');
    const parent = segments.slice(0, -2).join('/');
    const isInScope =
      segments.at(-2) === query.collectionId &&
      (query.allDescendants
        ? query.parent === '' || document.path.startsWith(`${query.parent}/`)
        : parent === query.parent);
    if (!isInScope || (where && !holds(where, document))) return false;
    if (!q.orders.every(({ field }) => valueOf(document, field))) return false;
    if (startAt) {
      const order = compareKeys(sortKey(document, q.orders, startAt.values.length), startAt.values, q.orders);
      if (startAt.before ? order < 0 : order <= 0) return false;
    }
    if (!endAt) return true;
    const order = compareKeys(sortKey(document, q.orders, endAt.values.length), endAt.values, q.orders);
    return endAt.before ? order < 0 : order <= 0;
  });
  const all = q.orders.length;
  found.sort((a, b) => compareKeys(sortKey(a, q.orders, all), sortKey(b, q.orders, all), q.orders));
  const offset = query.offset ?? 0;
  return found.slice(offset, query.limit === undefined ? undefined : offset + query.limit);
}

/** Null for a query that the engine refuses. */
function normalise(query: Query): NormalisedQuery | null {
  try {
    return normaliseQuery(query, 'p', '(default)');
  } catch (error) {
    if (error instanceof StatusError && error.status === 'INVALID_ARGUMENT') return null;
    throw error;
  }
}

function paths(documents: Iterable<Document>): string[] {
  return Array.from(documents, ({ path }) => path);
}

function changeTo(state: Map<string, Document>, after: Document | null, path: string): DocumentChange {
  const before = state.get(path) ?? null;
  if (after) state.set(path, after);
  else state.delete(path);
  return { path, before, after };
}

const change = fc.oneof(
  { arbitrary: anyDocument.map((document) => ({ path: document.path, after: document })), weight: 4 },
  { arbitrary: anyDocument.map(({ path }) => ({ path, after: null })), weight: 1 },
);
const steps = fc.array(
  fc.record({
    changes: fc.array(change, { maxLength: 8 }),
    queries: fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('QueryIndex', () => {
  it.each([
    ['with indexes for every collection', 1],
    ['with indexes for none', Infinity],
  ])('answers as a filter and a sort do, while documents change, %s', (_, minIndexed) => {
    let answered = 0;
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 25 }), steps, (initial, steps) => {
        const index = new QueryIndex(minIndexed);
        const state = new Map(initial.map((document) => [document.path, document]));
        index.load(state.values());
        const queries: Query[] = [];
        for (const step of steps) {
          index.apply(step.changes.map(({ path, after }) => changeTo(state, after, path)));
          queries.push(...step.queries);
          for (const query of queries) {
            const q = normalise(query);
            if (!q) continue;
            answered++;
            const documents = [...state.values()];
            const expected = naiveRun(documents, query, q);
            expect(paths(index.run(q).documents)).toEqual(paths(expected));
            expect(index.count(q)).toBe(expected.length);
            expect(index.count(q, 2)).toBe(Math.min(2, expected.length));
            const everything = naiveRun(documents, { ...query, limit: 1000, offset: 0 }, q);
            expect(index.run(q).skipped).toBe(q.limit === 0 ? 0 : Math.min(q.offset, everything.length));
            expect(paths(documents.filter((document) => matches(q, document))).sort()).toEqual(
              paths(everything).sort(),
            );
            expect(paths(everything.toSorted((a, b) => compareDocuments(q, a, b)))).toEqual(
              paths(everything),
            );
          }
        }
        expect(index.size()).toBe(state.size);
      }),
      { numRuns: 1000 },
    );
    expect(answered).toBeGreaterThan(2000);
  });

  it('moves a document whose array alone changes', () => {
    const index = new QueryIndex(1);
    const withTags = (...tags: string[]): Document =>
      documentOf(
        'c/1',
        createFields([['tags', { arrayValue: { values: tags.map((stringValue) => ({ stringValue })) } }]]),
      );
    const tagged = (stringValue: string): NormalisedQuery =>
      normaliseQuery(
        {
          parent: '',
          collectionId: 'c',
          allDescendants: false,
          where: { kind: 'field', field: ['tags'], op: 'ARRAY_CONTAINS', value: { stringValue } },
          orderBy: [],
        },
        'p',
        '(default)',
      );
    const before = withTags('old', 'old', 'kept');
    index.load([before]);
    expect(index.count(tagged('old'))).toBe(1);
    index.apply([{ path: 'c/1', before, after: withTags('kept', 'new') }]);
    expect([index.count(tagged('old')), index.count(tagged('kept')), index.count(tagged('new'))]).toEqual([
      0, 1, 1,
    ]);
  });

  it('keeps track of collections, parents and listings', () => {
    const nested = fc
      .array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')), { minLength: 1, maxLength: 3 })
      .map((pairs) => pairs.flat().join('/'));
    const nestedChange = fc.record({ path: nested, isDeleted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(nestedChange, { maxLength: 30 }), (changes) => {
        const index = new QueryIndex(3);
        const state = new Map<string, Document>();
        for (const { path, isDeleted } of changes) {
          index.apply([changeTo(state, isDeleted ? null : documentOf(path, createFields()), path)]);
          const all = [...state.keys()];
          const idsBelow = (parent: string): string[] => {
            const prefix = parent === '' ? '' : `${parent}/`;
            const below = all.filter((path) => path.startsWith(prefix));
            return [...new Set(below.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))].sort();
          };
          for (const parent of ['', 'a/1', 'a/2', 'a/1/b/2'])
            expect(index.collectionIds(parent)).toEqual(idsBelow(parent));
          for (const collection of ['a', 'b', 'a/1/b']) {
            expect(index.childIds(collection)).toEqual(idsBelow(collection));
            const existing = idsBelow(collection).map((id) => `${collection}/${id}`);
            expect(paths(index.listCollection(collection))).toEqual(
              existing.filter((path) => state.has(path)),
            );
          }
          for (const path of all) expect(index.get(path)).toBe(state.get(path));
        }
        index.clear();
        expect([index.size(), index.collectionIds('')]).toEqual([0, []]);
      }),
      { numRuns: 1000 },
    );
  });

  it('lists by name with numeric ids first, from behind an id on', () => {
    const ids = ['b', '__id10__', 'a', '__id9__', '__id-1__'];
    for (const minIndexed of [1, 100]) {
      const index = new QueryIndex(minIndexed);
      index.load(ids.map((id) => documentOf(`c/${id}`, createFields())));
      expect(paths(index.listCollection('c'))).toEqual([
        'c/__id-1__',
        'c/__id9__',
        'c/__id10__',
        'c/a',
        'c/b',
      ]);
      expect(paths(index.listCollection('c', '__id10__'))).toEqual(['c/a', 'c/b']);
      expect(index.childIds('c')).toEqual(['__id-1__', '__id9__', '__id10__', 'a', 'b']);
    }
  });

  it('finds every descendant in a kindless query', () => {
    const index = new QueryIndex();
    index.load(
      ['a/1', 'a/1/b/2', 'a/1/b/2/c/3', 'a/12', 'x/y'].map((path) => documentOf(path, createFields())),
    );
    const kindless = (query: Partial<Query>): string[] => {
      const q = normaliseQuery({ parent: '', allDescendants: true, orderBy: [], ...query }, 'p', '(default)');
      return paths(index.run(q).documents);
    };
    const name = (op: 'LESS_THAN' | 'GREATER_THAN_OR_EQUAL', path: string): Filter => ({
      kind: 'field',
      field: ['__name__'],
      op,
      value: { referenceValue: ROOT + path },
    });
    expect(kindless({ parent: 'a/1' })).toEqual(['a/1/b/2', 'a/1/b/2/c/3']);
    const filters = [
      name('GREATER_THAN_OR_EQUAL', 'a/__id-9223372036854775808__'),
      name('LESS_THAN', 'a\0/__id-9223372036854775808__'),
    ];
    expect(kindless({ where: { kind: 'composite', op: 'AND', filters } })).toEqual([
      'a/1',
      'a/1/b/2',
      'a/1/b/2/c/3',
      'a/12',
    ]);
  });

  it('reads no more than it returns from 20,000 documents', () => {
    const index = new QueryIndex();
    const statuses = ['waiting', 'open', 'closed'];
    const documents = Array.from({ length: 20_000 }, (_, n) =>
      documentOf(
        `companies/a/conversations/${n}`,
        createFields([
          ['status', { stringValue: statuses[n % 3] ?? '' }],
          ['queueId', { stringValue: `q${n % 5}` }],
          ['tags', { arrayValue: { values: [{ stringValue: `t${n % 4}` }] } }],
          ['at', { integerValue: String((n * 7919) % 20_000) }],
        ]),
      ),
    );
    index.load(documents);
    const equal = (field: string, value: string): Filter => ({
      kind: 'field',
      field: [field],
      op: 'EQUAL',
      value: { stringValue: value },
    });
    const oneOf = (op: 'IN' | 'ARRAY_CONTAINS_ANY', field: string, values: string[]): Filter => ({
      kind: 'field',
      field: [field],
      op,
      value: { arrayValue: { values: values.map((stringValue) => ({ stringValue })) } },
    });
    const examinedBy = (filters: Filter[], more: Partial<Query> = {}): number => {
      const query: Query = {
        parent: 'companies/a',
        collectionId: 'conversations',
        allDescendants: false,
        where: { kind: 'composite', op: 'AND', filters },
        orderBy: [{ field: ['at'], direction: 'DESCENDING' }],
        limit: 30,
        ...more,
      };
      const before = index.examined;
      expect(index.run(normaliseQuery(query, 'p', '(default)')).documents).toHaveLength(30);
      return index.examined - before;
    };
    const [first] = documents;
    const waiting = [equal('status', 'waiting'), equal('queueId', 'q1')];
    expect(examinedBy(waiting)).toBe(30);
    if (first) {
      const status: Value = { stringValue: 'waiting' };
      const at: Value = { integerValue: '99999' };
      const after = {
        ...first,
        fields: createFields([...Object.entries(first.fields), ['status', status], ['at', at]]),
      };
      index.apply([{ path: first.path, before: first, after }]);
    }
    expect(examinedBy(waiting, { startAt: { values: [{ integerValue: '9000' }], before: false } })).toBe(30);
    expect(examinedBy([equal('status', 'open'), oneOf('IN', 'queueId', ['q1', 'q2', 'q3'])])).toBeLessThan(
      100,
    );
    expect(examinedBy([oneOf('ARRAY_CONTAINS_ANY', 'tags', ['t1', 't2'])])).toBeLessThan(100);
    const range: Filter = { kind: 'field', field: ['at'], op: 'LESS_THAN', value: { integerValue: '500' } };
    expect(examinedBy([equal('status', 'closed'), range], { allDescendants: true, parent: '' })).toBe(30);
  });
});
