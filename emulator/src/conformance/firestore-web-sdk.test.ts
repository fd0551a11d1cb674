import { deleteApp, initializeApp } from 'firebase/app';
import {
  addDoc,
  collection,
  connectFirestoreEmulator,
  deleteDoc,
  doc,
  type Firestore,
  getCountFromServer,
  getDoc,
  getDocs,
  getFirestore,
  increment,
  onSnapshot,
  orderBy,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  terminate,
  updateDoc,
  where,
  writeBatch,
} from 'firebase/firestore';
import * as lite from 'firebase/firestore/lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually, startTestFirestore, type TestFirestore } from './firestore-harness.ts';

let server: TestFirestore;
let db: Firestore;
const app = initializeApp({ projectId: 'demo-web', apiKey: 'none' });

beforeAll(async () => {
  server = await startTestFirestore();
  db = getFirestore(app);
  connectFirestoreEmulator(db, '127.0.0.1', server.service.port);
});
afterAll(async () => {
  await terminate(db);
  await deleteApp(app);
  await server.close();
});

describe('firebase JS SDK over gRPC', () => {
  it('writes, reads, updates and deletes', async () => {
    const reference = doc(db, 'web/one');
    await setDoc(reference, { n: 1, at: serverTimestamp(), nothing: null, nan: NaN });
    await updateDoc(reference, { n: increment(2), 'deep.er': true });
    const snapshot = await getDoc(reference);
    expect(snapshot.metadata.fromCache).toBe(false);
    expect(snapshot.data()).toMatchObject({ n: 3, nothing: null, nan: NaN, deep: { er: true } });
    await deleteDoc(reference);
    expect((await getDoc(reference)).exists()).toBe(false);
  });

  it('queries and counts', async () => {
    const batch = writeBatch(db);
    for (let n = 0; n < 5; n++) batch.set(doc(db, `queried/q${n}`), { n });
    await batch.commit();
    const found = await getDocs(query(collection(db, 'queried'), where('n', '>=', 2), orderBy('n', 'desc')));
    expect(found.docs.map(({ id }) => id)).toEqual(['q4', 'q3', 'q2']);
    expect((await getCountFromServer(collection(db, 'queried'))).data().count).toBe(5);
  });

  it('replaces a map once, however often and deep a field mask names it', async () => {
    const reference = doc(db, 'web/masked');
    await setDoc(reference, { kept: 1, owner: { name: 'Jo', email: 'jo@example.test' } });
    const next = { kept: 2, owner: { name: 'Ana' } };
    await setDoc(reference, next, { mergeFields: ['owner.name', 'owner', 'owner'] });
    expect((await getDoc(reference)).data()).toEqual({ kept: 1, owner: { name: 'Ana' } });
  });

  it('leaves NaN and null out of ranges', async () => {
    // Written by another client: the SDK's own cache counts NaN in, and waits for ever where it holds such a document.
    const admin = server.admin('demo-web');
    const batch = admin.batch();
    const sorts = { nan: NaN, nothing: null, zero: 0, two: 2, three: 3 };
    for (const [id, sort] of Object.entries(sorts)) batch.set(admin.doc(`special/${id}`), { key: 'b', sort });
    batch.set(admin.doc('special/other'), { key: 'a', sort: 0 });
    await batch.commit();
    const special = collection(db, 'special');
    const found = await getDocs(query(special, where('key', '!=', 'a'), where('sort', '<=', 2)));
    expect(found.docs.map(({ id }) => id)).toEqual(['zero', 'two']);
  });

  it('shows changes of another client to two listeners that share documents', async () => {
    const admin = server.admin('demo-web');
    const all: string[][] = [];
    const open: string[][] = [];
    const stops = [
      onSnapshot(collection(db, 'shared'), (snapshot) => all.push(snapshot.docs.map(({ id }) => id))),
      onSnapshot(query(collection(db, 'shared'), where('open', '==', true)), (snapshot) => {
        open.push(snapshot.docs.map(({ id }) => id));
      }),
    ];
    await eventually(() => (all.length > 0 && open.length > 0 ? true : undefined));
    await admin.doc('shared/a').set({ open: true });
    await eventually(() => (open.at(-1)?.includes('a') && all.at(-1)?.includes('a') ? true : undefined));
    await admin.doc('shared/a').set({ open: false });
    await eventually(() => (open.at(-1)?.length === 0 ? true : undefined));
    expect(all.at(-1)).toEqual(['a']);
    for (const stop of stops) stop();
  });

  it('repeats a transaction that another write overtook, and guards what it only read', async () => {
    const counter = doc(db, 'transactions/counter');
    await setDoc(counter, { n: 0 });
    const increase = (): Promise<void> =>
      runTransaction(db, async (transaction) => {
        const { n } = (await transaction.get(counter)).data() ?? {};
        // Read and not written: the SDK guards it with a `verify` write.
        await transaction.get(doc(db, 'transactions/missing'));
        transaction.update(counter, { n: n + 1 });
      });
    await Promise.all([increase(), increase(), increase()]);
    expect((await getDoc(counter)).data()).toEqual({ n: 3 });
  });

  it('rejects a write that cannot succeed and goes on with the next', async () => {
    await expect(updateDoc(doc(db, 'web/missing'), { a: 1 })).rejects.toMatchObject({ code: 'not-found' });
    await addDoc(collection(db, 'web'), { a: 1 });
  });

  it('reaches a named database of its own', async () => {
    const other = getFirestore(app, 'second');
    connectFirestoreEmulator(other, '127.0.0.1', server.service.port);
    await setDoc(doc(other, 'a/b'), { in: 'second' });
    expect((await getDoc(doc(db, 'a/b'))).exists()).toBe(false);
    expect(server.service.peek('demo-web', 'second', 'a/b')?.fields).toEqual({
      in: { stringValue: 'second' },
    });
    await terminate(other);
  });
});

describe('firebase JS SDK, lite, over REST', () => {
  it('writes, reads, queries, counts and runs transactions', async () => {
    const liteApp = initializeApp({ projectId: 'demo-lite', apiKey: 'none' }, 'lite');
    const light = lite.getFirestore(liteApp);
    lite.connectFirestoreEmulator(light, '127.0.0.1', server.service.port);
    const reference = lite.doc(light, 'lite/a b:c');
    await lite.setDoc(reference, { n: 1, double: 0.5, minusZero: -0, infinite: Infinity });
    await lite.updateDoc(reference, { n: lite.increment(1) });
    const data = (await lite.getDoc(reference)).data();
    expect(data).toEqual({ n: 2, double: 0.5, minusZero: -0, infinite: Infinity });
    const found = await lite.getDocs(lite.query(lite.collection(light, 'lite'), lite.where('n', '==', 2)));
    expect(found.docs.map(({ id }) => id)).toEqual(['a b:c']);
    expect((await lite.getCount(lite.collection(light, 'lite'))).data().count).toBe(1);
    await lite.runTransaction(light, async (transaction) => {
      const snapshot = await transaction.get(reference);
      transaction.update(reference, { n: snapshot.get('n') + 1 });
    });
    expect((await lite.getDoc(reference)).get('n')).toBe(3);
    await expect(lite.updateDoc(lite.doc(light, 'lite/none'), { a: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await lite.terminate(light);
    await deleteApp(liteApp);
  });
});
