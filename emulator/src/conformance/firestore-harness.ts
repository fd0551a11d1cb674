import { deleteApp as deleteAdminApp, initializeApp as initializeAdminApp } from 'firebase-admin/app';
import {
  getFirestore as getAdminFirestore,
  type Firestore as AdminFirestore,
} from 'firebase-admin/firestore';

import { createEngine } from '../firestore/engine/engine.ts';
import { createMemoryStorage } from '../firestore/engine/storage-memory.ts';
import type { Engine } from '../firestore/engine/types.ts';
import { createFirestoreService, type FirestoreService } from '../firestore/service.ts';
import { systemClock } from '../shared/clock.ts';
import { Meter } from '../shared/meter.ts';

/** A Firestore in this process, on a free port, with everything a conformance test looks at from behind. */
export interface TestFirestore {
  engine: Engine;
  meter: Meter;
  service: FirestoreService;
  host: string;
  url: string;
  /** An admin client of a project; several may be open. */
  admin(projectId: string): AdminFirestore;
  close(): Promise<void>;
}

/** Starts a Firestore in memory. */
export async function startTestFirestore(): Promise<TestFirestore> {
  // Without it google-auth looks for a metadata server before the first call.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const engine = createEngine({ clock: systemClock, storage: createMemoryStorage() });
  const meter = new Meter();
  const service = await createFirestoreService({
    engine,
    clock: systemClock,
    meter,
    host: '127.0.0.1',
    port: 0,
  });
  const host = `127.0.0.1:${service.port}`;
  const closers: (() => Promise<void>)[] = [];
  return {
    engine,
    meter,
    service,
    host,
    url: `http://${host}`,
    admin(projectId) {
      const app = initializeAdminApp({ projectId }, `${projectId}-${closers.length}`);
      process.env['FIRESTORE_EMULATOR_HOST'] = host;
      const firestore = getAdminFirestore(app);
      closers.push(async () => {
        await firestore.terminate();
        await deleteAdminApp(app);
      });
      return firestore;
    },
    async close() {
      for (const close of closers) await close();
      await service.close();
      await engine.close();
    },
  };
}

/** Waits until `read` gives a value that is not undefined; fails after `timeoutMs`. */
export async function eventually<T>(read: () => T | undefined, timeoutMs = 15_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = read();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`Nothing came within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
