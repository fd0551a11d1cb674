import { expect, test, vi } from 'vitest';
import { StatusError } from '../../shared/status.ts';
import { createMemoryStorage } from './storage-memory.ts';
import {
  createWrite,
  deleteWrite,
  integerAt,
  openTestDatabase,
  queryOf,
  setWrite,
  updateWrite,
} from './test-support.ts';
import type { Commit, Storage, Write } from './types.ts';

test('raises version and time with each commit, while the clock jumps back and forth', async () => {
  const { clock, database } = openTestDatabase();
  const times = [database.readTime()];
  for (const [index, jumpMs] of [0, 5, -10_000, 0, 20_000, -1, 0].entries()) {
    clock.advance(jumpMs);
    const { commitTime } = await database.commit([setWrite('c/1', { index })]);
    expect(database.readTime()).toBe(commitTime);
    expect(database.version()).toBe(index + 1);
    times.push(commitTime);
  }
  expect(times).toEqual([...new Set(times)].sort());
});

test('commits all writes or none', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { n: 1 })]);
  const commits: Commit[] = [];
  database.onCommit((commit) => commits.push(commit));
  const refused = database.commit([
    setWrite('c/2', {}),
    updateWrite('c/1', { n: 2 }),
    createWrite('c/1', {}),
  ]);
  await expect(refused).rejects.toMatchObject({ status: 'ALREADY_EXISTS' });
  expect(database.documentCount()).toBe(1);
  expect(integerAt(database.peek('c/1'), 'n')).toBe(1);
  expect(database.version()).toBe(1);
  expect(commits).toEqual([]);
});

test('lets the writes of a commit see each other and reports one change per document', async () => {
  const { database } = openTestDatabase();
  const commits: Commit[] = [];
  database.onCommit((commit) => commits.push(commit));
  const increment: Write = {
    ...updateWrite('c/1', {}),
    kind: 'update',
    fields: {},
    mask: [],
    transforms: [{ field: ['n'], kind: 'increment', operand: { integerValue: '5' } }],
  };
  const { results } = await database.commit([
    createWrite('c/1', { n: 1 }),
    increment,
    increment,
    setWrite('c/2', {}),
    deleteWrite('c/2'),
  ]);
  expect(results.map(({ transformResults }) => transformResults)).toEqual([
    [],
    [{ integerValue: '6' }],
    [{ integerValue: '11' }],
    [],
    [],
  ]);
  expect(commits[0]?.changes).toMatchObject([{ path: 'c/1', before: null }]);
  expect(integerAt(database.peek('c/1'), 'n')).toBe(11);
});

test('refuses to update what the same commit deletes, but lets it be set anew', async () => {
  const { clock, database } = openTestDatabase();
  const created = await database.commit([setWrite('c/1', { n: 1 })]);
  await expect(database.commit([deleteWrite('c/1'), updateWrite('c/1', { n: 2 })])).rejects.toMatchObject({
    status: 'INVALID_ARGUMENT',
  });
  clock.advance(1_000);
  const { commitTime } = await database.commit([deleteWrite('c/1'), setWrite('c/1', { n: 3 })]);
  expect(database.peek('c/1')).toMatchObject({ createTime: commitTime, updateTime: commitTime });
  expect(created.commitTime < commitTime).toBe(true);
});

test('answers a write that changes nothing with the time of the last change', async () => {
  const { clock, database } = openTestDatabase();
  const first = await database.commit([setWrite('c/1', { n: 1 })]);
  const commits: Commit[] = [];
  database.onCommit((commit) => commits.push(commit));
  clock.advance(1_000);
  const second = await database.commit([
    setWrite('c/1', { n: 1 }),
    deleteWrite('c/2'),
    { kind: 'verify', path: 'c/1', precondition: { exists: true } },
  ]);
  expect(second.commitTime > first.commitTime).toBe(true);
  expect(second.results.map(({ updateTime }) => updateTime)).toEqual([
    first.commitTime,
    second.commitTime,
    first.commitTime,
  ]);
  expect(commits).toMatchObject([{ version: 2, changes: [] }]);
});

test('checks the precondition of a verify and writes nothing', async () => {
  const { database } = openTestDatabase();
  const { commitTime } = await database.commit([setWrite('c/1', { n: 1 })]);
  const verify = (precondition: NonNullable<Write['precondition']>): Promise<unknown> =>
    database.commit([{ kind: 'verify', path: 'c/1', precondition }, setWrite('c/2', {})]);
  await expect(verify({ exists: false })).rejects.toMatchObject({ status: 'ALREADY_EXISTS' });
  await expect(verify({ updateTime: '2020-01-01T00:00:00.000000Z' })).rejects.toMatchObject({
    status: 'FAILED_PRECONDITION',
  });
  await verify({ updateTime: commitTime });
  expect(database.documentCount()).toBe(2);
});

