import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';
import { QueryIndex } from './query-index.ts';
import { normaliseQuery } from './query.ts';
import {
  applyChanges,
  deleteWrite,
  fieldsOf,
  openTestDatabase,
  queryOf,
  setWrite,
  updateWrite,
  whereEqual,
} from './test-support.ts';
import type { Database, Document, Query, Target, TargetChange, Write } from './types.ts';
import { WatchHub } from './watch.ts';

/** Short forms of changes: `+path` set, `-path` delete, `~path` remove. */
function shorten(changes: readonly TargetChange[]): string[] {
  return changes.map((change) => {
    if (change.type === 'set') return `+${change.document.path}`;
    return `${change.type === 'delete' ? '-' : '~'}${change.path}`;
  });
}

/** Opens a watch and records what it is told after its start. */
function record(
  database: Database,
  target: Target,
  since: number | null = null,
): { start: string[]; told: string[][] } {
  const told: string[][] = [];
  const { start } = database.watch(target, since, (changes) => told.push(shorten(changes)));
  return { start: shorten(start.changes), told };
}

function queryTarget(collectionId: string, overrides: Partial<Query> = {}): Target {
  return { kind: 'query', query: queryOf(collectionId, overrides) };
}

test('tells what enters, changes, leaves and goes', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { open: true }), setWrite('c/2', { open: false })]);
  const { start, told } = record(database, queryTarget('c', whereEqual('open', true)));
  expect(start).toEqual(['+c/1']);
  await database.commit([updateWrite('c/2', { open: true })]);
  await database.commit([updateWrite('c/1', { n: 1 })]);
  await database.commit([updateWrite('c/1', { open: false })]);
  await database.commit([deleteWrite('c/1')]);
  await database.commit([deleteWrite('c/2')]);
  expect(told).toEqual([['+c/2'], ['+c/1'], ['~c/1'], ['-c/2']]);
});

test('says nothing of commits that change nothing for the target', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { n: 1 })]);
  const { told } = record(database, queryTarget('c'));
  await database.commit([setWrite('c/1', { n: 1 }), setWrite('d/1', {}), deleteWrite('c/9')]);
  await database.commit([setWrite('c/1/c/2', {})]);
  expect(told).toEqual([]);
});

test('keeps a window full when a member leaves, and drops what is pushed out', async () => {
  const { database } = openTestDatabase();
  for (const n of [1, 2, 3]) await database.commit([setWrite(`c/${n}`, { n })]);
  const { start, told } = record(
    database,
    queryTarget('c', { orderBy: [{ field: ['n'], direction: 'ASCENDING' }], limit: 2 }),
  );
  expect(start).toEqual(['+c/1', '+c/2']);
  await database.commit([deleteWrite('c/1')]);
  await database.commit([setWrite('c/0', { n: 0 })]);
  await database.commit([updateWrite('c/0', { n: 9 })]);
  await database.commit([setWrite('c/4', { n: 4 })]);
  expect(told).toEqual([
    ['-c/1', '+c/3'],
    ['~c/3', '+c/0'],
    ['~c/0', '+c/3'],
  ]);
});

test('moves a window with an offset when documents come or go before it', async () => {
  const { database } = openTestDatabase();
  for (const n of [1, 2, 3]) await database.commit([setWrite(`c/${n}`, { n })]);
  const { start, told } = record(database, queryTarget('c', { offset: 1, limit: 1 }));
  expect(start).toEqual(['+c/2']);
  await database.commit([deleteWrite('c/1')]);
  await database.commit([setWrite('c/0', {})]);
  expect(told).toEqual([
    ['~c/2', '+c/3'],
    ['~c/3', '+c/2'],
  ]);
});

test('watches documents by path, missing ones too', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { n: 1 })]);
  const target: Target = { kind: 'documents', paths: ['c/1', 'c/2', 'c/1'] };
  const { start, told } = record(database, target);
  expect(start).toEqual(['+c/1']);
  expect(database.watch(target, null, () => undefined).start.count).toBe(1);
  await database.commit([setWrite('c/2', { n: 2 }), setWrite('c/3', {})]);
  await database.commit([deleteWrite('c/1')]);
  expect(told).toEqual([['+c/2'], ['-c/1']]);
});

