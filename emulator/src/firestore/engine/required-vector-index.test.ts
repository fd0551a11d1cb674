import { describe, expect, it } from 'vitest';
import { assertIndexed } from './required-index.ts';
import type { CompositeIndex, FieldOperator, Filter, FindNearest, Query } from './types.ts';

/** `v2` stands for a vector of two dimensions in `v`, `tags contains` for an array. */
function index(...specs: string[]): CompositeIndex {
  return {
    collectionGroup: 'c',
    queryScope: 'COLLECTION',
    fields: specs.map((spec) => {
      const [, dimension] = /^v(\d)$/.exec(spec) ?? [];
      if (dimension !== undefined) {
        return { fieldPath: 'v', vectorConfig: { dimension: Number(dimension), flat: {} } };
      }
      const [fieldPath = '', mode] = spec.split(' ');
      return mode === 'contains' ? { fieldPath, arrayConfig: 'CONTAINS' } : { fieldPath, order: 'ASCENDING' };
    }),
  };
}

function where(...specs: [string, FieldOperator][]): Filter {
  return {
    kind: 'composite',
    op: 'AND',
    filters: specs.map(([name, op]) => ({ kind: 'field', field: [name], op, value: { stringValue: 'x' } })),
  };
}

const findNearest: FindNearest = { field: ['v'], vector: [1, 2], measure: 'COSINE', limit: 5 };

function check(query: Partial<Query>, indexes: CompositeIndex[]): () => void {
  const whole: Query = {
    parent: '',
    collectionId: 'c',
    allDescendants: false,
    orderBy: [],
    findNearest,
    ...query,
  };
  return () => assertIndexed(whole, indexes, [], 'p', '(default)');
}

describe('the index of a vector search', () => {
  it.each<[string, Partial<Query>, CompositeIndex[]]>([
    ['no filter', {}, [index('v2')]],
    ['the name before the vector, as the tools write it', {}, [index('__name__', 'v2')]],
    ['one equality', { where: where(['a', 'EQUAL']) }, [index('v2'), index('a', 'v2')]],
    ['two in another order', { where: where(['b', 'EQUAL'], ['a', 'EQUAL']) }, [index('a', 'b', 'v2')]],
    ['an element', { where: where(['tags', 'ARRAY_CONTAINS']) }, [index('tags contains', 'v2')]],
    ['a group', { allDescendants: true }, [{ ...index('v2'), queryScope: 'COLLECTION_GROUP' as const }]],
  ])('serves %s', (_, query, indexes) => {
    expect(check(query, indexes)).not.toThrow();
  });

  it.each<[string, Partial<Query>, CompositeIndex[]]>([
    ['no index', {}, []],
    ['another number of dimensions', {}, [index('v3')]],
    ['a filter that the index lacks', { where: where(['a', 'EQUAL']) }, [index('v2')]],
    ['a field that the search does not filter by', {}, [index('a', 'v2')]],
    [
      'two indexes together',
      { where: where(['a', 'EQUAL'], ['b', 'EQUAL']) },
      [index('a', 'v2'), index('b', 'v2')],
    ],
    ['a group by the index of one collection', { allDescendants: true }, [index('v2')]],
    ['a field indexed as a plain one', {}, [index('v')]],
  ])('is missing for %s', (_, query, indexes) => {
    expect(check(query, indexes)).toThrow(/^Missing vector index configuration\./);
  });

  it('is asked for in the words of the backend', () => {
    const query = { where: where(['a', 'EQUAL'], ['tags', 'ARRAY_CONTAINS']) };
    expect(check(query, [])).toThrow(
      'gcloud firestore indexes composite create --project=p --collection-group=c --query-scope=COLLECTION ' +
        '--field-config=order=ASCENDING,field-path=a --field-config=array-config=CONTAINS,field-path=tags ' +
        `--field-config=vector-config='{"dimension":"2","flat": "{}"}',field-path=v`,
    );
  });

  it('serves no other query', () => {
    const filter = where(['a', 'EQUAL'], ['b', 'LESS_THAN']);
    const whole: Query = { parent: '', collectionId: 'c', allDescendants: false, orderBy: [], where: filter };
    const run = () => assertIndexed(whole, [index('a', 'b', 'v2')], [], 'p', '(default)');
    expect(run).toThrow(/The query requires an index/);
  });
});
