import { describe, expect, it } from 'vitest';

import { jsonDialect } from './dialect.ts';
import { readAggregations, readQuery } from './read-query.ts';

const field = (fieldPath: string): object => ({ field: { fieldPath } });

describe('readQuery', () => {
  it('reads everything a query can say', () => {
    const query = readQuery(
      {
        from: [{ collectionId: 'c', allDescendants: true }],
        select: { fields: [{ fieldPath: 'a.`b.c`' }] },
        where: {
          compositeFilter: {
            op: 'OR',
            filters: [
              { fieldFilter: { ...field('n'), op: 'IN', value: { arrayValue: { values: [] } } } },
              { unaryFilter: { ...field('x'), op: 'IS_NULL' } },
            ],
          },
        },
        orderBy: [field('n'), { ...field('__name__'), direction: 'DESCENDING' }],
        startAt: { values: [{ integerValue: '1' }], before: true },
        endAt: { values: [{ integerValue: '9' }] },
        offset: 2,
        limit: 3,
      },
      'p/q',
      jsonDialect,
    );
    expect(query).toEqual({
      parent: 'p/q',
      collectionId: 'c',
      allDescendants: true,
      select: [['a', 'b.c']],
      where: {
        kind: 'composite',
        op: 'OR',
        filters: [
          { kind: 'field', field: ['n'], op: 'IN', value: { arrayValue: { values: [] } } },
          { kind: 'unary', field: ['x'], op: 'IS_NULL' },
        ],
      },
      orderBy: [
        { field: ['n'], direction: 'ASCENDING' },
        { field: ['__name__'], direction: 'DESCENDING' },
      ],
      startAt: { values: [{ integerValue: '1' }], before: true },
      endAt: { values: [{ integerValue: '9' }], before: false },
      offset: 2,
      limit: 3,
    });
  });

  it('takes enum numbers for names, as proto3 JSON allows', () => {
    const where = { fieldFilter: { ...field('n'), op: 8, value: { nullValue: null } } };
    expect(readQuery({ where }, '', jsonDialect).where).toMatchObject({ op: 'IN' });
  });

  it('leaves the collection out of a query over all kinds', () => {
    expect(readQuery({ from: [{ allDescendants: true }] }, '', jsonDialect)).toEqual({
      parent: '',
      allDescendants: true,
      orderBy: [],
    });
  });

  it.each([
    ['two collections', { from: [{ collectionId: 'a' }, { collectionId: 'b' }] }],
    [
      'an unknown operator',
      { where: { fieldFilter: { ...field('n'), op: 'LIKE', value: { nullValue: null } } } },
    ],
    ['an operator left out', { where: { unaryFilter: field('n') } }],
    ['a filter of no kind', { where: {} }],
    ['a malformed field path', { orderBy: [field('a..b')] }],
    ['a limit that is no number', { limit: 'few' }],
  ])('refuses %s', (_name, message) => {
    expect(() => readQuery(message, '', jsonDialect)).toThrow(
      expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
    );
  });
});

describe('readAggregations', () => {
  it('names what has no alias by its place', () => {
    const aggregations = [{ count: { upTo: '5' }, alias: 'c' }, { sum: field('n') }, { avg: field('m.n') }];
    expect(readAggregations({ aggregations })).toEqual([
      { alias: 'c', kind: 'count', upTo: 5 },
      { alias: 'field_2', kind: 'sum', field: ['n'] },
      { alias: 'field_3', kind: 'avg', field: ['m', 'n'] },
    ]);
  });
});
