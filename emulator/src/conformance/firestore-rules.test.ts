import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import {
  collection,
  doc,
  type Firestore,
  getCountFromServer,
  getDoc,
  getDocs,
  limit,
  onSnapshot,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
  writeBatch,
} from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { eventually, startTestFirestore, type TestFirestore } from './firestore-harness.ts';

const PROJECT = 'demo-rules';
const RULES = `
rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function member() { return get(/databases/$(database)/documents/members/$(request.auth.uid)).data; }
    match /notes/{id} {
      allow get: if resource == null || resource.data.owner == request.auth.uid;
      allow list: if request.auth != null && resource.data.owner == request.auth.uid;
      allow create: if request.resource.data.owner == request.auth.uid;
      allow update: if resource.data.owner == request.auth.uid && request.resource.data.n > resource.data.n;
      allow delete: if resource.data.owner == request.auth.uid;
    }
    match /rooms/{id} { allow read: if member().active; }
    match /pairs/{id} {
      allow read: if true;
      allow write: if getAfter(/databases/$(database)/documents/pairs/total).data.n == 2;
    }
  }
}`;

let server: TestFirestore;
let environment: RulesTestEnvironment;

beforeAll(async () => {
  setLogLevel('silent');
  server = await startTestFirestore();
  environment = await initializeTestEnvironment({
    projectId: PROJECT,
    firestore: { host: '127.0.0.1', port: server.service.port, rules: RULES },
  });
});
afterAll(async () => {
  await environment.cleanup();
  await server.close();
});
beforeEach(async () => {
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    await setDoc(doc(firestoreOf(context), 'members/ann'), { active: true });
    await setDoc(doc(firestoreOf(context), 'notes/anns'), { owner: 'ann', n: 1 });
  });
});

type Context = ReturnType<RulesTestEnvironment['unauthenticatedContext']>;

/** The library promises the older class; what it gives is what the modular functions take, as its guide shows. */
function firestoreOf(context: Context): Firestore {
  return context.firestore() as unknown as Firestore;
}
const as = (uid: string): Firestore => firestoreOf(environment.authenticatedContext(uid));
const nobody = (): Firestore => firestoreOf(environment.unauthenticatedContext());

describe('operations under rules', () => {
  it('judges a get by the document', async () => {
    await assertSucceeds(getDoc(doc(as('ann'), 'notes/anns')));
    await assertFails(getDoc(doc(as('bob'), 'notes/anns')));
    await assertSucceeds(getDoc(doc(nobody(), 'notes/none')));
  });

  it('judges a query by what it asks for, not by what it finds', async () => {
    const notes = collection(as('ann'), 'notes');
    await assertSucceeds(getDocs(query(notes, where('owner', '==', 'ann'))));
    await assertSucceeds(getCountFromServer(query(notes, where('owner', '==', 'ann'))));
    await assertFails(getDocs(notes));
    await assertFails(getDocs(query(notes, where('owner', '==', 'bob'), limit(1))));
    await assertFails(getDocs(query(collection(nobody(), 'notes'), where('owner', '==', 'ann'))));
  });

  it('judges writes by the state before and after', async () => {
    const db = as('ann');
    await assertSucceeds(setDoc(doc(db, 'notes/new'), { owner: 'ann', n: 1 }));
    await assertFails(setDoc(doc(db, 'notes/foreign'), { owner: 'bob', n: 1 }));
    await assertSucceeds(updateDoc(doc(db, 'notes/anns'), { n: 2 }));
    await assertFails(updateDoc(doc(db, 'notes/anns'), { n: 0 }));
    await assertFails(updateDoc(doc(as('bob'), 'notes/anns'), { n: 9 }));
    await assertFails(setDoc(doc(db, 'unmatched/x'), {}));
  });

  it('judges each write of a batch by the state after the whole batch', async () => {
    const db = as('ann');
    const whole = writeBatch(db);
    whole.set(doc(db, 'pairs/a'), { n: 1 });
    whole.set(doc(db, 'pairs/total'), { n: 2 });
    await assertSucceeds(whole.commit());
    await environment.clearFirestore();
    await assertFails(setDoc(doc(db, 'pairs/a'), { n: 1 }));
  });

  it('judges a transaction of the web SDK', async () => {
    const bump = (db: Firestore): Promise<void> =>
      runTransaction(db, async (transaction) => {
        const snapshot = await transaction.get(doc(db, 'notes/anns'));
        transaction.update(snapshot.ref, { n: snapshot.get('n') + 1 });
      });
    await assertSucceeds(bump(as('ann')));
    await assertFails(bump(as('bob')));
  });

  it('tells no stranger whether a document exists', async () => {
    const missing = await fetchCommit({
      update: { name: nameOf('notes/none') },
      currentDocument: { exists: true },
    });
    const existing = await fetchCommit({
      update: { name: nameOf('notes/anns') },
      currentDocument: { exists: false },
    });
    expect([missing.status, existing.status]).toEqual([403, 403]);
  });

  it('refuses to name collections', async () => {
    const response = await fetch(`${server.url}/v1/${nameOf('')}:listCollectionIds`, { method: 'POST' });
    expect(response.status).toBe(403);
  });

  it('begins the text of a refusal with a line break', async () => {
    const refused: unknown = await (await fetchCommit({ delete: nameOf('notes/anns') })).json();
    const message = expect.stringMatching(/^\n.*for 'delete' @ L\d+/);
    expect(refused).toMatchObject({ error: { message } });
  });

  const nameOf = (path: string): string =>
    `projects/${PROJECT}/databases/(default)/documents${path === '' ? '' : `/${path}`}`;
  const fetchCommit = (write: object): Promise<Response> =>
    fetch(`${server.url}/v1/${nameOf('')}:commit`, {
      method: 'POST',
      body: JSON.stringify({ writes: [write] }),
    });
});

