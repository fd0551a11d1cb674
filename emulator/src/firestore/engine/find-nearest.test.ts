import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFields } from './fields.ts';
import { rankNearest, VectorCache } from './find-nearest.ts';
import { openTestDatabase, queryOf, whereEqual } from './test-support.ts';
import type { Document, Fields, FindNearest, Value, Write } from './types.ts';

const double = (doubleValue: number): Value => ({ doubleValue });

function vectorValue(elements: readonly number[]): Value {
  const values = elements.map(double);
  return {
    mapValue: {
      fields: createFields([
        ['__type__', { stringValue: '__vector__' }],
        ['value', { arrayValue: { values } }],
      ]),
    },
  };
}

function documentOf(id: string, elements: readonly number[], more: Fields = createFields()): Document {
  const fields = createFields([...Object.entries(more), ['v', vectorValue(elements)]]);
  return { path: `c/${id}`, fields, createTime: '', updateTime: '' };
}

function search(change: Partial<FindNearest> = {}): FindNearest {
  return { field: ['v'], vector: [1, 0], measure: 'EUCLIDEAN', limit: 10, ...change };
}

function namesOf(documents: readonly Document[]): string[] {
  return documents.map(({ path }) => path.slice(2));
}

const DOCUMENTS = [
  documentOf('same', [1, 0]),
  documentOf('far', [0, 4]),
  documentOf('long', [3, 0]),
  documentOf('opposite', [-1, 0]),
];

