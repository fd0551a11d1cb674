import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithCustomToken, type User } from 'firebase/auth';
import {
  collection,
  connectFirestoreEmulator,
  doc,
  getDocFromServer,
  getDocsFromServer,
  getFirestore,
  limit,
  onSnapshot,
  query,
  setLogLevel,
  type Firestore,
  type FirestoreError,
} from 'firebase/firestore';
import { connectStorageEmulator, getStorage, ref, uploadBytes } from 'firebase/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { auth, bucket, db } from '../platform/admin.ts';
import { createDemoCompany, createMember } from '../testing/demo-company.ts';
import { conversation } from '../testing/factories.ts';
import { eventually } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { endOfSessions } from './decide-member.ts';

let stack: Stack;
let admin: string;
let people = 0;
const apps: FirebaseApp[] = [];
const PROJECT = 'demo-functions';

beforeAll(async () => {
  setLogLevel('silent');
  stack = await startStack();
  const { members } = await createDemoCompany('acme');
  admin = await stack.signIn(members.admin);
  await db().doc(paths.conversation('acme', 'c1')).set(conversation());
});
afterAll(async () => {
  await Promise.all(apps.map((app) => deleteApp(app)));
  await stack.stop();
});

/** A program with the official SDK that keeps its token and its listeners, whatever it is told. */
interface Client {
  uid: string;
  user: User;
  firestore: Firestore;
  /** The ID token of the beginning. */
  token: string;
  /** What its open listeners have got: rows, and the error that ended them. */
  heard: { rows: number; ended: FirestoreError['code'] | null }[];
  upload: () => Promise<unknown>;
}

let client: Client;
beforeEach(async () => {
  client = await start();
});

async function start(): Promise<Client> {
  people += 1;
  const uid = await createMember('acme', `member-${people}`, 'supervisor');
  const app = initializeApp({ projectId: PROJECT, apiKey: 'demo', storageBucket: bucket().name }, uid);
  apps.push(app);
  const clientAuth = getAuth(app);
  connectAuthEmulator(clientAuth, stack.emulators.urls.auth, { disableWarnings: true });
  const { user } = await signInWithCustomToken(clientAuth, await auth().createCustomToken(uid));
  const firestore = getFirestore(app);
  connectFirestoreEmulator(firestore, '127.0.0.1', stack.emulators.ports.firestore);
  const storage = getStorage(app);
  connectStorageEmulator(storage, '127.0.0.1', stack.emulators.ports.storage);
  const heard: Client['heard'] = [];
  const listen = (
    subscribe: (on: (rows: number) => void, off: (error: FirestoreError) => void) => unknown,
  ) => {
    const state: Client['heard'][number] = { rows: 0, ended: null };
    heard.push(state);
    subscribe(
      (rows) => (state.rows += rows),
      (error) => (state.ended = error.code),
    );
  };
  const list = query(collection(firestore, paths.conversations('acme')), limit(30));
  listen((on, off) => onSnapshot(list, (snapshot) => on(snapshot.docChanges().length), off));
  listen((on, off) => onSnapshot(doc(firestore, paths.conversation('acme', 'c1')), () => on(1), off));
  await eventually(
    () => Promise.resolve(heard),
    (states) => states.every(({ rows }) => rows > 0),
  );
  return {
    uid,
    user,
    firestore,
    heard,
    token: await user.getIdToken(),
    upload: () =>
      uploadBytes(ref(storage, `uploads/acme/${uid}/${randomUUID()}`), Buffer.from('hello'), {
        contentType: 'text/plain',
      }),
  };
}

