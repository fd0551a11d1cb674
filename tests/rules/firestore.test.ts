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
  orderBy,
  query,
  setDoc,
  updateDoc,
  where,
  type QueryConstraint,
} from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#contracts/roles.ts';
import { startFirestore, type FirestoreForTests } from '../support/firestore.ts';
import { ACTIVE_MEMBERS, COMPANY, contextOf, EVERYBODY, MEMBER_DOCUMENTS, type Person } from './people.ts';
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
    const [person] = row.list;
    if (person === undefined) throw new Error('nobody may list it');
    const db = contextOf(environment, person).firestore();
    const parent = collection(db, row.document.split('/').slice(0, -1).join('/'));
    await assertFails(getDocs(parent));
    await assertFails(getDocs(query(parent, limit(101))));
    await assertSucceeds(getDocs(query(parent, limit(100))));
  });

  test.each([
    'conversations',
    'messages',
    'clients',
    'members',
    'secrets',
    'tickets',
    'runs',
    'unanswered',
    'sessions',
    'audit',
  ])('across companies by collection group %s are refused to every member', async (group) => {
    for (const person of ACTIVE_MEMBERS) {
      const db = contextOf(environment, person).firestore();
      await assertFails(
        getDocs(query(collectionGroup(db, group), where('companyId', '==', COMPANY), limit(10))),
      );
    }
  });
});

describe('posts', () => {
  const parent = `companies/${COMPANY}/announcements`;
  const SOON = Date.now() + 30 * 60_000;
  beforeEach(() =>
    put({
      [`${parent}/all`]: { roles: ['admin', 'supervisor', 'agent'], from: 2 },
      [`${parent}/lead`]: { roles: ['supervisor'], from: 1 },
      [`${parent}/to-come`]: { roles: ['admin', 'supervisor', 'agent'], from: SOON },
    }),
  );
  const getAs = (person: Person, id: string) =>
    getDoc(doc(contextOf(environment, person).firestore(), `${parent}/${id}`));
  const listAs = (person: Person, ...constraints: QueryConstraint[]) =>
    getDocs(
      query(
        collection(contextOf(environment, person).firestore(), parent),
        ...constraints,
        orderBy('from', 'desc'),
        limit(50),
      ),
    );
  /** As the app asks. */
  const forRole = (role: Role, until: number) => [
    where('roles', 'array-contains', role),
    where('from', '<=', until),
  ];

  test('are listed by asking for the own role, and for what has begun', async () => {
    const posts = await assertSucceeds(listAs('agent', ...forRole('agent', Date.now())));
    expect(posts.docs.map(({ id }) => id)).toEqual(['all']);
    expect((await assertSucceeds(listAs('supervisor', ...forRole('supervisor', 2)))).size).toBe(2);
    await assertFails(listAs('agent', ...forRole('supervisor', 2)));
    await assertFails(listAs('agent', where('from', '<=', 2)));
  });

  test('to come are for who manages posts alone', async () => {
    await assertFails(listAs('agent', where('roles', 'array-contains', 'agent')));
    await assertFails(listAs('agent', ...forRole('agent', SOON)));
    await assertFails(getAs('agent', 'to-come'));
    await assertFails(getAs('supervisor', 'to-come'));
    await assertSucceeds(getAs('admin', 'to-come'));
    expect((await assertSucceeds(listAs('admin'))).size).toBe(3);
  });

  test('for other roles are for who manages posts alone', async () => {
    await assertFails(getAs('agent', 'lead'));
    await assertSucceeds(getAs('supervisor', 'lead'));
    await assertSucceeds(getAs('admin', 'lead'));
  });

  test('are listed by a device whose clock is a little ahead', async () => {
    await assertSucceeds(listAs('agent', ...forRole('agent', Date.now() + 4 * 60_000)));
    await assertFails(listAs('agent', ...forRole('agent', Date.now() + 6 * 60_000)));
  });
});

test('a member who is disabled loses the next read', async () => {
  const db = contextOf(environment, 'agent').firestore();
  await assertSucceeds(getDoc(doc(db, `companies/${COMPANY}`)));
  const path = `companies/${COMPANY}/members/u-agent`;
  await put({ [path]: { ...MEMBER_DOCUMENTS[path], active: false } });
  await assertFails(getDoc(doc(db, `companies/${COMPANY}`)));
});

describe('the audit log', () => {
  const at = 1_763_700_000_000;
  const log = (person: Person) =>
    collection(contextOf(environment, person).firestore(), `companies/${COMPANY}/audit`);

  test.each([
    ['newest first', [orderBy('at', 'desc')]],
    ['of one action', [where('action', '==', 'member.joined'), orderBy('at', 'desc')]],
    ['by one member', [where('by.uid', '==', 'u-agent'), orderBy('at', 'desc')]],
    ['of some time', [where('at', '>=', at), where('at', '<', at + 1), orderBy('at', 'desc')]],
  ])('%s is read by admins in pages', async (_name, constraints) => {
    await assertSucceeds(getDocs(query(log('admin'), ...constraints, limit(50))));
    await assertFails(getDocs(query(log('admin'), ...constraints)));
    for (const person of ['supervisor', 'agent', 'demotedAdmin', 'otherAdmin'] as const)
      await assertFails(getDocs(query(log(person), ...constraints, limit(50))));
  });
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
