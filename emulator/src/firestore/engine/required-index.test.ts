import { describe, expect, it } from 'vitest';
import { assertIndexed } from './required-index.ts';
import type { CompositeIndex, FieldOperator, FieldOverride, Filter, Order, Query, Value } from './types.ts';

const text = (stringValue: string): Value => ({ stringValue });

function index(...fields: string[]): CompositeIndex {
  return {
    collectionGroup: 'c',
    queryScope: 'COLLECTION',
    fields: fields.map((spec) => {
      const [fieldPath = '', mode] = spec.split(' ');
      if (mode === 'contains') return { fieldPath, arrayConfig: 'CONTAINS' };
      return { fieldPath, order: mode === 'desc' ? 'DESCENDING' : 'ASCENDING' };
    }),
  };
}

function by(...specs: string[]): Order[] {
  return specs.map((spec) => {
    const [name = '', mode] = spec.split(' ');
    return { field: name.split('.'), direction: mode === 'desc' ? 'DESCENDING' : 'ASCENDING' };
  });
}

function where(...specs: [string, FieldOperator, (Value | Value[])?][]): Filter {
  return {
    kind: 'composite',
    op: 'AND',
    filters: specs.map(([name, op, value = text('x')]) => ({
      kind: 'field',
      field: name.split('.'),
      op,
      value: Array.isArray(value) ? { arrayValue: { values: value } } : value,
    })),
  };
}

interface Case {
  query: Partial<Query>;
  indexes?: CompositeIndex[];
  exemptions?: FieldOverride[];
  aggregated?: string[][];
}

function check({ query, indexes = [], exemptions = [], aggregated = [] }: Case): () => void {
  const whole: Query = { parent: '', collectionId: 'c', allDescendants: false, orderBy: [], ...query };
  return () => assertIndexed(whole, indexes, exemptions, 'p', '(default)', aggregated);
}

const group = { allDescendants: true };
const equalA = where(['a', 'EQUAL']);
const equalAB = where(['a', 'EQUAL'], ['b', 'EQUAL']);