/** Status of a request to Firestore's REST interface with the token of the beginning. */
async function rest(path: string, init: RequestInit = {}): Promise<number> {
  const base = `http://127.0.0.1:${stack.emulators.ports.firestore}/v1/projects/${PROJECT}/databases/(default)/documents`;
  const response = await fetch(`${base}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
  });
  await response.text();
  return response.status;
}

const rows = { structuredQuery: { from: [{ collectionId: 'conversations' }], limit: 10 } };

/** Everything that the client could do before: what each comes to now. */
async function attempts(): Promise<Record<string, boolean>> {
  const { firestore, token, upload } = client;
  const works = (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    );
  return {
    get: await works(getDocFromServer(doc(firestore, paths.conversation('acme', 'c1')))),
    company: await works(getDocFromServer(doc(firestore, paths.company('acme')))),
    list: await works(getDocsFromServer(query(collection(firestore, paths.conversations('acme')), limit(9)))),
    upload: await works(upload()),
    callable: (await stack.call('getMediaGrant', {}, token)).ok,
    change: (await stack.call('setPriority', { conversationId: 'c1', priority: 'low' }, token)).ok,
    'REST get': (await rest('/companies/acme/conversations/c1')) === 200,
    'REST query':
      (await rest('/companies/acme:runQuery', { method: 'POST', body: JSON.stringify(rows) })) === 200,
    'REST write':
      (await rest(`/companies/acme/presence/${client.uid}`, {
        method: 'PATCH',
        body: JSON.stringify({ fields: { state: { stringValue: 'away' }, at: { integerValue: '1' } } }),
      })) === 200,
  };
}

const ALL_WORK = {
  get: true,
  company: true,
  list: true,
  upload: true,
  callable: true,
  change: true,
  'REST get': true,
  'REST query': true,
  'REST write': true,
};
const NONE_WORKS = Object.fromEntries(Object.keys(ALL_WORK).map((name) => [name, false]));

const WAYS = {
  disabled: () => stack.call('disableMember', { memberId: client.uid }, admin),
  demoted: () => stack.call('setMemberRole', { memberId: client.uid, role: 'agent' }, admin),
  removed: () => stack.call('removeMember', { memberId: client.uid }, admin),
  'signed out': () => stack.call('signOutEverywhere', { memberId: client.uid }, admin),
};

describe.each(Object.entries(WAYS))(
  'a client that does not cooperate, once its member is %s',
  (_name, end) => {
    it('can do nothing new with the token it kept, and gets no new one', async () => {
      expect(await attempts()).toEqual(ALL_WORK);
      expect(await end()).toMatchObject({ ok: true });
      expect(await attempts()).toEqual(NONE_WORKS);
      await expect(client.user.getIdToken(true)).rejects.toThrow();
    });

    it('hears no further document through the listeners it kept open', async () => {
      const witness = await start();
      await end();
      const before = await eventually(
        () => Promise.resolve(client.heard.map((state) => ({ ...state }))),
        (states) => states.every(({ ended }) => ended !== null),
      );
      expect(before.map(({ ended }) => ended)).toEqual(['permission-denied', 'permission-denied']);
      const heardBefore = witness.heard.map(({ rows: count }) => count);
      await db().doc(paths.conversation('acme', 'c1')).update({ readCount: people });
      await db()
        .doc(paths.conversation('acme', `new-${people}`))
        .set(conversation());
      await eventually(
        () => Promise.resolve(witness.heard.map(({ rows: count }) => count)),
        (counts) => counts.every((count, index) => count > (heardBefore[index] ?? 0)),
      );
      expect(client.heard.map(({ rows: count }) => count)).toEqual(before.map(({ rows: count }) => count));
    });
  },
);

it('eight members disabled at once are each refused from the answer on', async () => {
  const uids = await Promise.all(
    Array.from({ length: 8 }, (_, index) => createMember('acme', `crowd-${index}`, 'agent')),
  );
  const tokens = await Promise.all(uids.map((uid) => stack.signIn(uid)));
  const after = await Promise.all(
    uids.map(async (memberId, index) => {
      const token = tokens[index] ?? '';
      expect((await stack.call('getMediaGrant', {}, token)).ok).toBe(true);
      expect(await stack.call('disableMember', { memberId }, admin)).toMatchObject({ ok: true });
      return (await stack.call('getMediaGrant', {}, token)).ok;
    }),
  );
  expect(after).toEqual(after.map(() => false));
});

describe('the member document alone, before Auth knows of anything,', () => {
  it.each([
    ['inactive', { active: false }],
    ['in another role', { role: 'agent' }],
    ['valid from a later sign-in', endOfSessions(Date.now() + 3600_000)],
  ])('ends everything: %s', async (_name, patch) => {
    await db().doc(paths.member('acme', client.uid)).update(patch);
    expect(await attempts()).toEqual(NONE_WORKS);
    // The token itself is still good for Auth, which is what a live token of production is within its hour.
    expect(await client.user.getIdToken(true)).not.toBe('');
  });

  it('ends the sign-in of the very second in which it was changed', async () => {
    const authTime = Number((await client.user.getIdTokenResult()).claims['auth_time']);
    await db()
      .doc(paths.member('acme', client.uid))
      .update({ ...endOfSessions(authTime * 1000 + 999) });
    expect(await attempts()).toEqual(NONE_WORKS);
    await db().doc(paths.member('acme', client.uid)).update({ validAfterSeconds: authTime });
    expect(await attempts()).toEqual(ALL_WORK);
  });

  it('ends one session and leaves the others', async () => {
    const authTime = Number((await client.user.getIdTokenResult()).claims['auth_time']);
    await db()
      .doc(paths.member('acme', client.uid))
      .update({ revokedAuthTimes: [authTime] });
    expect(await attempts()).toEqual(NONE_WORKS);
    await db()
      .doc(paths.member('acme', client.uid))
      .update({ revokedAuthTimes: [authTime - 1] });
    expect(await attempts()).toEqual(ALL_WORK);
  });
});
