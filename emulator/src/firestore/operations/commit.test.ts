import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Caller, OWNER } from '../../shared/caller.ts';
import { systemClock } from '../../shared/clock.ts';
import { Meter } from '../../shared/meter.ts';
import { createEngine } from '../engine/engine.ts';
import { createFields } from '../engine/fields.ts';
import { createMemoryStorage } from '../engine/storage-memory.ts';
import type { Database, Engine, Write } from '../engine/types.ts';
import { batchWrite } from './batch-write.ts';
import { commit } from './commit.ts';
import type { RequestContext } from './context.ts';
import { RulesRegistry } from './rules-registry.ts';

const RULES = `rules_version = '2';
service cloud.firestore { match /databases/{database}/documents {
  match /doors/{id} {
    allow create: if true;
    allow update: if resource.data.open;
  }
} }`;

let engine: Engine;
let database: Database;
let meter: Meter;
let contextOf: (caller: Caller) => RequestContext;

beforeEach(() => {
  engine = createEngine({ clock: systemClock, storage: createMemoryStorage() });
  database = engine.database('demo', '(default)');
  meter = new Meter();
  const rules = new RulesRegistry();
  rules.set('demo', RULES);
  contextOf = (caller) => ({ state: { engine, clock: systemClock, meter, rules }, database, caller });
});
afterEach(() => engine.close());

const VISITOR: Caller = { kind: 'user', uid: 'v', token: {} };

function set(id: string, open: boolean): Write {
  const fields = createFields([['open', { booleanValue: open }]]);
  return { kind: 'set', path: `doors/${id}`, fields, transforms: [] };
}

describe('commit', () => {
  it('judges what is there when its turn comes, not what was there when it was called', async () => {
    await commit(contextOf(OWNER), { writes: [set('a', true)] });
    const transaction = database.begin({ readOnly: false });
    await database.get('doors/a', transaction);
    const knocking = commit(contextOf(VISITOR), { writes: [set('a', true)] });
    await commit(contextOf(OWNER), { writes: [set('a', false)], transaction });
    await expect(knocking).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    expect(database.peek('doors/a')?.fields['open']).toEqual({ booleanValue: false });
  });

  it('leaves no lock behind where it is refused', async () => {
    await commit(contextOf(OWNER), { writes: [set('a', false)] });
    await expect(commit(contextOf(VISITOR), { writes: [set('a', true)] })).rejects.toThrow(/for 'update'/);
    await commit(contextOf(OWNER), { writes: [set('a', true)] });
    expect(database.peek('doors/a')?.fields['open']).toEqual({ booleanValue: true });
  });

  it('bills what was written and nothing that was refused', async () => {
    await commit(contextOf(VISITOR), { writes: [set('a', false), set('b', true)] });
    await expect(commit(contextOf(VISITOR), { writes: [set('a', true)] })).rejects.toThrow();
    expect(meter.rows()).toEqual([{ kind: 'write', source: 'client', pattern: 'doors/*', count: 2 }]);
  });
});

describe('batchWrite', () => {
  it('refuses one write and commits the others', async () => {
    await commit(contextOf(OWNER), { writes: [set('shut', false)] });
    const results = await batchWrite(contextOf(VISITOR), [set('shut', true), set('new', true)]);
    expect(results).toMatchObject([{ status: 'PERMISSION_DENIED' }, { updateTime: expect.any(String) }]);
    expect(database.peek('doors/new')).not.toBeNull();
  });
});
