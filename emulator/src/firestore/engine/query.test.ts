import { describe, expect, it } from 'vitest';
import { createFields } from './fields.ts';
import { matches, normaliseQuery, project, queryKey } from './query.ts';
import { documentOf, ROOT } from './testing/arbitraries.ts';
import type { FieldOperator, Filter, Order, Query, Value } from './types.ts';

const integer = (value: number): Value => ({ integerValue: String(value) });
const base: Query = { parent: '', collectionId: 'c', allDescendants: false, orderBy: [] };

function field(name: string, op: FieldOperator, value: Value | Value[]): Filter {
  return {
    kind: 'field',
    field: [name],
    op,
    value: Array.isArray(value) ? { arrayValue: { values: value } } : value,
  };
}

function and(...filters: Filter[]): Filter {
  return { kind: 'composite', op: 'AND', filters };
}

function or(...filters: Filter[]): Filter {
  return { kind: 'composite', op: 'OR', filters };
}

function by(name: string, direction: Order['direction'] = 'ASCENDING'): Order {
  return { field: [name], direction };
}

function many(count: number): Value[] {
  return Array.from({ length: count }, (_, n) => integer(n));
}

function normalise(query: Partial<Query>): ReturnType<typeof normaliseQuery> {
  return normaliseQuery({ ...base, ...query }, 'p', '(default)');
}

describe('implicit orders', () => {
  it.each<[string, Partial<Query>, string]>([
    ['the name', {}, '__name__ ASCENDING'],
    [
      'the name after others, in their direction',
      { orderBy: [by('a'), by('b', 'DESCENDING')] },
      'a ASCENDING, b DESCENDING, __name__ DESCENDING',
    ],
    [
      'a field under an inequality',
      { where: field('a', 'NOT_EQUAL', integer(1)) },
      'a ASCENDING, __name__ ASCENDING',
    ],
    [
      'several of them sorted, after the given ones',
      {
        where: and(
          field('key', 'NOT_EQUAL', integer(1)),
          field('sort', 'LESS_THAN', integer(1)),
          field('b', 'GREATER_THAN', integer(1)),
        ),
        orderBy: [by('sort', 'DESCENDING')],
      },
      'sort DESCENDING, b DESCENDING, key DESCENDING, __name__ DESCENDING',
    ],
    [
      'no field under an equality',
      { where: and(field('a', 'EQUAL', integer(1)), field('b', 'IN', [integer(1)])) },
      '__name__ ASCENDING',
    ],
    [
      'the name only once where it is compared',
      {
        where: and(
          field('__name__', 'GREATER_THAN', { referenceValue: `${ROOT}c/a` }),
          field('a', 'NOT_IN', [integer(1)]),
        ),
      },
      'a ASCENDING, __name__ ASCENDING',
    ],
    [
      'a unary inequality',
      { where: { kind: 'unary', field: ['a'], op: 'IS_NOT_NULL' } },
      'a ASCENDING, __name__ ASCENDING',
    ],
  ])('add %s', (_, query, expected) => {
    const { orders } = normalise(query);
    expect(orders.map(({ field, direction }) => `${field.join('.')} ${direction}`).join(', ')).toBe(expected);
  });
});

