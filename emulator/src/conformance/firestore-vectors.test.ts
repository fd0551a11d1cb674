import { FieldValue, type Firestore, type Query } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestFirestore, type TestFirestore } from './firestore-harness.ts';

// The Admin SDK does not export these two by name.
type VectorQueryOptions = Parameters<Query['findNearest']>[0];
type VectorQuery = ReturnType<Query['findNearest']>;

const PROJECT = 'demo-vectors';
const ROOT = `projects/${PROJECT}/databases/(default)/documents`;

let server: TestFirestore;
let db: Firestore;

beforeAll(async () => {
  server = await startTestFirestore();
  db = server.admin(PROJECT);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.engine.setIndexes(PROJECT, [], []);
  await server.engine.database(PROJECT, '(default)').clear();
});

const BEANS = {
  arabica: { color: 'red', embedding: FieldValue.vector([1, 0]) },
  robusta: { color: 'red', embedding: FieldValue.vector([0, 2]) },
  liberica: { color: 'green', embedding: FieldValue.vector([3, 0]) },
  longer: { color: 'red', embedding: FieldValue.vector([1, 0, 0]) },
  plain: { color: 'red', embedding: [1, 0] },
  bare: { color: 'red' },
};

async function plant(collection = 'beans'): Promise<void> {
  const batch = db.batch();
  for (const [name, bean] of Object.entries(BEANS)) batch.set(db.doc(`${collection}/${name}`), bean);
  await batch.commit();
}

function options(change: Partial<VectorQueryOptions> = {}): VectorQueryOptions {
  return {
    vectorField: 'embedding',
    queryVector: [1, 0],
    limit: 10,
    distanceMeasure: 'EUCLIDEAN',
    distanceResultField: 'distance',
    ...change,
  };
}

async function found(query: VectorQuery): Promise<[string, unknown][]> {
  const snapshot = await query.get();
  return snapshot.docs.map((document) => [document.id, document.get('distance')]);
}

describe('firebase-admin: findNearest', () => {
  it.each<[VectorQueryOptions['distanceMeasure'], [string, number][]]>([
    [
      'EUCLIDEAN',
      [
        ['arabica', 0],
        ['liberica', 2],
        ['robusta', Math.sqrt(5)],
      ],
    ],
    [
      'COSINE',
      [
        ['arabica', 0],
        ['liberica', 0],
        ['robusta', 1],
      ],
    ],
    [
      'DOT_PRODUCT',
      [
        ['liberica', 3],
        ['arabica', 1],
        ['robusta', 0],
      ],
    ],
  ])('by %s gives the nearest first, with its distance', async (distanceMeasure, expected) => {
    await plant();
    expect(await found(db.collection('beans').findNearest(options({ distanceMeasure })))).toEqual(expected);
  });

  it('keeps to the filters, the limit and the threshold', async () => {
    await plant();
    const red = db.collection('beans').where('color', '==', 'red');
    expect(await found(red.findNearest(options({ limit: 1 })))).toEqual([['arabica', 0]]);
    expect(await found(red.findNearest(options({ distanceThreshold: 1 })))).toEqual([['arabica', 0]]);
    const similar = options({ distanceMeasure: 'DOT_PRODUCT', distanceThreshold: 1 });
    expect((await found(db.collection('beans').findNearest(similar))).map(([id]) => id)).toEqual([
      'liberica',
      'arabica',
    ]);
  });

  it('gives whole documents without a distance where none is asked for, and selected fields alone', async () => {
    await plant();
    const { distanceResultField: _none, ...plainOptions } = options({ limit: 1 });
    const whole = await db.collection('beans').findNearest(plainOptions).get();
    expect(whole.docs[0]?.data()).toEqual({ color: 'red', embedding: FieldValue.vector([1, 0]) });
    const selected = db
      .collection('beans')
      .select('color', 'distance')
      .findNearest(options({ limit: 1 }));
    expect((await selected.get()).docs[0]?.data()).toEqual({ color: 'red', distance: 0 });
    const without = db
      .collection('beans')
      .select('color')
      .findNearest(options({ limit: 1 }));
    expect((await without.get()).docs[0]?.data()).toEqual({ color: 'red' });
  });

  it('searches a collection group, and nothing beside it', async () => {
    await plant('farms/a/beans');
    await plant('farms/b/beans');
    await plant('beans');
    const group = await db
      .collectionGroup('beans')
      .findNearest(options({ limit: 3 }))
      .get();
    expect(group.docs.map(({ ref }) => ref.path)).toEqual([
      'beans/arabica',
      'farms/a/beans/arabica',
      'farms/b/beans/arabica',
    ]);
    const one = await db.collection('farms/a/beans').findNearest(options()).get();
    expect(new Set(one.docs.map(({ ref }) => ref.parent.path))).toEqual(new Set(['farms/a/beans']));
  });

  it('answers an empty result with a read time', async () => {
    const snapshot = await db.collection('nothing').findNearest(options()).get();
    expect(snapshot.empty).toBe(true);
    expect(snapshot.readTime.toMillis()).toBeGreaterThan(0);
  });

  it('is refused without its index, in words that say how to make it', async () => {
    await plant();
    const vector = { fieldPath: 'embedding', vectorConfig: { dimension: 2, flat: {} } };
    const beans = { collectionGroup: 'beans', queryScope: 'COLLECTION' as const };
    server.engine.setIndexes(PROJECT, [{ ...beans, fields: [vector] }], []);
    await expect(found(db.collection('beans').findNearest(options()))).resolves.toHaveLength(3);
    const red = db.collection('beans').where('color', '==', 'red').findNearest(options());
    await expect(red.get()).rejects.toMatchObject({
      code: 9,
      message: expect.stringMatching(/Missing vector index configuration.*order=ASCENDING,field-path=color/),
    });
    const color = { fieldPath: 'color', order: 'ASCENDING' as const };
    server.engine.setIndexes(PROJECT, [{ ...beans, fields: [color, vector] }], []);
    await expect(found(red)).resolves.toHaveLength(2);
  });

  it('is billed for the documents and for every hundred vectors compared', async () => {
    const batch = db.batch();
    for (let index = 0; index < 205; index++) {
      batch.set(db.doc(`many/${index}`), { embedding: FieldValue.vector([index, 1]) });
    }
    await batch.commit();
    server.meter.reset();
    await db
      .collection('many')
      .findNearest(options({ limit: 5 }))
      .get();
    expect(server.meter.rows()).toEqual([{ kind: 'read', source: 'admin', pattern: 'many/*', count: 5 + 3 }]);
    server.meter.reset();
    await db.collection('nothing').findNearest(options()).get();
    expect(server.meter.rows()).toMatchObject([{ kind: 'read', count: 1 }]);
  });
});