test('answers an empty commit without making a version', async () => {
  const { database } = openTestDatabase();
  expect(await database.commit([])).toEqual({ commitTime: database.readTime(), results: [] });
  expect(database.version()).toBe(0);
});

test('commits each write of a batch on its own', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', {})]);
  const results = await database.batchWrite([
    createWrite('c/1', {}),
    createWrite('c/2', {}),
    deleteWrite('c/1'),
  ]);
  expect(results[0]).toMatchObject({ status: 'ALREADY_EXISTS' });
  expect(results[1]).toMatchObject({ updateTime: database.peek('c/2')?.updateTime });
  expect(database.peek('c/1')).toBeNull();
  expect(database.version()).toBe(3);
});

test('previews writes without committing them', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { n: 1 })]);
  const changes = database.preview([updateWrite('c/1', { n: 2 }), setWrite('c/2', {})]);
  expect(changes.map(({ path, before }) => [path, before !== null])).toEqual([
    ['c/1', true],
    ['c/2', false],
  ]);
  expect(integerAt(changes[0]?.after ?? null, 'n')).toBe(2);
  expect(integerAt(database.peek('c/1'), 'n')).toBe(1);
  expect(() => database.preview([updateWrite('c/9', {})])).toThrow(StatusError);
});

test('shows nothing of a commit that storage refuses, and goes on reading and writing', async () => {
  let isFull = false;
  const storage: Storage = {
    ...createMemoryStorage(),
    append: () => {
      if (isFull) throw new StatusError('RESOURCE_EXHAUSTED', 'disk full');
    },
  };
  const { database } = openTestDatabase(storage);
  const { commitTime } = await database.commit([setWrite('c/1', { n: 1 })]);
  const told = vi.fn();
  database.watch({ kind: 'query', query: queryOf('c') }, null, told);
  isFull = true;
  await expect(database.commit([setWrite('c/1', { n: 2 })])).rejects.toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
  });
  await expect(database.clear()).rejects.toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
  expect(integerAt(database.peek('c/1'), 'n')).toBe(1);
  expect([database.version(), database.readTime()]).toEqual([1, commitTime]);
  expect(told).not.toHaveBeenCalled();
  isFull = false;
  await database.commit([setWrite('c/1', { n: 3 })]);
  expect(told).toHaveBeenCalledOnce();
});

test('ends open transactions when the database is cleared', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', {})]);
  const transaction = database.begin({ readOnly: false });
  await database.get('c/1', transaction);
  await database.clear();
  await expect(database.commit([setWrite('c/1', {})], transaction)).rejects.toMatchObject({
    status: 'ABORTED',
  });
  await database.commit([setWrite('c/1', {})]);
});

test('answers counts from the index and sums from documents', async () => {
  const { database } = openTestDatabase();
  for (let n = 1; n <= 5; n++) await database.commit([setWrite(`c/${n}`, { n })]);
  const counts = await database.aggregate(queryOf('c'), [
    { alias: 'all', kind: 'count' },
    { alias: 'some', kind: 'count', upTo: 2 },
  ]);
  expect(counts).toEqual({
    results: { all: { integerValue: '5' }, some: { integerValue: '2' } },
    scanned: 5,
  });
  const upTo = await database.aggregate(queryOf('c'), [{ alias: 'some', kind: 'count', upTo: 2 }]);
  expect(upTo).toEqual({ results: { some: { integerValue: '2' } }, scanned: 2 });
  const sums = await database.aggregate(queryOf('c', { limit: 3 }), [
    { alias: 'count', kind: 'count' },
    { alias: 'sum', kind: 'sum', field: ['n'] },
  ]);
  expect({ ...sums.results }).toEqual({ count: { integerValue: '3' }, sum: { integerValue: '6' } });
});

test('lists a collection page by page, with missing documents on demand', async () => {
  const { database } = openTestDatabase();
  await database.commit(['c/b', 'c/d', 'c/f', 'c/a/x/1', 'c/e/x/1'].map((path) => setWrite(path, {})));
  const idsOf = async (showMissing: boolean): Promise<string[][]> => {
    const pages: string[][] = [];
    let pageToken: string | undefined;
    do {
      const options = { parent: '', collectionId: 'c', pageSize: 2, showMissing };
      const page = await database.listDocuments(
        pageToken === undefined ? options : { ...options, pageToken },
      );
      pages.push(page.entries.map(({ path, document }) => (document ? path : `(${path})`)));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    return pages;
  };
  expect(await idsOf(false)).toEqual([['c/b', 'c/d'], ['c/f']]);
  expect(await idsOf(true)).toEqual([['(c/a)', 'c/b'], ['c/d', '(c/e)'], ['c/f']]);
  expect(database.listCollectionIds('c/a')).toEqual(['x']);
  const listing = database.listDocuments({ parent: '', collectionId: 'c', pageSize: -1, showMissing: false });
  await expect(listing).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
});
