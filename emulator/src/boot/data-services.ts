import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createAuthService } from '../auth/index.ts';
import type { ProjectConfig, ServicePorts } from '../config/firebase-json.ts';
import { guardPort } from '../config/port-in-use-error.ts';
import { createEngine } from '../firestore/engine/engine.ts';
import { createMemoryStorage } from '../firestore/engine/storage-memory.ts';
import { openSqliteStorage } from '../firestore/engine/storage-sqlite.ts';
import type { Engine } from '../firestore/engine/types.ts';
import { createFirestoreService } from '../firestore/service.ts';
import type { ObjectEvent } from '../functions/storage-triggers.ts';
import type { RulesIssue } from '../rules/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import { DEFAULT_BUCKET } from '../storage/access.ts';
import { createStorageService } from '../storage/index.ts';
import type { Closers } from './closers.ts';

export interface DataServices {
  engine: Engine;
  /** Compiles and installs Firestore rules. @throws Error that lists what is wrong */
  setFirestoreRules: (source: string) => void;
  /** The same for Storage, for all buckets; until then clients may nothing. */
  setStorageRules: (source: string) => void;
  ports: { firestore: number; auth: number; storage: number };
}

/** Opens Firestore, Auth and Storage over the data folder (null: in memory) and registers how to close them. */
export async function openDataServices(options: {
  projectId: string;
  clock: Clock;
  meter: Meter;
  dataFolder: string | null;
  config: ProjectConfig;
  ports: ServicePorts;
  onObjectEvent: (event: ObjectEvent) => void;
  closers: Closers;
  /** Takes the emails that nobody sends: who they are for and their link. */
  log: (line: string) => void;
}): Promise<DataServices> {
  const { projectId, clock, meter, dataFolder, config, ports, closers, log } = options;
  const host = '127.0.0.1';
  const folderOf = (service: string): string | null => {
    if (dataFolder === null) return null;
    const folder = path.join(dataFolder, service);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  const firestoreFolder = folderOf('firestore');
  const storage = firestoreFolder === null ? createMemoryStorage() : openSqliteStorage(firestoreFolder);
  const engine = createEngine({ clock, storage });
  closers.add(() => engine.close());
  engine.setIndexes(projectId, config.indexes.composite, config.indexes.overrides);
  const firestore = await guardPort('firestore', ports.firestore, () =>
    createFirestoreService({ engine, clock, meter, host, port: ports.firestore }),
  );
  closers.add(() => firestore.close());
  const auth = await guardPort('auth', ports.auth, () =>
    createAuthService({
      clock,
      folder: folderOf('auth'),
      host,
      port: ports.auth,
      projectId,
      onEmail: ({ requestType, email, oobLink }) => log(`Email ${requestType} to ${email}: ${oobLink}`),
    }),
  );
  closers.add(() => auth.close());
  const storageService = await guardPort('storage', ports.storage, () =>
    createStorageService({
      clock,
      meter,
      folder: folderOf('storage'),
      host,
      port: ports.storage,
      projectId,
      rulesReader(project) {
        const read = (document: string) => firestore.peek(project, '(default)', document);
        // An upload is no part of a commit: there is nothing to come after.
        return { get: read, getAfter: read };
      },
      onObjectEvent: options.onObjectEvent,
    }),
  );
  closers.add(() => storageService.close());
  return {
    engine,
    setFirestoreRules: (source) => refuseErrors(firestore.setRules(projectId, source)),
    setStorageRules: (source) => refuseErrors(storageService.setRules(DEFAULT_BUCKET, source)),
    ports: { firestore: firestore.port, auth: auth.port, storage: storageService.port },
  };
}

function refuseErrors(issues: readonly RulesIssue[]): void {
  const errors = issues.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  throw new Error(
    errors.map(({ line, column, description }) => `${line}:${column} ${description}`).join('; '),
  );
}
