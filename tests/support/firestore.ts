import { createEngine } from '../../emulator/src/firestore/engine/engine.ts';
import { createMemoryStorage } from '../../emulator/src/firestore/engine/storage-memory.ts';
import { createFirestoreService } from '../../emulator/src/firestore/service.ts';
import { systemClock } from '../../emulator/src/shared/clock.ts';
import { Meter } from '../../emulator/src/shared/meter.ts';

export interface FirestoreForTests {
  port: number;
  close(): Promise<void>;
}

/** The embedded Firestore alone, in memory, on a free port. */
export async function startFirestore(): Promise<FirestoreForTests> {
  const engine = createEngine({ clock: systemClock, storage: createMemoryStorage() });
  const service = await createFirestoreService({
    engine,
    clock: systemClock,
    meter: new Meter(),
    host: '127.0.0.1',
    port: 0,
  });
  return {
    port: service.port,
    async close() {
      await service.close();
      await engine.close();
    },
  };
}
