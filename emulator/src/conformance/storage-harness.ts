import { deleteApp as deleteAdminApp, initializeApp as initializeAdminApp } from 'firebase-admin/app';
import { getStorage as getAdminStorage } from 'firebase-admin/storage';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectStorageEmulator, getStorage, type FirebaseStorage } from 'firebase/storage';
import type { Document } from '../firestore/engine/types.ts';
import type { ObjectEvent } from '../functions/storage-triggers.ts';
import { AdjustableClock } from '../shared/clock.ts';
import { DEFAULT_BUCKET } from '../storage/access.ts';
import { createStorageService } from '../storage/index.ts';

export const PROJECT = 'demo-storage';
export const BUCKET = `${PROJECT}.firebasestorage.app`;

/** The default bucket as the Admin SDK has it. */
type AdminBucket = ReturnType<ReturnType<typeof getAdminStorage>['bucket']>;

/** A Storage in this process, on a free port, with everything a conformance test looks at from behind. */
export interface TestStorage {
  url: string;
  clock: AdjustableClock;
  /** Changes that functions would be told of, oldest first. */
  events: ObjectEvent[];
  /** Documents that the rules may read, by path. */
  documents: Map<string, Document>;
  /** Installs rules. @throws Error with the first issue where they do not compile */
  setRules(source: string): void;
  /** The Admin SDK's bucket. */
  bucket(name?: string): AdminBucket;
  /** The web SDK as a signed-in user, or as nobody for null. Claims stand in the token beside the uid. */
  client(user: { uid: string; claims?: Record<string, unknown> } | null): FirebaseStorage;
  /** Deletes every object. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** @param folder where objects are kept; null keeps them in memory */
export async function startTestStorage(folder: string | null = null): Promise<TestStorage> {
  // Without it google-auth looks for a metadata server before the first call.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const clock = new AdjustableClock();
  const events: ObjectEvent[] = [];
  const documents = new Map<string, Document>();
  const read = (path: string) => documents.get(path) ?? null;
  const service = await createStorageService({
    clock,
    folder,
    host: '127.0.0.1',
    port: 0,
    projectId: PROJECT,
    rulesReader: () => ({ get: read, getAfter: read }),
    onObjectEvent: (event) => events.push(event),
  });
  const host = `127.0.0.1:${service.port}`;
  const closers: (() => Promise<void>)[] = [];
  return {
    url: `http://${host}`,
    clock,
    events,
    documents,
    setRules(source) {
      const error = service.setRules(DEFAULT_BUCKET, source).find(({ severity }) => severity === 'ERROR');
      if (error) throw new Error(`${error.line}:${error.column} ${error.description}`);
    },
    bucket(name = BUCKET) {
      // Read once, when the app's Storage is made.
      process.env['FIREBASE_STORAGE_EMULATOR_HOST'] = host;
      const app = initializeAdminApp({ projectId: PROJECT }, `admin-${service.port}-${closers.length}`);
      closers.push(() => deleteAdminApp(app));
      return getAdminStorage(app).bucket(name);
    },
    client(user) {
      const options = { apiKey: 'fake-api-key', projectId: PROJECT, storageBucket: BUCKET };
      const app = initializeApp(options, `client-${service.port}-${closers.length}`);
      closers.push(() => deleteApp(app));
      const storage = getStorage(app);
      const mockUserToken = user === null ? undefined : { user_id: user.uid, ...user.claims };
      connectStorageEmulator(storage, '127.0.0.1', service.port, mockUserToken ? { mockUserToken } : {});
      return storage;
    },
    async reset() {
      await fetch(`http://${host}/internal/reset`, { method: 'POST' });
      events.length = 0;
    },
    async close() {
      for (const close of closers) await close();
      await service.close();
    },
  };
}

/** Rules that let everybody do everything. */
export const OPEN_RULES = `rules_version = '2';
service firebase.storage { match /b/{bucket}/o { match /{path=**} { allow read, write: if true; } } }
`;

/** Bytes in which each place can be told from the others. */
export function pattern(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at + 4 <= sizeBytes; at += 4) bytes.writeUInt32BE(at, at);
  return bytes;
}