describe('rankNearest', () => {
  it.each<[FindNearest['measure'], string[], number[]]>([
    ['EUCLIDEAN', ['same', 'long', 'opposite', 'far'], [0, 2, 2, Math.sqrt(17)]],
    ['COSINE', ['long', 'same', 'far', 'opposite'], [0, 0, 1, 2]],
    ['DOT_PRODUCT', ['long', 'same', 'far', 'opposite'], [3, 1, 0, -1]],
  ])('orders by %s, equally near ones by name', (measure, names, distances) => {
    const nearest = search({ measure, distanceField: ['d'] });
    const { documents, compared } = rankNearest(DOCUMENTS, nearest, new VectorCache());
    expect(namesOf(documents)).toEqual(names);
    expect(documents.map(({ fields }) => fields['d'])).toEqual(distances.map(double));
    expect(compared).toBe(4);
  });

  it.each<[FindNearest['measure'], number, string[]]>([
    ['EUCLIDEAN', 2, ['same', 'long', 'opposite']],
    ['COSINE', 1, ['long', 'same', 'far']],
    ['DOT_PRODUCT', 1, ['long', 'same']],
  ])('keeps what is at the threshold of %s and leaves out what is beyond', (measure, threshold, names) => {
    const { documents } = rankNearest(DOCUMENTS, search({ measure, threshold }), new VectorCache());
    expect(namesOf(documents)).toEqual(names);
  });

  it('leaves out documents without a vector of that length, and vectors without a direction', () => {
    const others: Document[] = [
      documentOf('three', [1, 0, 0]),
      { path: 'c/none', fields: createFields(), createTime: '', updateTime: '' },
      { path: 'c/text', fields: createFields([['v', { stringValue: 'x' }]]), createTime: '', updateTime: '' },
      documentOf('zero', [0, 0]),
      documentOf('found', [2, 2]),
    ];
    const { documents, compared } = rankNearest(others, search({ measure: 'COSINE' }), new VectorCache());
    expect(namesOf(documents)).toEqual(['found']);
    expect(compared).toBe(2);
  });

  it('changes neither the stored document nor its other fields where it adds the distance', () => {
    const stored = documentOf('a', [1, 0], createFields([['d', { stringValue: 'kept' }]]));
    const { documents } = rankNearest([stored], search({ distanceField: ['d', 'far'] }), new VectorCache());
    expect(documents[0]?.fields['d']).toEqual({ mapValue: { fields: createFields([['far', double(0)]]) } });
    expect(stored.fields['d']).toEqual({ stringValue: 'kept' });
  });

  it('finds what sorting everything finds', () => {
    const element = fc.integer({ min: -3, max: 3 });
    const pair = fc.tuple(element, element);
    fc.assert(
      fc.property(
        fc.array(pair, { maxLength: 40 }),
        pair,
        fc.integer({ min: 1, max: 12 }),
        (all, target, limit) => {
          const documents = all.map((elements, index) =>
            documentOf(String(index).padStart(2, '0'), elements),
          );
          const nearest = search({ vector: target, limit });
          const distanceOf = (index: number): number => {
            const [x = 0, y = 0] = all[index] ?? [];
            return Math.hypot(x - target[0], y - target[1]);
          };
          const expected = all
            .map((_, index) => index)
            .sort((a, b) => distanceOf(a) - distanceOf(b) || a - b)
            .slice(0, limit);
          const found = namesOf(rankNearest(documents, nearest, new VectorCache()).documents).map(Number);
          expect(found.map(distanceOf)).toEqual(expected.map(distanceOf));
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});

function write(id: string, elements: readonly number[], tenant = 'x'): Write {
  const fields = createFields([
    ['t', { stringValue: tenant }],
    ['v', vectorValue(elements)],
  ]);
  return { kind: 'set', path: `c/${id}`, fields, transforms: [] };
}

describe('a database', () => {
  it('searches the newest version of each document', async () => {
    const { database } = openTestDatabase();
    await database.commit([write('a', [1, 0]), write('b', [0, 1])]);
    const query = queryOf('c', { findNearest: search({ limit: 1 }) });
    expect(namesOf((await database.runQuery(query)).documents)).toEqual(['a']);
    await database.commit([write('a', [0, 9]), write('b', [1, 0])]);
    expect(namesOf((await database.runQuery(query)).documents)).toEqual(['b']);
  });

  it('searches only what the filters select, in small and in indexed collections', async () => {
    const { database } = openTestDatabase();
    for (const size of [5, 200]) {
      await database.commit(
        Array.from({ length: size }, (_, index) => write(`${index}`, [1, 0], index === 3 ? 'mine' : 'other')),
      );
      const query = queryOf('c', { ...whereEqual('t', 'mine'), findNearest: search() });
      const { documents, compared } = await database.runQuery(query);
      expect(namesOf(documents)).toEqual(['3']);
      expect(compared).toBe(1);
    }
  });

  it('shows a read-only transaction the vectors of its beginning', async () => {
    const { database } = openTestDatabase();
    await database.commit([write('a', [1, 0]), write('b', [0, 1])]);
    const transaction = database.begin({ readOnly: true });
    await database.commit([write('a', [0, 9])]);
    const query = queryOf('c', { findNearest: search({ limit: 1 }) });
    expect(namesOf((await database.runQuery(query, transaction)).documents)).toEqual(['a']);
    expect(namesOf((await database.runQuery(query)).documents)).toEqual(['b']);
  });

  it('refuses the commit of a transaction whose search would find something else by now', async () => {
    const { database } = openTestDatabase();
    await database.commit([write('a', [0, 1])]);
    const transaction = database.begin({ readOnly: false });
    const query = queryOf('c', { findNearest: search({ limit: 1 }) });
    await database.runQuery(query, transaction);
    await database.commit([write('b', [1, 0])]);
    await expect(database.commit([write('z', [5, 5])], transaction)).rejects.toMatchObject({
      status: 'ABORTED',
    });
  });

  it.each<[string, Partial<FindNearest>, object]>([
    ['limit', { limit: 0 }, {}],
    ['limit', { limit: 1001 }, {}],
    ['query_vector', { vector: [] }, {}],
    ['query_vector', { vector: Array.from({ length: 2049 }, () => 1) }, {}],
    ['query_vector', { vector: [NaN] }, {}],
    ['vector_field', { field: ['__name__'] }, {}],
    ['distance_result_field', { distanceField: ['__d__'] }, {}],
    ['limit of its own', {}, { limit: 3 }],
    ['cursors', {}, { offset: 1 }],
  ])('refuses a wrong %s', async (what, change, query) => {
    const { database } = openTestDatabase();
    await expect(
      database.runQuery(queryOf('c', { ...query, findNearest: search(change) })),
    ).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining(what) });
  });

  it('neither listens to a search nor counts one', async () => {
    const { database } = openTestDatabase();
    const query = queryOf('c', { findNearest: search() });
    expect(() => database.watch({ kind: 'query', query }, null, () => undefined)).toThrow(/listened/);
    await expect(database.aggregate(query, [{ alias: 'n', kind: 'count' }])).rejects.toThrow(/aggregated/);
  });
});