describe('assertIndexed', () => {
  it.each<[string, Case]>([
    ['a whole collection', { query: {} }],
    ['a whole collection group', { query: group }],
    ['one equality', { query: { where: equalA } }],
    ['several equalities, merged', { query: { where: equalAB } }],
    ['one array', { query: { where: where(['a', 'ARRAY_CONTAINS']) } }],
    ['alternatives of one field', { query: { where: where(['a', 'IN', [text('x'), text('y')]]) } }],
    ['one range', { query: { where: where(['a', 'LESS_THAN'], ['a', 'GREATER_THAN']) } }],
    ['one order', { query: { orderBy: by('a desc') } }],
    ['an order by a field that an equality fixes', { query: { where: equalA, orderBy: by('a') } }],
    ['an equality and the name descending', { query: { where: equalA, orderBy: by('__name__ desc') } }],
    ['a range of names', { query: { where: where(['__name__', 'GREATER_THAN', { referenceValue: 'x' }]) } }],
    [
      'equality and order',
      { query: { where: equalA, orderBy: by('x desc') }, indexes: [index('a', 'x desc')] },
    ],
    [
      'an equality field of either direction',
      { query: { where: equalA, orderBy: by('x') }, indexes: [index('a desc', 'x')] },
    ],
    [
      'equalities in any order',
      { query: { where: equalAB, orderBy: by('x') }, indexes: [index('b', 'a', 'x')] },
    ],
    [
      'two indexes of one order, merged',
      {
        query: { where: equalAB, orderBy: by('x desc') },
        indexes: [index('a', 'x desc'), index('b', 'x desc')],
      },
    ],
    [
      'an index with an explicit name',
      { query: { where: equalA, orderBy: by('x') }, indexes: [index('a', 'x', '__name__')] },
    ],
    [
      'a name against the order',
      { query: { orderBy: by('x desc', '__name__') }, indexes: [index('x desc', '__name__')] },
    ],
    ['two orders', { query: { orderBy: by('x', 'y desc') }, indexes: [index('x', 'y desc')] }],
    [
      'two ranges',
      { query: { where: where(['a', 'LESS_THAN'], ['b', 'LESS_THAN']) }, indexes: [index('a', 'b')] },
    ],
    [
      'array and order',
      {
        query: { where: where(['a', 'ARRAY_CONTAINS']), orderBy: by('x') },
        indexes: [index('a contains', 'x')],
      },
    ],
    ['a nested field', { query: { where: equalA, orderBy: by('m.at') }, indexes: [index('a', 'm.at')] }],
    ['a document by name', { query: { where: where(['__name__', 'EQUAL', { referenceValue: 'x' }]) } }],
    ['names descending', { query: { orderBy: by('__name__ desc') }, indexes: [index('__name__ desc')] }],
    [
      'a group field with an override',
      {
        query: { ...group, where: equalA },
        exemptions: [
          {
            collectionGroup: 'c',
            fieldPath: 'a',
            indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
          },
        ],
      },
    ],
    ['a sum', { query: {}, aggregated: [['n']] }],
    ['a filtered sum', { query: { where: equalA }, aggregated: [['n']], indexes: [index('a', 'n desc')] }],
  ])('accepts %s', (_, given) => {
    expect(check(given)).not.toThrow();
  });

  it.each<[string, Case]>([
    ['equality and order without an index', { query: { where: equalA, orderBy: by('x') } }],
    [
      'an index read backwards',
      { query: { where: equalA, orderBy: by('x desc') }, indexes: [index('a', 'x')] },
    ],
    [
      'an index of another collection',
      { query: { where: equalA, orderBy: by('x') }, indexes: [{ ...index('a', 'x'), collectionGroup: 'd' }] },
    ],
    [
      'an index of another scope',
      { query: { ...group, where: equalA, orderBy: by('x') }, indexes: [index('a', 'x')] },
    ],
    [
      'an index with one field too many',
      { query: { where: equalA, orderBy: by('x') }, indexes: [index('a', 'b', 'x')] },
    ],
    [
      'a merge that leaves an equality out',
      { query: { where: equalAB, orderBy: by('x') }, indexes: [index('a', 'x')] },
    ],
    [
      'a merge of different orders',
      { query: { where: equalAB, orderBy: by('x') }, indexes: [index('a', 'x'), index('b', 'y')] },
    ],
    ['equality and range', { query: { where: where(['a', 'EQUAL'], ['b', 'LESS_THAN']) } }],
    [
      'two ranges',
      { query: { where: where(['a', 'LESS_THAN'], ['b', 'LESS_THAN']) }, indexes: [index('b', 'a')] },
    ],
    ['an array and an equality', { query: { where: where(['a', 'ARRAY_CONTAINS'], ['b', 'EQUAL']) } }],
    [
      'an array served by an order',
      { query: { where: where(['a', 'ARRAY_CONTAINS']), orderBy: by('x') }, indexes: [index('a', 'x')] },
    ],
    ['two orders', { query: { orderBy: by('x', 'y') } }],
    ['names descending', { query: { orderBy: by('__name__ desc') } }],
    [
      'a name against the order',
      { query: { orderBy: by('x desc', '__name__') }, indexes: [index('x desc')] },
    ],
    [
      'one alternative of two',
      {
        query: {
          where: { kind: 'composite', op: 'OR', filters: [equalA, where(['b', 'EQUAL'])] },
          orderBy: by('x'),
        },
        indexes: [index('a', 'x')],
      },
    ],
    ['an equality over a collection group', { query: { ...group, where: equalA } }],
    [
      'an exempted field',
      { query: { where: equalA }, exemptions: [{ collectionGroup: 'c', fieldPath: 'a', indexes: [] }] },
    ],
    [
      'a field below an exempted map',
      {
        query: { where: where(['m.x', 'EQUAL']) },
        exemptions: [{ collectionGroup: 'c', fieldPath: 'm', indexes: [] }],
      },
    ],
    [
      'any field of an exempted collection',
      { query: { orderBy: by('a') }, exemptions: [{ collectionGroup: 'c', fieldPath: '*', indexes: [] }] },
    ],
    [
      'a merge with an exempted field',
      { query: { where: equalAB }, exemptions: [{ collectionGroup: 'c', fieldPath: 'b', indexes: [] }] },
    ],
    ['a filtered sum', { query: { where: equalA }, aggregated: [['n']] }],
  ])('refuses %s', (_, given) => {
    expect(check(given)).toThrow(expect.objectContaining({ status: 'FAILED_PRECONDITION' }));
  });

  it('ignores exemptions of other collections and fields', () => {
    const exemptions: FieldOverride[] = [
      { collectionGroup: 'd', fieldPath: 'a', indexes: [] },
      { collectionGroup: 'c', fieldPath: 'b', indexes: [] },
    ];
    expect(check({ query: { where: equalA }, exemptions })).not.toThrow();
  });

  it('links to the index that is missing', () => {
    const message = 'projects/p/databases/(default)/collectionGroups/c/indexes/_';
    const bytes = Buffer.concat([
      Buffer.from([0x0a, message.length]),
      Buffer.from(message),
      Buffer.from([0x10, 1]),
      Buffer.from([0x1a, 5, 0x0a, 1, 0x61, 0x10, 1]),
      Buffer.from([0x1a, 5, 0x0a, 1, 0x78, 0x10, 2]),
      Buffer.from([0x1a, 12, 0x0a, 8]),
      Buffer.from('__name__'),
      Buffer.from([0x10, 2]),
    ]);
    expect(check({ query: { where: equalA, orderBy: by('x desc') } })).toThrow(
      'The query requires an index. You can create it here: https://console.firebase.google.com/v1/r/project/p/firestore/indexes' +
        `?create_composite=${bytes.toString('base64url')}`,
    );
  });

  it('names the single-field index that is missing', () => {
    expect(check({ query: { ...group, where: equalA } })).toThrow(
      /^The query requires a COLLECTION_GROUP_ASC index for collection c and field a\. You can create it here: https:\/\/console\.firebase\.google\.com\/v1\/r\/project\/p\/firestore\/indexes\?create_exemption=\S+$/,
    );
    expect(check({ query: { ...group, orderBy: by('a desc') } })).toThrow(/COLLECTION_GROUP_DESC index/);
    expect(check({ query: { ...group, where: where(['a', 'ARRAY_CONTAINS']) } })).toThrow(
      /COLLECTION_GROUP_CONTAINS index/,
    );
  });
});
