import type { RecordChange, RecordStore } from '../shared/record-store.ts';
import type { StoredObject } from './stored-object.ts';

/** The objects of all buckets. Durable before a method returns; the bytes are elsewhere and counted here. */
export class ObjectStore {
  readonly #records: RecordStore;
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  readonly #sortedNames = new Map<string, string[]>();
  /** Copies share their bytes. */
  readonly #blobUses = new Map<string, number>();
  #lastGeneration: bigint;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#lastGeneration = BigInt(records.load('counters').get('generation') ?? '0');
    for (const name of records.load('buckets').keys()) this.#objectsOf(name);
    // Rows were written by this class: their JSON has the shape it stored.
    for (const text of records.load('objects').values()) this.#add(JSON.parse(text) as StoredObject);
  }

  get(bucket: string, name: string): StoredObject | null {
    return this.#buckets.get(bucket)?.get(name) ?? null;
  }

  /** Names in the order of their UTF-8 bytes, as lists have it. */
  names(bucket: string): readonly string[] {
    const known = this.#sortedNames.get(bucket);
    if (known) return known;
    const names = [...(this.#buckets.get(bucket)?.keys() ?? [])].sort(compareUtf8);
    this.#sortedNames.set(bucket, names);
    return names;
  }

  bucketNames(): string[] {
    return [...this.#buckets.keys()].sort();
  }

  createBucket(bucket: string): void {
    if (this.#buckets.has(bucket)) return;
    this.#records.commit([{ table: 'buckets', key: bucket, value: '{}' }]);
    this.#objectsOf(bucket);
  }

  /** A number above all before, in microseconds of time where the clock allows, as in production. */
  nextGeneration(nowMs: number): string {
    const byClock = BigInt(nowMs) * 1000n;
    this.#lastGeneration = byClock > this.#lastGeneration ? byClock : this.#lastGeneration + 1n;
    return String(this.#lastGeneration);
  }

  /** Stores an object in place of the one of its name, if any; returns blobs that nothing refers to any more. */
  put(object: StoredObject): string[] {
    const changes: RecordChange[] = [
      { table: 'objects', key: keyOf(object.bucket, object.name), value: JSON.stringify(object) },
      { table: 'counters', key: 'generation', value: String(this.#lastGeneration) },
    ];
    if (!this.#buckets.has(object.bucket))
      changes.push({ table: 'buckets', key: object.bucket, value: '{}' });
    this.#records.commit(changes);
    const before = this.get(object.bucket, object.name);
    this.#add(object);
    return before === null ? [] : this.#release([before]);
  }

  /** Removes objects; returns blobs that nothing refers to any more. */
  remove(objects: readonly StoredObject[]): string[] {
    this.#records.commit(
      objects.map(({ bucket, name }) => ({ table: 'objects', key: keyOf(bucket, name), value: null })),
    );
    for (const { bucket, name } of objects) {
      this.#objectsOf(bucket).delete(name);
      this.#sortedNames.delete(bucket);
    }
    return this.#release(objects);
  }

  /** Removes everything; returns the blobs that were in use. */
  removeAll(): string[] {
    return this.remove([...this.#buckets.values()].flatMap((objects) => [...objects.values()]));
  }

  blobIds(): ReadonlySet<string> {
    return new Set(this.#blobUses.keys());
  }

  #objectsOf(bucket: string): Map<string, StoredObject> {
    const objects = this.#buckets.get(bucket) ?? new Map<string, StoredObject>();
    this.#buckets.set(bucket, objects);
    return objects;
  }

  #add(object: StoredObject): void {
    const objects = this.#objectsOf(object.bucket);
    if (!objects.has(object.name)) this.#sortedNames.delete(object.bucket);
    objects.set(object.name, object);
    this.#blobUses.set(object.blobId, (this.#blobUses.get(object.blobId) ?? 0) + 1);
  }

  #release(objects: readonly StoredObject[]): string[] {
    const unused: string[] = [];
    for (const { blobId } of objects) {
      const uses = (this.#blobUses.get(blobId) ?? 1) - 1;
      if (uses > 0) {
        this.#blobUses.set(blobId, uses);
      } else {
        this.#blobUses.delete(blobId);
        unused.push(blobId);
      }
    }
    return unused;
  }
}

function keyOf(bucket: string, name: string): string {
  // No bucket's name contains a slash.
  return `${bucket}/${name}`;
}

function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
