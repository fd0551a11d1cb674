import { readFile } from 'node:fs/promises';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  limit,
  query,
  setDoc,
  updateDoc,
  where,
} from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFirestore, type FirestoreForTests } from '../support/firestore.ts';
import { ACTIVE_MEMBERS, COMPANY, contextOf, EVERYBODY, MEMBER_DOCUMENTS } from './people.ts';
import { RULES_TABLE, WRONG_WRITES } from './table.ts';

let firestore: FirestoreForTests;
let environment: RulesTestEnvironment;

beforeAll(async () => {
  firestore = await startFirestore();
  environment = await initializeTestEnvironment({
    projectId: 'demo-rules',
    firestore: { host: '127.0.0.1', port: firestore.port, rules: await readFile('firestore.rules', 'utf8') },
  });
});

afterAll(async () => {
  await environment.cleanup();
  await firestore.close();
});

beforeEach(async () => {
  await environment.clearFirestore();
  await put(MEMBER_DOCUMENTS);
});

describe.each(RULES_TABLE)('$document', (row) => {
  const parent = row.document.split('/').slice(0, -1).join('/');

  test.each(EVERYBODY)('get, list, create, update and delete by %s are as the table says', async (person) => {
    const db = contextOf(environment, person).firestore();
    const target = doc(db, row.document);
    const expected = (people: readonly string[] | undefined) =>
      people?.includes(person) ? assertSucceeds : assertFails;
    const data = row.valid ?? { name: 'x' };

    if (!MEMBER_DOCUMENTS[row.document]) await expected(row.create)(setDoc(target, data));
    await put({ [row.document]: MEMBER_DOCUMENTS[row.document] ?? data });
    await expected(row.get)(getDoc(target));
    await expected(row.list)(getDocs(query(collection(db, parent), limit(30))));
    await expected(row.update)(setDoc(target, data));
    await assertFails(updateDoc(target, { companyId: 'globex', role: 'admin' }));
    await assertFails(deleteDoc(target));
  });
});

test.each(WRONG_WRITES)('$name is refused', async ({ person, document, data }) => {
  const db = contextOf(environment, person).firestore();
  await assertFails(setDoc(doc(db, document), data));
});

describe('lists', () => {
  const listed = RULES_TABLE.filter((row) => row.list.length > 0);

  test.each(listed)('of $document need a limit of at most 100', async (row) => {
    const db = contextOf(environment, 'admin').firestore();
    const parent = collection(db, row.document.split('/').slice(0, -1).join('/'));
    await assertFails(getDocs(parent));
    await assertFails(getDocs(query(parent, limit(101))));
    await assertSucceeds(getDocs(query(parent, limit(100))));
  });

  test.each(['conversations', 'messages', 'clients', 'members', 'secrets', 'tickets'])(
    'across companies by collection group %s are refused to every member',
    async (group) => {
      for (const person of ACTIVE_MEMBERS) {
        const db = contextOf(environment, person).firestore();
        await assertFails(
          getDocs(query(collectionGroup(db, group), where('companyId', '==', COMPANY), limit(10))),
        );
      }
    },
  );
});

test('a member who is disabled loses the next read', async () => {
  const db = contextOf(environment, 'agent').firestore();
  await assertSucceeds(getDoc(doc(db, `companies/${COMPANY}`)));
  const path = `companies/${COMPANY}/members/u-agent`;
  await put({ [path]: { ...MEMBER_DOCUMENTS[path], active: false } });
  await assertFails(getDoc(doc(db, `companies/${COMPANY}`)));
});

test('the table names every collection of the rules', async () => {
  const source = await readFile('firestore.rules', 'utf8');
  const collections = [...source.matchAll(/match \/(?:[^{]*\/)?([a-z][A-Za-z]*)\/\{/g)].map(
    (match) => match[1],
  );
  const tested = RULES_TABLE.flatMap((row) => row.document.split('/').filter((_, index) => index % 2 === 0));
  expect(collections.filter((name) => name !== 'databases' && !tested.includes(name ?? ''))).toEqual([]);
});

async function put(documents: Record<string, Record<string, unknown> | undefined>): Promise<void> {
  await environment.withSecurityRulesDisabled(async (context) => {
    for (const [path, data] of Object.entries(documents)) {
      if (data) await setDoc(doc(context.firestore(), path), data);
    }
  });
}