describe('normaliseQuery', () => {
  it.each<[string, Partial<Query>, string | RegExp]>([
    ['a negative limit', { limit: -1 }, 'limit is negative'],
    ['a negative offset', { offset: -1 }, 'offset is negative'],
    ['a reserved id above', { parent: 'a/__b__' }, 'Resource id "__b__" is invalid because it is reserved.'],
    [
      'a reserved collection',
      { collectionId: '__c__' },
      'Resource id "__c__" is invalid because it is reserved.',
    ],
    ['a slash in the collection id', { collectionId: 'a/b/c' }, /Invalid collection id/],
    ['31 values of IN', { where: field('a', 'IN', many(31)) }, "'IN' supports up to 30 comparison values."],
    [
      '11 values of NOT_IN',
      { where: field('a', 'NOT_IN', many(11)) },
      "'NOT_IN' supports up to 10 comparison values.",
    ],
    ['no value of IN', { where: field('a', 'IN', []) }, "'IN' requires an non-empty ArrayValue."],
    ['IN without a list', { where: field('a', 'IN', integer(1)) }, "'IN' requires an non-empty ArrayValue."],
    [
      'more than 30 alternatives',
      { where: and(field('a', 'IN', many(6)), field('b', 'IN', many(6))) },
      /disjunctions/,
    ],
    [
      'two ARRAY_CONTAINS',
      { where: and(field('a', 'ARRAY_CONTAINS', integer(1)), field('b', 'ARRAY_CONTAINS_ANY', many(2))) },
      "A maximum of 1 'ARRAY_CONTAINS' filter is allowed per disjunction.",
    ],
    [
      'two negations',
      { where: and(field('a', 'NOT_EQUAL', integer(1)), field('b', 'NOT_IN', many(1))) },
      /^Only a single 'NOT_EQUAL', 'NOT_IN'/,
    ],
    [
      'NOT_IN beside OR',
      { where: or(field('a', 'NOT_IN', many(1)), field('b', 'EQUAL', integer(1))) },
      /^'NOT_IN' cannot be used/,
    ],
    [
      'NOT_IN beside IN',
      { where: and(field('a', 'NOT_IN', many(1)), field('b', 'IN', many(2))) },
      /^'NOT_IN' cannot be used/,
    ],
    ['an empty composite filter', { where: and() }, /at least one/],
    [
      'a name compared with a text',
      { where: field('__name__', 'EQUAL', { stringValue: 'a' }) },
      '__key__ filter value must be a Key',
    ],
    [
      'a name in a list of texts',
      { where: field('__name__', 'IN', [{ stringValue: 'a' }]) },
      '__key__ filter value must be a Key',
    ],
    [
      'ARRAY_CONTAINS on the name',
      { where: field('__name__', 'ARRAY_CONTAINS', { referenceValue: ROOT }) },
      /cannot be used with __name__/,
    ],
    [
      'an order after the name',
      { orderBy: [by('__name__'), by('a')] },
      'order by clause cannot contain more fields after the key',
    ],
    [
      'an inequality behind an order by name',
      { where: field('a', 'NOT_EQUAL', integer(1)), orderBy: [by('__name__')] },
      'order by clause cannot contain more fields after the key',
    ],
    ['a field ordered twice', { orderBy: [by('a'), by('a')] }, /duplicate fields a$/],
    ['too long a cursor', { startAt: { values: many(2), before: true } }, 'Cursor has too many values.'],
    [
      'a cursor on the name that is none',
      { startAt: { values: many(1), before: true } },
      /must be a document reference/,
    ],
    [
      'eleven fields under inequalities',
      { where: and(...many(11).map((value, n) => field(`f${n}`, 'LESS_THAN', value))) },
      /at most 10 fields/,
    ],
  ])('refuses %s', (_, query, message) => {
    expect(() => normalise(query)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
    expect(() => normalise(query)).toThrow(message);
  });

  it('refuses fields in a query over all kinds', () => {
    const kindless: Query = { parent: '', allDescendants: true, orderBy: [] };
    const run = (query: Partial<Query>) => () => normaliseQuery({ ...kindless, ...query }, 'p', '(default)');
    expect(run({ orderBy: [by('__name__')] })).not.toThrow();
    expect(run({ orderBy: [by('a')] })).toThrow('kind is required for all orders except __key__ ascending');
    expect(run({ where: field('a', 'EQUAL', integer(1)) })).toThrow('kind is required for filter: a');
  });

  it('accepts the most that is allowed', () => {
    expect(
      normalise({ where: and(field('a', 'IN', many(6)), field('b', 'IN', many(5))) }).disjunctions,
    ).toHaveLength(30);
    expect(normalise({ where: field('a', 'NOT_IN', many(10)) }).disjunctions).toHaveLength(1);
  });
});

describe('matches', () => {
  it('knows its scope', () => {
    const paths = ['c/1', 'c/1/c/2', 'x/1/c/2', 'x/1/y/2/c/3', 'x/12/c/2', 'cc/1', 'c/1/d/2'];
    const matched = (query: Partial<Query>): string[] => {
      const q = normalise(query);
      return paths.filter((path) => matches(q, documentOf(path, createFields())));
    };
    expect(matched({})).toEqual(['c/1']);
    expect(matched({ parent: 'x/1' })).toEqual(['x/1/c/2']);
    expect(matched({ allDescendants: true })).toEqual([
      'c/1',
      'c/1/c/2',
      'x/1/c/2',
      'x/1/y/2/c/3',
      'x/12/c/2',
    ]);
    expect(matched({ allDescendants: true, parent: 'x/1' })).toEqual(['x/1/c/2', 'x/1/y/2/c/3']);
  });

  it.each<[string, Filter, Value[]]>([
    [
      '!= 3 leaves out null and 3.0',
      field('a', 'NOT_EQUAL', integer(3)),
      [{ doubleValue: NaN }, { stringValue: '3' }],
    ],
    [
      '!= null',
      { kind: 'unary', field: ['a'], op: 'IS_NOT_NULL' },
      [{ doubleValue: NaN }, { doubleValue: 3 }, { stringValue: '3' }],
    ],
    ['!= NaN', { kind: 'unary', field: ['a'], op: 'IS_NOT_NAN' }, [{ doubleValue: 3 }, { stringValue: '3' }]],
    [
      'in [3, null, NaN] ignores null and NaN',
      field('a', 'IN', [integer(3), { nullValue: null }, { doubleValue: NaN }]),
      [{ doubleValue: 3 }],
    ],
    ['in [null] matches nothing', field('a', 'IN', [{ nullValue: null }]), []],
    ['not-in [3, NaN]', field('a', 'NOT_IN', [integer(3), { doubleValue: NaN }]), [{ stringValue: '3' }]],
    ['not-in [null] matches nothing', field('a', 'NOT_IN', [{ nullValue: null }]), []],
    ['> 2 keeps to numbers', field('a', 'GREATER_THAN', integer(2)), [{ doubleValue: 3 }]],
    ['<= 3 leaves out null and NaN', field('a', 'LESS_THAN_OR_EQUAL', integer(3)), [{ doubleValue: 3 }]],
    [
      '>= NaN keeps to NaN',
      field('a', 'GREATER_THAN_OR_EQUAL', { doubleValue: NaN }),
      [{ doubleValue: NaN }],
    ],
  ])('%s', (_, where, expected) => {
    const values: Value[] = [
      { nullValue: null },
      { doubleValue: NaN },
      { doubleValue: 3 },
      { stringValue: '3' },
    ];
    const q = normalise({ where });
    expect(values.filter((a) => matches(q, documentOf('c/1', createFields([['a', a]]))))).toEqual(expected);
    expect(matches(q, documentOf('c/1', createFields()))).toBe(false);
  });
});

describe('project', () => {
  const document = documentOf(
    'c/1',
    createFields([
      ['a', integer(1)],
      ['b', integer(2)],
    ]),
  );

  it('keeps all without a selection, nothing but the name for an empty one, else what is selected', () => {
    expect(project(document, undefined)).toBe(document);
    expect(Object.keys(project(document, []).fields)).toEqual([]);
    expect(Object.keys(project(document, [['__name__']]).fields)).toEqual([]);
    expect(Object.keys(project(document, [['__name__'], ['b'], ['x']]).fields)).toEqual(['b']);
  });
});

describe('queryKey', () => {
  const key = (query: Partial<Query>): string => queryKey({ ...base, ...query });

  it('is the same for queries that mean the same', () => {
    expect(key({ orderBy: [by('__name__')] })).toBe(key({}));
    expect(key({ orderBy: [by('a', 'DESCENDING'), by('__name__', 'DESCENDING')] })).toBe(
      key({ orderBy: [by('a', 'DESCENDING')] }),
    );
    const [one, two] = [field('a', 'EQUAL', integer(1)), field('b', 'EQUAL', integer(2))];
    expect(key({ where: and(one, two) })).toBe(key({ where: and(two, one) }));
    expect(key({ where: and(one) })).toBe(key({ where: one }));
    expect(key({ offset: 0 })).toBe(key({}));
  });

  it('differs for queries that differ', () => {
    const value = (value: Value): Partial<Query> => ({ where: field('a', 'EQUAL', value) });
    const queries: Partial<Query>[] = [
      {},
      { parent: 'x/1' },
      { collectionId: 'd' },
      { allDescendants: true },
      { orderBy: [by('a')] },
      { orderBy: [by('a', 'DESCENDING')] },
      { orderBy: [by('__name__', 'DESCENDING')] },
      { limit: 1 },
      { offset: 1 },
      { select: [] },
      { select: [['a', 'b']] },
      { select: [['a.b']] },
      { startAt: { values: [integer(1)], before: true } },
      { startAt: { values: [integer(1)], before: false } },
      { endAt: { values: [integer(1)], before: true } },
      value(integer(1)),
      value({ doubleValue: 1 }),
      value({ doubleValue: NaN }),
      value({ doubleValue: -0 }),
      value({ doubleValue: 0 }),
      value({ stringValue: '1' }),
      value({ stringValue: 'NaN' }),
      { where: field('b', 'EQUAL', integer(1)) },
      { where: field('a', 'NOT_EQUAL', integer(1)) },
      { where: and(field('a', 'EQUAL', integer(1)), field('b', 'EQUAL', integer(1))) },
      { where: or(field('a', 'EQUAL', integer(1)), field('b', 'EQUAL', integer(1))) },
    ];
    expect(new Set(queries.map(key)).size).toBe(queries.length);
  });
});
