import { initializeApp, type FirebaseApp } from 'firebase/app';
import { connectAuthEmulator, indexedDBLocalPersistence, initializeAuth, type Auth } from 'firebase/auth';
import {
  connectFirestoreEmulator,
  initializeFirestore,
  memoryLocalCache,
  type Firestore,
} from 'firebase/firestore';
import { getFunctions, type Functions } from 'firebase/functions';
import type { FirebaseStorage } from 'firebase/storage';
import type { FirebaseConfig } from './firebase-config.ts';

/**
 * Hosting passes `/call/{name}` on to the functions: a call stays on the app's own origin, so that the browser asks no
 * preflight first, which would be billed as one more invocation.
 */
const CALL_BASE_PATH = '/call';

interface Services {
  app: FirebaseApp;
  config: FirebaseConfig;
  auth: Auth;
  firestore: Firestore;
  functions: Functions;
}

let services: Services | null = null;

/**
 * Starts the SDKs once, before the first render. Auth gets IndexedDB and nothing else (no pop-ups, no redirects);
 * Firestore keeps its cache in memory: a second tab costs nothing then, and the code is 22 kB lighter. What must
 * survive a reload, drafts and unsent messages, the app keeps in IndexedDB itself.
 */
export function startFirebase(config: FirebaseConfig): void {
  const { emulators, projectId, apiKey, authDomain, storageBucket, appId } = config;
  const app = initializeApp({
    projectId,
    apiKey,
    ...(authDomain === undefined ? {} : { authDomain }),
    ...(storageBucket === undefined ? {} : { storageBucket }),
    ...(appId === undefined ? {} : { appId }),
  });
  const auth = initializeAuth(app, { persistence: indexedDBLocalPersistence });
  const firestore = initializeFirestore(app, { localCache: memoryLocalCache() });
  const functions = getFunctions(app, location.origin + CALL_BASE_PATH);
  if (emulators?.auth) {
    connectAuthEmulator(auth, `http://${emulators.auth.host}:${emulators.auth.port}`, {
      disableWarnings: true,
    });
  }
  if (emulators?.firestore) {
    connectFirestoreEmulator(firestore, emulators.firestore.host, emulators.firestore.port);
  }
  services = { app, config, auth, firestore, functions };
}

export function firebaseAuth(): Auth {
  return started().auth;
}

export function firestore(): Firestore {
  return started().firestore;
}

export function functions(): Functions {
  return started().functions;
}

let storage: Promise<FirebaseStorage> | null = null;

/** The Storage SDK arrives with the first upload; nothing else needs it. */
export function firebaseStorage(): Promise<FirebaseStorage> {
  storage ??= loadStorage();
  return storage;
}

async function loadStorage(): Promise<FirebaseStorage> {
  const { app, config } = started();
  const { connectStorageEmulator, getStorage } = await import('firebase/storage');
  const loaded = getStorage(app);
  const emulator = config.emulators?.storage;
  if (emulator) connectStorageEmulator(loaded, emulator.host, emulator.port);
  return loaded;
}

function started(): Services {
  if (services === null) throw new Error('startFirebase() must run before any service is used.');
  return services;
}
