// The least that shows a list to somebody who is signed in: React, Firebase Auth with an email and a password, one
// Firestore listener. The same lean choices as the app's: one persistence for Auth, no cache on disk for Firestore.
import { initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
  onIdTokenChanged,
  signInWithEmailAndPassword,
} from 'firebase/auth';
import {
  collection,
  connectFirestoreEmulator,
  initializeFirestore,
  limit,
  memoryLocalCache,
  onSnapshot,
  orderBy,
  query,
  where,
} from 'firebase/firestore';
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const settings = new URLSearchParams(location.search);
const app = initializeApp({ projectId: settings.get('project'), apiKey: 'bench' });
const auth = initializeAuth(app, { persistence: indexedDBLocalPersistence });
connectAuthEmulator(auth, settings.get('auth'), { disableWarnings: true });
const firestore = initializeFirestore(app, { localCache: memoryLocalCache() });
connectFirestoreEmulator(firestore, '127.0.0.1', Number(settings.get('firestore')));

const list = query(
  collection(firestore, `companies/${settings.get('company')}/conversations`),
  where('status', '==', 'waiting'),
  orderBy('lastMessage.at', 'desc'),
  limit(30),
);

function Inbox() {
  const [rows, setRows] = useState([]);
  useEffect(() => onSnapshot(list, ({ docs }) => setRows(docs)), []);
  return createElement(
    'ul',
    null,
    rows.map((row) => createElement('li', { key: row.id }, row.get('client.name'))),
  );
}

const root = createRoot(document.getElementById('root'));
onIdTokenChanged(auth, (user) => {
  if (user !== null) root.render(createElement(Inbox));
});
await signInWithEmailAndPassword(auth, settings.get('email'), settings.get('password'));