describe('listeners under rules', () => {
  it('ends one listener when a document that the rules read changes, and leaves the others', async () => {
    const admin = server.admin(PROJECT);
    const db = as('ann');
    const errors: string[] = [];
    const sizes: number[] = [];
    const stop = onSnapshot(
      collection(db, 'rooms'),
      (snapshot) => sizes.push(snapshot.size),
      ({ code }) => errors.push(code),
    );
    const notes: number[] = [];
    const stopNotes = onSnapshot(query(collection(db, 'notes'), where('owner', '==', 'ann')), (snapshot) => {
      notes.push(snapshot.size);
    });
    await eventually(() => (sizes.length > 0 && notes.length > 0 ? true : undefined));
    await admin.doc('members/ann').update({ active: false });
    await eventually(() => errors[0]);
    expect(errors).toEqual(['permission-denied']);
    await admin.doc('notes/more').set({ owner: 'ann', n: 1 });
    await eventually(() => (notes.at(-1) === 2 ? true : undefined));
    stop();
    stopNotes();
  });

  it('ends a listener on a document that turned into one it may not see, without showing it', async () => {
    const admin = server.admin(PROJECT);
    const owners: unknown[] = [];
    const errors: string[] = [];
    const stop = onSnapshot(
      doc(as('ann'), 'notes/anns'),
      (snapshot) => owners.push(snapshot.get('owner')),
      ({ code }) => errors.push(code),
    );
    await eventually(() => owners[0]);
    await admin.doc('notes/anns').update({ owner: 'bob' });
    await eventually(() => errors[0]);
    expect(owners).toEqual(['ann']);
    stop();
  });

  it('judges open listeners again when the rules change', async () => {
    const errors: string[] = [];
    let snapshots = 0;
    const stop = onSnapshot(
      collection(as('ann'), 'rooms'),
      () => snapshots++,
      ({ code }) => errors.push(code),
    );
    await eventually(() => snapshots || undefined);
    expect(
      server.service.setRules(PROJECT, RULES.replace('member().active', 'member().active == false')),
    ).toEqual([]);
    await eventually(() => errors[0]);
    server.service.setRules(PROJECT, RULES);
    stop();
    expect(errors).toEqual(['permission-denied']);
  });
});

describe('the web SDK in a browser under rules', () => {
  /** As the SDK sends it: the first POST carries the stream's headers in its body. */
  async function listen(token: string | null): Promise<string> {
    const database = `projects/${PROJECT}/databases/(default)`;
    const channel = `${server.url}/google.firestore.v1.Firestore/Listen/channel?VER=8&database=${database}`;
    const query = { parent: `${database}/documents`, structuredQuery: { from: [{ collectionId: 'rooms' }] } };
    const body = new URLSearchParams({
      headers: `X-Goog-Api-Client:gl-js/\r\n${token === null ? '' : `Authorization:Bearer ${token}\r\n`}`,
      count: '1',
      ofs: '0',
      req0___data__: JSON.stringify({ database, addTarget: { targetId: 2, query } }),
    });
    const handshake = await (
      await fetch(`${channel}&RID=1`, { method: 'POST', body: body.toString() })
    ).text();
    const sid = /"c","([^"]+)"/.exec(handshake)?.[1] ?? '';
    return (await fetch(`${channel}&SID=${sid}&RID=rpc&AID=0&CI=1&TYPE=xmlhttp`)).text();
  }
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

  it('is judged by the token of its first request', async () => {
    const token = `${encode({ alg: 'none', type: 'JWT' })}.${encode({ sub: 'ann', iat: 0, exp: 3600 })}.`;
    expect(await listen(token)).toContain('"CURRENT"');
    expect(await listen(null)).toMatch(/"REMOVE","targetIds":\[2\],"cause":\{"code":7,"message":"\\n/);
  });
});

describe('the meter under rules', () => {
  it('counts what the rules read once per query and once per delivery', async () => {
    const admin = server.admin(PROJECT);
    server.meter.reset();
    let snapshots = 0;
    const stop = onSnapshot(collection(as('ann'), 'rooms'), () => snapshots++);
    await eventually(() => (snapshots === 1 ? true : undefined));
    await admin.doc('rooms/a').set({});
    await eventually(() => (snapshots === 2 ? true : undefined));
    stop();
    const clientRows = server.meter.rows().filter(({ source }) => source === 'client');
    expect(clientRows).toEqual([
      { kind: 'ruleRead', source: 'client', pattern: 'members/*', count: 2 },
      { kind: 'read', source: 'client', pattern: 'rooms/*', count: 1 },
      { kind: 'listenerRead', source: 'client', pattern: 'rooms/*', count: 1 },
    ]);
  });
});

describe('loading rules', () => {
  const put = (content: string, extra: object = {}): Promise<Response> =>
    fetch(`${server.url}/emulator/v1/projects/demo-loading:securityRules`, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ rules: { files: [{ content }] }, ...extra }),
    });

  it('refuses a source with errors, or lists them where asked to ignore them', async () => {
    expect((await put('service cloud.firestore {')).status).toBe(400);
    const response = await put('service cloud.firestore {', { ignore_errors: true });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      issues: [{ severity: 'ERROR', sourcePosition: { line: 1 } }],
    });
  });

  it('allows everything in a project that never had rules', async () => {
    const url = `${server.url}/v1/projects/demo-open/databases/(default)/documents/a?documentId=b`;
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(200);
  });
});