test('watches collection groups and kindless queries', async () => {
  const { database } = openTestDatabase();
  const group = record(database, queryTarget('m', { allDescendants: true }));
  const all = record(database, {
    kind: 'query',
    query: { parent: 'a/1', allDescendants: true, orderBy: [] },
  });
  await database.commit([setWrite('a/1/m/1', {}), setWrite('b/1/m/2', {}), setWrite('a/1/x/1', {})]);
  expect(group.told).toEqual([['+a/1/m/1', '+b/1/m/2']]);
  expect(all.told).toEqual([['+a/1/m/1', '+a/1/x/1']]);
});

test('tells all watches, then the commit listeners, then the one who commits', async () => {
  const { database } = openTestDatabase();
  const order: string[] = [];
  database.onCommit((commit) => order.push(`commit ${commit.version}`));
  database.watch(queryTarget('c'), null, () => order.push('first watch'));
  database.watch(queryTarget('c', { limit: 1 }), null, () => order.push('second watch'));
  await database.commit([setWrite('c/1', {})]).then(() => order.push('answer'));
  expect(order).toEqual(['first watch', 'second watch', 'commit 1', 'answer']);
});

test('lets a callback close watches, open watches and commit', async () => {
  const { database } = openTestDatabase();
  const versions: number[] = [];
  const late: string[][] = [];
  let commits: Promise<unknown> = Promise.resolve();
  const first = database.watch(queryTarget('c'), null, () => {
    first.close();
    second.close();
    const opened = database.watch(queryTarget('c', { limit: 5 }), null, (changes) =>
      late.push(shorten(changes)),
    );
    late.push(shorten(opened.start.changes));
    commits = database.commit([setWrite('c/2', {})]);
  });
  const second = database.watch(queryTarget('c', { limit: 5 }), null, () => late.push(['closed']));
  database.onCommit((commit) => versions.push(commit.version));
  await database.commit([setWrite('c/1', {})]);
  await commits;
  await database.commit([setWrite('c/3', {})]);
  expect(late).toEqual([['+c/1'], ['+c/2'], ['+c/3']]);
  expect(versions).toEqual([1, 2, 3]);
});

test('resumes with what changed since, and starts over where it does not know', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', {}), setWrite('c/2', {}), setWrite('c/3', {})]);
  const since = database.version();
  await database.commit([deleteWrite('c/1'), setWrite('c/4', {})]);
  await database.commit([setWrite('c/5', {})]);
  await database.commit([deleteWrite('c/5')]);
  const resumed = database.watch(queryTarget('c'), since, () => undefined).start;
  expect(shorten(resumed.changes)).toEqual(['-c/1', '+c/4']);
  expect(resumed).toMatchObject({ reset: false, count: 3, version: 4, readTime: database.readTime() });
  const foreign = database.watch(queryTarget('c'), 99, () => undefined).start;
  expect(shorten(foreign.changes)).toEqual(['+c/2', '+c/3', '+c/4']);
  expect(foreign.reset).toBe(true);
});

test('tells watches of a cleared database that all is gone', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', {}), setWrite('c/1/d/2', {})]);
  const { told } = record(database, queryTarget('c'));
  await database.clear();
  expect(told).toEqual([['-c/1']]);
  expect(database.documentCount()).toBe(0);
  expect(database.version()).toBe(2);
});

test('refuses to watch an invalid query', () => {
  const { database } = openTestDatabase();
  expect(() => database.watch(queryTarget('c', { limit: -1 }), null, () => undefined)).toThrow(
    'limit is negative',
  );
});

