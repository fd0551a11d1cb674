import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  doc,
  getFirestore,
  onSnapshot,
  query,
  setDoc,
  type Firestore,
} from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { startFirestore, type FirestoreForTests } from '../../../tests/support/firestore.ts';
import { listenToQuery } from './documents.ts';

let server: FirestoreForTests;
const apps: FirebaseApp[] = [];

/** A client that holds nothing yet. */
function newClient(name: string): Firestore {
  const app = initializeApp({ projectId: 'demo-lists' }, name);
  apps.push(app);
  const firestore = getFirestore(app);
  connectFirestoreEmulator(firestore, '127.0.0.1', server.port);
  return firestore;
}

beforeAll(async () => {
  server = await startFirestore();
});
afterAll(async () => {
  await Promise.all(apps.map(deleteApp));
  await server.close();
});

const schema = z.object({ name: z.string() });

test('a list is told as the server has it, not as far as another listener holds a part of it', async () => {
  const writer = newClient('writer');
  for (const name of ['Ana', 'Bo', 'Cleo']) await setDoc(doc(writer, 'people', name), { name });
  const people = collection(newClient('reader'), 'people');
  const stopOwn = await new Promise<() => void>((resolve, reject) => {
    const stop = onSnapshot(
      doc(people, 'Bo'),
      { includeMetadataChanges: true },
      ({ metadata }) => {
        if (!metadata.fromCache) setTimeout(() => resolve(stop));
      },
      reject,
    );
  });
  const told: string[][] = [];
  await new Promise<void>((resolve, reject) => {
    const stop = listenToQuery(
      query(people),
      schema,
      (rows) => {
        told.push(rows.map(({ id }) => id));
        if (rows.length === 3) {
          setTimeout(stop);
          resolve();
        }
      },
      reject,
    );
  });
  expect(told).toEqual([['Ana', 'Bo', 'Cleo']]);
  stopOwn();
});