describe('REST: find_nearest', () => {
  async function search(findNearest: object, more: object = {}): Promise<{ status: number; json: unknown }> {
    const response = await fetch(`${server.url}/v1/${ROOT}:runQuery`, {
      method: 'POST',
      headers: { authorization: 'Bearer owner' },
      body: JSON.stringify({ structuredQuery: { from: [{ collectionId: 'beans' }], findNearest, ...more } }),
    });
    return { status: response.status, json: await response.json() };
  }

  function vectorJson(...elements: number[]): object {
    const values = elements.map((doubleValue) => ({ doubleValue }));
    return {
      mapValue: { fields: { __type__: { stringValue: '__vector__' }, value: { arrayValue: { values } } } },
    };
  }

  const complete = {
    vectorField: { fieldPath: 'embedding' },
    queryVector: vectorJson(1, 0),
    distanceMeasure: 'EUCLIDEAN',
    limit: 1,
    distanceResultField: 'found.distance',
    distanceThreshold: 0.5,
  };

  it('answers as over gRPC', async () => {
    await plant();
    const { json } = await search(complete);
    expect(json).toMatchObject([
      {
        document: {
          name: `${ROOT}/beans/arabica`,
          fields: { found: { mapValue: { fields: { distance: { doubleValue: 0 } } } } },
        },
      },
    ]);
  });

  it.each<[string, object]>([
    ['no limit', { limit: undefined }],
    ['a limit of 1,001', { limit: 1001 }],
    ['no measure', { distanceMeasure: undefined }],
    ['an unknown measure', { distanceMeasure: 'MANHATTAN' }],
    ['no vector', { queryVector: undefined }],
    ['a list for a vector', { queryVector: { arrayValue: { values: [{ doubleValue: 1 }] } } }],
    ['a vector of words', { queryVector: { ...vectorJson(NaN) } }],
    ['a threshold that is no number', { distanceThreshold: 'near' }],
    ['a reserved name for the distance', { distanceResultField: '__distance__' }],
  ])('refuses %s', async (_, change) => {
    expect(await search({ ...complete, ...change })).toMatchObject({
      status: 400,
      json: [{ error: { status: 'INVALID_ARGUMENT' } }],
    });
  });

  it('refuses a second limit', async () => {
    expect(await search(complete, { limit: 3 })).toMatchObject({ status: 400 });
  });
});
