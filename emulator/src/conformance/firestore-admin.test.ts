import { FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually, startTestFirestore, type TestFirestore } from './firestore-harness.ts';

let server: TestFirestore;
let db: Firestore;

beforeAll(async () => {
  server = await startTestFirestore();
  db = server.admin('demo-admin');
});
afterAll(() => server.close());

describe('firebase-admin: documents', () => {
  it('reads back every kind of value that it wrote', async () => {
    const reference = db.doc('kinds/one');
    const value = {
      text: 'häß 🦜',
      integer: 42,
      negative: -7,
      big: Number.MAX_SAFE_INTEGER,
      double: 1.5,
      nan: NaN,
      infinity: -Infinity,
      minusZero: -0,
      yes: true,
      nothing: null,
      when: new Timestamp(1_700_000_000, 123_456_000),
      bytes: Buffer.from([0, 255, 128]),
      list: [1, 'two', { three: 3 }, null],
      map: { 'a.b': 1, constructor: 'own', empty: {} },
      reference: db.doc('kinds/two'),
      vector: FieldValue.vector([1, 2.5]),
    };
    await reference.set(value);
    const stored = (await reference.get()).data();
    expect(stored).toMatchObject({ ...value, reference: expect.anything(), vector: expect.anything() });
    expect(Object.is(stored?.['minusZero'], -0)).toBe(true);
    expect(stored?.['reference'].path).toBe('kinds/two');
    expect(stored?.['vector'].toArray()).toEqual([1, 2.5]);
  });

  it('merges, deletes fields and applies transforms in one update', async () => {
    const reference = db.doc('documents/update');
    await reference.set({ count: 1, tags: ['a', 'b'], nested: { keep: 1, drop: 2 } });
    await reference.update({
      count: FieldValue.increment(4),
      tags: FieldValue.arrayUnion('b', 'c'),
      'nested.drop': FieldValue.delete(),
      at: FieldValue.serverTimestamp(),
    });
    await reference.set({ nested: { added: 3 }, tags: FieldValue.arrayRemove('a') }, { merge: true });
    const snapshot = await reference.get();
    expect(snapshot.data()).toMatchObject({ count: 5, tags: ['b', 'c'], nested: { keep: 1, added: 3 } });
    expect(snapshot.get('at').toMillis()).toBeGreaterThan(Date.now() - 60_000);
    expect(snapshot.get('nested.drop')).toBeUndefined();
  });

  it('refuses to create twice, and to update or guard what is not there', async () => {
    await db.doc('documents/once').create({ a: 1 });
    await expect(db.doc('documents/once').create({ a: 2 })).rejects.toMatchObject({ code: 6 });
    await expect(db.doc('documents/missing').update({ a: 1 })).rejects.toMatchObject({ code: 5 });
    const stale = Timestamp.fromMillis(0);
    await expect(db.doc('documents/once').delete({ lastUpdateTime: stale })).rejects.toMatchObject({
      code: 9,
    });
  });

  it('commits a batch as a whole or not at all', async () => {
    await db.doc('batches/existing').set({ a: 1 });
    const batch = db.batch();
    batch.set(db.doc('batches/new'), { a: 1 });
    batch.create(db.doc('batches/existing'), { a: 2 });
    await expect(batch.commit()).rejects.toMatchObject({ code: 6 });
    expect((await db.doc('batches/new').get()).exists).toBe(false);
  });

  it('gets many documents with a field mask, missing ones among them', async () => {
    await db.doc('many/a').set({ x: 1, y: 2 });
    const [found, missing] = await db.getAll(db.doc('many/a'), db.doc('many/none'), { fieldMask: ['x'] });
    expect(found?.data()).toEqual({ x: 1 });
    expect(missing?.exists).toBe(false);
  });

  it('fails a read at once, without retries', async () => {
    const started = performance.now();
    await expect(db.collection('a/__reserved__/b').get()).rejects.toMatchObject({ code: 3 });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('names what it does not implement', async () => {
    const pipeline = db.pipeline().collection('kinds').limit(1);
    await expect(pipeline.execute()).rejects.toThrow(/ExecutePipeline/);
  });
});

describe('firebase-admin: queries', () => {
  beforeAll(async () => {
    const batch = db.batch();
    for (let n = 0; n < 10; n++)
      batch.set(db.doc(`numbers/n${n}`), { n, even: n % 2 === 0, tags: [`t${n % 3}`] });
    batch.set(db.doc('groups/a/members/1'), { n: 1 });
    batch.set(db.doc('groups/b/members/2'), { n: 2 });
    await batch.commit();
  });

  const rows: [string, () => FirebaseFirestore.Query, string[]][] = [
    ['equality', () => db.collection('numbers').where('even', '==', true), ['n0', 'n2', 'n4', 'n6', 'n8']],
    [
      'range, order, limit',
      () => db.collection('numbers').where('n', '>', 3).orderBy('n', 'desc').limit(2),
      ['n9', 'n8'],
    ],
    ['limitToLast', () => db.collection('numbers').orderBy('n').limitToLast(2), ['n8', 'n9']],
    ['in', () => db.collection('numbers').where('n', 'in', [1, 5, 77]), ['n1', 'n5']],
    [
      'array-contains',
      () => db.collection('numbers').where('tags', 'array-contains', 't2'),
      ['n2', 'n5', 'n8'],
    ],
    ['cursors', () => db.collection('numbers').orderBy('n').startAfter(2).endBefore(5), ['n3', 'n4']],
    ['offset', () => db.collection('numbers').orderBy('n').offset(8), ['n8', 'n9']],
    ['collection group', () => db.collectionGroup('members').orderBy('n'), ['1', '2']],
    ['nothing', () => db.collection('numbers').where('n', '==', -1), []],
  ];
  it.each(rows)('finds by %s', async (_name, query, ids) => {
    expect((await query().get()).docs.map(({ id }) => id)).toEqual(ids);
  });

  it('selects fields', async () => {
    const { docs } = await db.collection('numbers').where('n', '==', 3).select('even').get();
    expect(docs.map((document) => document.data())).toEqual([{ even: false }]);
  });

  it('counts, sums and averages', async () => {
    expect((await db.collection('numbers').count().get()).data()).toEqual({ count: 10 });
    expect((await db.collection('numbers').limit(3).count().get()).data().count).toBe(3);
  });

  it('explains a query by an empty plan', async () => {
    const explained = await db.collection('numbers').explain();
    expect(explained.metrics.planSummary.indexesUsed).toEqual([]);
  });

  it('cuts a collection group into partitions that cover it', async () => {
    const ids: string[] = [];
    let partitions = 0;
    for await (const partition of db.collectionGroup('numbers').getPartitions(3)) {
      partitions++;
      ids.push(...(await partition.toQuery().get()).docs.map(({ id }) => id));
    }
    expect(partitions).toBe(3);
    expect(ids.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `n${n}`));
  });
});

describe('firebase-admin: transactions', () => {
  it('loses no increment when twenty run at once', async () => {
    const reference = db.doc('transactions/counter');
    await reference.set({ n: 0 });
    const run = (): Promise<void> =>
      db.runTransaction(
        async (transaction) => {
          const { n } = (await transaction.get(reference)).data() ?? {};
          transaction.update(reference, { n: n + 1 });
        },
        { maxAttempts: 30 },
      );
    await Promise.all(Array.from({ length: 20 }, run));
    expect((await reference.get()).get('n')).toBe(20);
  });

  it('reads a query inside a transaction and rolls back on a throw', async () => {
    await db.doc('transactions/q').set({ n: 1 });
    const failing = db.runTransaction(async (transaction) => {
      const { docs } = await transaction.get(db.collection('transactions').where('n', '==', 1));
      for (const { ref } of docs) transaction.update(ref, { n: 2 });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await db.doc('transactions/q').update({ n: 3 });
    expect((await db.doc('transactions/q').get()).get('n')).toBe(3);
  });

  it('reads without locks in a read-only transaction', async () => {
    const found = await db.runTransaction(
      async (transaction) => (await transaction.get(db.doc('transactions/q'))).exists,
      { readOnly: true },
    );
    expect(found).toBe(true);
  });

  it('frees the locks of a client whose connection broke', async () => {
    const reference = db.doc('transactions/abandoned');
    await reference.set({ n: 0 });
    const other = server.admin('demo-admin');
    let hasRead = false;
    const abandoned = other.runTransaction(async (transaction) => {
      await transaction.get(reference.path === '' ? reference : other.doc(reference.path));
      hasRead = true;
      await new Promise<never>(() => undefined);
    });
    abandoned.catch(() => undefined);
    await eventually(() => hasRead || undefined);
    const started = performance.now();
    const writing = reference.set({ n: 1 });
    await other.terminate();
    await writing;
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('firebase-admin: listeners', () => {
  it('raises one snapshot per commit, with the changes of the whole batch', async () => {
    const collection = db.collection('listened');
    const seen: string[][] = [];
    const stop = collection.orderBy('n').onSnapshot((snapshot) => {
      seen.push(snapshot.docChanges().map(({ type, doc }) => `${type} ${doc.id}`));
    });
    await eventually(() => seen[0]);
    const batch = db.batch();
    batch.set(collection.doc('a'), { n: 1 });
    batch.set(collection.doc('b'), { n: 2 });
    await batch.commit();
    await collection.doc('a').update({ n: 3 });
    await collection.doc('b').delete();
    await eventually(() => (seen.length >= 4 ? true : undefined));
    stop();
    expect(seen).toEqual([[], ['added a', 'added b'], ['modified a'], ['removed b']]);
  });

  it('moves the window of a limited query', async () => {
    const collection = db.collection('window');
    await collection.doc('2').set({ n: 2 });
    await collection.doc('3').set({ n: 3 });
    const seen: string[][] = [];
    const stop = collection
      .orderBy('n')
      .limit(2)
      .onSnapshot((snapshot) => {
        seen.push(snapshot.docs.map(({ id }) => id));
      });
    await eventually(() => seen[0]);
    await collection.doc('1').set({ n: 1 });
    await eventually(() => seen[1]);
    await collection.doc('2').delete();
    await eventually(() => seen[2]);
    stop();
    expect(seen).toEqual([
      ['2', '3'],
      ['1', '2'],
      ['1', '3'],
    ]);
  });

  it('follows one document through creation and deletion', async () => {
    const reference = db.doc('listened-one/d');
    const seen: boolean[] = [];
    const stop = reference.onSnapshot((snapshot) => seen.push(snapshot.exists));
    await eventually(() => (seen.length === 1 ? true : undefined));
    await reference.set({ a: 1 });
    await eventually(() => (seen.length === 2 ? true : undefined));
    await reference.delete();
    await eventually(() => (seen.length === 3 ? true : undefined));
    stop();
    expect(seen).toEqual([false, true, false]);
  });

  it('empties the result when the database is cleared', async () => {
    const cleared = server.admin('demo-clear');
    await cleared.doc('a/b').set({});
    const sizes: number[] = [];
    const stop = cleared.collection('a').onSnapshot((snapshot) => sizes.push(snapshot.size));
    await eventually(() => sizes[0]);
    const url = `${server.url}/emulator/v1/projects/demo-clear/databases/(default)/documents`;
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(200);
    await eventually(() => sizes[1]);
    stop();
    expect(sizes).toEqual([1, 0]);
  });

  it('ends a listener on a query that cannot be', async () => {
    const error = await new Promise<unknown>((resolve) => {
      db.collection('a/__reserved__/b').onSnapshot(() => resolve('a snapshot'), resolve);
    });
    expect(String(error)).toContain('Error 3: Resource id');
  });
});

describe('firebase-admin: bulk and lists', () => {
  it('writes in bulk, lists, and deletes recursively', async () => {
    const writer = db.bulkWriter();
    for (let n = 0; n < 100; n++) void writer.set(db.doc(`bulk/d${n}/children/c`), { n });
    const failure = writer.create(db.doc('kinds/one'), {}).catch((error: unknown) => error);
    writer.onWriteError(() => false);
    await writer.close();
    expect(await failure).toMatchObject({ code: 6 });
    expect(await db.collection('bulk').listDocuments()).toHaveLength(100);
    expect((await db.doc('bulk/d1').listCollections()).map(({ id }) => id)).toEqual(['children']);
    expect((await db.listCollections()).map(({ id }) => id)).toContain('kinds');
    await db.recursiveDelete(db.collection('bulk'));
    expect(await db.collection('bulk').listDocuments()).toHaveLength(0);
  });
});

describe('firebase-admin: meter', () => {
  it('counts as production bills', async () => {
    const metered = server.admin('demo-meter');
    server.meter.reset();
    await metered.doc('m/a').set({ n: 1 });
    await metered.doc('m/b').set({ n: 2 });
    await metered.doc('m/a').get();
    await metered.doc('m/none').get();
    await metered.collection('m').get();
    await metered.collection('m').where('n', '==', 9).get();
    await metered.collection('m').count().get();
    await metered.doc('m/b').delete();
    await expect(metered.doc('m/a').create({})).rejects.toMatchObject({ code: 6 });
    expect(server.meter.rows()).toEqual([
      { kind: 'write', source: 'admin', pattern: 'm/*', count: 2 },
      { kind: 'read', source: 'admin', pattern: 'm/*', count: 2 + 2 + 1 + 1 },
      { kind: 'delete', source: 'admin', pattern: 'm/*', count: 1 },
    ]);
  });
});
