import { AdjustableClock } from '../../shared/clock.ts';
import { createEngine } from './engine.ts';
import { createFields } from './fields.ts';
import { createMemoryStorage } from './storage-memory.ts';
import type {
  Database,
  Document,
  Engine,
  Fields,
  Query,
  Storage,
  TargetChange,
  Value,
  Write,
} from './types.ts';

/** 2026-01-02T03:04:05.000Z: where the frozen clock of a test database stands. */
export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

interface TestDatabase {
  clock: AdjustableClock;
  engine: Engine;
  database: Database;
}

/** A database on a frozen clock, in memory unless told otherwise. */
export function openTestDatabase(
  storage: Storage = createMemoryStorage(),
  startMs: number = START_MS,
): TestDatabase {
  const clock = new AdjustableClock();
  clock.freeze(startMs);
  const engine = createEngine({ clock, storage });
  return { clock, engine, database: engine.database('demo-test', '(default)') };
}

/** Fields from plain values: numbers become integers. */
export function fieldsOf(data: { [name: string]: string | number | boolean | null }): Fields {
  return createFields(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
}

export function setWrite(path: string, data: Parameters<typeof fieldsOf>[0]): Write {
  return { kind: 'set', path, fields: fieldsOf(data), transforms: [] };
}

export function createWrite(path: string, data: Parameters<typeof fieldsOf>[0]): Write {
  return { ...setWrite(path, data), precondition: { exists: false } };
}

export function updateWrite(path: string, data: Parameters<typeof fieldsOf>[0]): Write {
  const mask = Object.keys(data).map((name) => [name]);
  return {
    kind: 'update',
    path,
    fields: fieldsOf(data),
    mask,
    transforms: [],
    precondition: { exists: true },
  };
}

export function deleteWrite(path: string): Write {
  return { kind: 'delete', path };
}

/** All documents of a root collection by name; `overrides` for the rest. */
export function queryOf(collectionId: string, overrides: Partial<Query> = {}): Query {
  return { parent: '', collectionId, allDescendants: false, orderBy: [], ...overrides };
}

export function whereEqual(field: string, value: string | number | boolean | null): Pick<Query, 'where'> {
  return { where: { kind: 'field', field: [field], op: 'EQUAL', value: toValue(value) } };
}

/** The integer in a field, or NaN. */
export function integerAt(document: Document | null, field: string): number {
  const value = document?.fields[field];
  return value && 'integerValue' in value ? Number(value.integerValue) : NaN;
}

/** What a client makes of the changes it is sent: the documents it holds by path. */
export function applyChanges(held: Map<string, Document>, changes: readonly TargetChange[]): void {
  for (const change of changes) {
    if (change.type === 'set') held.set(change.document.path, change.document);
    else held.delete(change.path);
  }
}

function toValue(value: string | number | boolean | null): Value {
  if (value === null) return { nullValue: null };
  if (typeof value === 'boolean') return { booleanValue: value };
  return typeof value === 'number' ? { integerValue: String(value) } : { stringValue: value };
}
