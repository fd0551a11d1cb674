import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { EngineDatabase, type IndexCheck } from './database.ts';
import { assertIndexed } from './required-index.ts';
import type { CompositeIndex, Database, Engine, FieldOverride, Storage } from './types.ts';

/**
 * Opens every database that `storage` holds, checking all of it, and makes others on first use. The engine owns the
 * storage: it closes it with itself, and where it cannot open it.
 * Throws DataFolderError where the stored data is damaged.
 */
export function createEngine(options: { clock: Clock; storage: Storage }): Engine {
  try {
    return new StoredEngine(options.clock, options.storage);
  } catch (error) {
    options.storage.close();
    throw error;
  }
}

interface ProjectIndexes {
  indexes: CompositeIndex[];
  exemptions: FieldOverride[];
}

class StoredEngine implements Engine {
  readonly #clock: Clock;
  readonly #storage: Storage;
  readonly #databases = new Map<string, EngineDatabase>();
  readonly #indexes = new Map<string, ProjectIndexes>();

  constructor(clock: Clock, storage: Storage) {
    this.#clock = clock;
    this.#storage = storage;
    for (const stored of storage.open()) {
      this.#add({ ...stored, documents: storage.load(stored.projectId, stored.databaseId) });
    }
  }

  database(projectId: string, databaseId: string): Database {
    const known = this.#databases.get(keyOf(projectId, databaseId));
    return known ?? this.#add({ projectId, databaseId, epoch: randomUUID(), version: 0, documents: [] });
  }

  databases(): Database[] {
    return [...this.#databases.values()];
  }

  setIndexes(projectId: string, indexes: CompositeIndex[], exemptions: FieldOverride[]): void {
    this.#indexes.set(projectId, { indexes, exemptions });
  }

  async close(): Promise<void> {
    for (const database of this.#databases.values()) database.close();
    this.#storage.close();
  }

  #add(
    stored: Omit<ConstructorParameters<typeof EngineDatabase>[0], 'clock' | 'storage' | 'checkIndexes'>,
  ): Database {
    const { projectId, databaseId } = stored;
    const database = new EngineDatabase({
      ...stored,
      clock: this.#clock,
      storage: this.#storage,
      checkIndexes: (query, aggregated) => this.#checkIndexes(projectId, databaseId, query, aggregated),
    });
    this.#databases.set(keyOf(projectId, databaseId), database);
    return database;
  }

  #checkIndexes(projectId: string, databaseId: string, ...[query, aggregated]: Parameters<IndexCheck>): void {
    const enforced = this.#indexes.get(projectId);
    if (!enforced || enforced.indexes.length + enforced.exemptions.length === 0) return;
    assertIndexed(query, enforced.indexes, enforced.exemptions, projectId, databaseId, aggregated);
  }
}

function keyOf(projectId: string, databaseId: string): string {
  return `${projectId}/${databaseId}`;
}