test('compares a commit with the watches that it can concern, and those of one query once', () => {
  const normalise = (query: Query) => normaliseQuery(query, 'p', '(default)');
  const hub = new WatchHub(new QueryIndex(), new ChangeLog(0), normalise);
  const now = { version: 0, readTime: '2026-01-02T03:04:05Z' };
  const open = (target: Target) => hub.open(target, null, () => undefined, now);
  const targets: Target[] = [
    queryTarget('c', { limit: 10 }),
    queryTarget('c', { allDescendants: true }),
    { kind: 'query', query: { parent: '', allDescendants: true, orderBy: [] } },
  ];
  for (let index = 0; index < 100; index++) {
    open(queryTarget(`other${index}`, { limit: 10 }));
    open(queryTarget('c', { parent: `other/${index}` }));
    open({ kind: 'documents', paths: [`c/other${index}`] });
    for (const target of targets) open(target);
  }
  const document = { path: 'c/1', fields: fieldsOf({}), createTime: now.readTime, updateTime: now.readTime };
  const changes = [{ path: 'c/1', before: null, after: document }];
  hub.dispatch({ version: 1, commitTime: now.readTime, changes });
  expect(hub.examined).toBe(targets.length);
});

const paths = ['c/1', 'c/2', 'c/3', 'c/4', 'c/5', 'c/6', 'c/1/c/7', 'd/1'];
const arbitraryWrite: fc.Arbitrary<Write> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...paths), fc.nat(3), fc.boolean()).map(toSet) },
  { weight: 1, arbitrary: fc.constantFrom(...paths).map(deleteWrite) },
);
const arbitraryTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.subarray(paths, { minLength: 1 }).map((subset): Target => ({ kind: 'documents', paths: subset })),
  fc
    .record({
      collectionId: fc.constantFrom('c', 'd', undefined),
      allDescendants: fc.boolean(),
      limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      offset: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      onlyOpen: fc.boolean(),
      byNumber: fc.constantFrom('ASCENDING' as const, 'DESCENDING' as const, undefined),
    })
    .map(toTarget),
);

function toSet([path, n, open]: [string, number, boolean]): Write {
  return setWrite(path, { n, open });
}

function toTarget(shape: {
  collectionId: string | undefined;
  allDescendants: boolean;
  limit: number | undefined;
  offset: number | undefined;
  onlyOpen: boolean;
  byNumber: 'ASCENDING' | 'DESCENDING' | undefined;
}): Target {
  const { collectionId, allDescendants, limit, offset, onlyOpen, byNumber } = shape;
  const scope: Query = {
    parent: '',
    allDescendants: collectionId === undefined || allDescendants,
    orderBy: [],
  };
  const query: Query = {
    ...scope,
    ...(collectionId === undefined
      ? {}
      : {
          collectionId,
          ...(onlyOpen ? whereEqual('open', true) : {}),
          ...(byNumber ? { orderBy: [{ field: ['n'], direction: byNumber }] } : {}),
        }),
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
  };
  return { kind: 'query', query };
}

async function resultOf(database: Database, target: Target): Promise<Map<string, Document>> {
  const documents =
    target.kind === 'query'
      ? (await database.runQuery(target.query)).documents
      : target.paths.map((path) => database.peek(path)).filter((document) => document !== null);
  return new Map(documents.map((document) => [document.path, document]));
}

test('gives every client, live or resumed at any version, exactly the fresh result', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(arbitraryWrite, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      fc.array(arbitraryTarget, { minLength: 1, maxLength: 4 }),
      async (commits, targets) => {
        const { database } = openTestDatabase();
        const live = targets.map((target) => {
          const held = new Map<string, Document>();
          const { start } = database.watch(target, null, (changes) => applyChanges(held, changes));
          applyChanges(held, start.changes);
          return { target, held };
        });
        const pasts = targets.map(() => [new Map<string, Document>()]);
        for (const writes of commits) {
          await database.commit(writes);
          for (const [index, { target, held }] of live.entries()) {
            const fresh = await resultOf(database, target);
            expect(held).toEqual(fresh);
            pasts[index]?.push(fresh);
          }
        }
        for (const [index, target] of targets.entries()) {
          const fresh = await resultOf(database, target);
          for (const [since, past] of (pasts[index] ?? []).entries()) {
            const watch = database.watch(target, since, () => undefined);
            const { start } = watch;
            const held = new Map(past);
            applyChanges(held, start.changes);
            expect(start.reset).toBe(false);
            expect(start.count).toBe(fresh.size);
            expect(held).toEqual(fresh);
            expect(new Set(shorten(start.changes)).size).toBe(start.changes.length);
            watch.close();
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
