import { expect, onTestFinished, test, vi } from 'vitest';
import {
  createWrite,
  deleteWrite,
  integerAt,
  openTestDatabase,
  queryOf,
  setWrite,
  updateWrite,
  whereEqual,
} from './test-support.ts';
import { TRANSACTION_IDLE_LIMIT_MS, TRANSACTION_TOTAL_LIMIT_MS } from './transactions.ts';
import type { Database, Document, TransactionId } from './types.ts';

const ABORTED = { status: 'ABORTED' };
const EXPIRED = { status: 'INVALID_ARGUMENT', message: expect.stringContaining('transaction has expired') };

function begin(database: Database, retryOf?: TransactionId): TransactionId {
  return database.begin(retryOf === undefined ? { readOnly: false } : { readOnly: false, retryOf });
}

/** Runs `body` as the SDKs do: once more with `retryOf` whenever it is aborted. Returns the number of attempts. */
async function runTransaction(
  database: Database,
  body: (transaction: TransactionId) => Promise<unknown>,
  mostAttempts = 5,
): Promise<number> {
  let previous: TransactionId | undefined;
  for (let attempt = 1; ; attempt++) {
    const transaction = begin(database, previous);
    previous = transaction;
    try {
      await body(transaction);
      return attempt;
    } catch (error) {
      database.rollback(transaction);
      const isAborted = error instanceof Error && 'status' in error && error.status === 'ABORTED';
      if (!isAborted || attempt === mostAttempts) throw error;
    }
  }
}

/** The time a client takes between two calls. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('keeps the first assignee when two agents claim at once', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('conversations/1', { assignee: null })]);
  const claim = (agent: string): Promise<number> =>
    runTransaction(database, async (transaction) => {
      const conversation = await database.get('conversations/1', transaction);
      await pause();
      const assignee = conversation?.fields['assignee'];
      const isFree = assignee !== undefined && 'nullValue' in assignee;
      await database.commit(isFree ? [updateWrite('conversations/1', { assignee: agent })] : [], transaction);
    });
  await Promise.all([claim('ana'), claim('ben')]);
  expect(database.peek('conversations/1')?.fields['assignee']).toEqual({ stringValue: 'ana' });
});

test('lets exactly one of 16 parallel creates succeed', async () => {
  const { database } = openTestDatabase();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) =>
      runTransaction(database, async (transaction) => {
        const existing = await database.get('routes/x', transaction);
        await pause();
        if (existing) throw new Error('taken');
        await database.commit([createWrite('routes/x', { index })], transaction);
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const plain = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) => database.commit([createWrite('routes/y', { index })])),
  );
  expect(plain.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('queues 16 parallel transactions on one document without aborting any', async () => {
  // The sweep that runs four times a second stands still: each lock is passed on by the commit before it.
  vi.useFakeTimers({ toFake: ['setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { database } = openTestDatabase();
  await database.commit([setWrite('counters/hot', { value: 0 })]);
  const attempts = await Promise.all(
    Array.from({ length: 16 }, () =>
      runTransaction(database, async (transaction) => {
        const counter = await database.get('counters/hot', transaction);
        await pause();
        await database.commit(
          [updateWrite('counters/hot', { value: integerAt(counter, 'value') + 1 })],
          transaction,
        );
      }),
    ),
  );
  expect(attempts).toEqual(Array.from({ length: 16 }, () => 1));
  expect(integerAt(database.peek('counters/hot'), 'value')).toBe(16);
});

test('queues transactions that run the same query and change its result', async () => {
  const { database } = openTestDatabase();
  for (let index = 0; index < 8; index++)
    await database.commit([setWrite(`waiting/${index}`, { open: true })]);
  const taken: string[] = [];
  const attempts = await Promise.all(
    Array.from({ length: 8 }, () =>
      runTransaction(database, async (transaction) => {
        const query = queryOf('waiting', { ...whereEqual('open', true), limit: 1 });
        const [first] = (await database.runQuery(query, transaction)).documents;
        await pause();
        if (!first) throw new Error('nothing waits');
        await database.commit([updateWrite(first.path, { open: false })], transaction);
        taken.push(first.path);
      }),
    ),
  );
  expect(new Set(taken).size).toBe(8);
  expect(attempts.every((count) => count === 1)).toBe(true);
});

test('breaks a deadlock by aborting the younger transaction, whose retry then succeeds', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('accounts/a', { balance: 10 }), setWrite('accounts/b', { balance: 10 })]);
  const transfer = (from: string, to: string): Promise<number> =>
    runTransaction(database, async (transaction) => {
      const source = await database.get(from, transaction);
      await pause();
      const target = await database.get(to, transaction);
      await database.commit(
        [
          updateWrite(from, { balance: integerAt(source, 'balance') - 1 }),
          updateWrite(to, { balance: integerAt(target, 'balance') + 1 }),
        ],
        transaction,
      );
    });
  const attempts = await Promise.all([
    transfer('accounts/a', 'accounts/b'),
    transfer('accounts/b', 'accounts/a'),
  ]);
  expect(attempts).toEqual([1, 2]);
  expect(integerAt(database.peek('accounts/a'), 'balance')).toBe(10);
  expect(integerAt(database.peek('accounts/b'), 'balance')).toBe(10);
});

test('keeps the age of a retried transaction, so that the newcomer loses', async () => {
  const { database } = openTestDatabase();
  const original = begin(database);
  database.rollback(original);
  const newcomer = begin(database);
  const retry = begin(database, original);
  await database.get('c/a', newcomer);
  await database.get('c/b', retry);
  const refused = expect(database.get('c/b', newcomer)).rejects.toMatchObject(ABORTED);
  await Promise.all([refused, database.get('c/a', retry)]);
  await expect(database.get('c/c', newcomer)).rejects.toMatchObject(ABORTED);
});

test('locks missing documents too', async () => {
  const { database } = openTestDatabase();
  const transaction = begin(database);
  expect(await database.get('c/a', transaction)).toBeNull();
  let isWritten = false;
  const other = database.commit([setWrite('c/a', { by: 'other' })]).then(() => (isWritten = true));
  await pause();
  expect(isWritten).toBe(false);
  await database.commit([createWrite('c/a', { by: 'transaction' })], transaction);
  await other;
  expect(database.peek('c/a')?.fields['by']).toEqual({ stringValue: 'other' });
});

test('lets reads outside transactions pass locks', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/a', { n: 1 })]);
  const transaction = begin(database);
  await database.get('c/a', transaction);
  expect(integerAt(await database.get('c/a'), 'n')).toBe(1);
  expect((await database.runQuery(queryOf('c'))).documents).toHaveLength(1);
});

test('aborts a commit whose query would now see a phantom', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('bookings/1', { room: 1 })]);
  const transaction = begin(database);
  expect(
    (await database.runQuery(queryOf('bookings', whereEqual('room', 2)), transaction)).documents,
  ).toEqual([]);
  await database.commit([setWrite('bookings/2', { room: 2 })]);
  await expect(database.commit([setWrite('bookings/3', { room: 2 })], transaction)).rejects.toMatchObject(
    ABORTED,
  );
  expect(database.peek('bookings/3')).toBeNull();
});

test('commits when what others changed did not touch the result of its queries', async () => {
  const { database } = openTestDatabase();
  for (const id of [1, 2, 3]) await database.commit([setWrite(`c/${id}`, { room: 1 })]);
  const transaction = begin(database);
  await database.runQuery(queryOf('c', { limit: 2 }), transaction);
  await database.commit([updateWrite('c/3', { room: 2 }), setWrite('c/4', { room: 2 }), setWrite('d/1', {})]);
  await database.commit([setWrite('d/2', {})], transaction);
  expect(database.peek('d/2')).not.toBeNull();
});

test('aborts a commit whose count would now be another', async () => {
  const { database } = openTestDatabase();
  const count = [{ alias: 'n', kind: 'count' as const }];
  const transaction = begin(database);
  const { results } = await database.aggregate(queryOf('c'), count, transaction);
  expect(results['n']).toEqual({ integerValue: '0' });
  await database.commit([setWrite('c/1', {})]);
  await expect(database.commit([setWrite('c/2', {})], transaction)).rejects.toMatchObject(ABORTED);
});

test('locks the documents that a query returns, seeing what their last holder left', async () => {
  const { database } = openTestDatabase();
  await database.commit([setWrite('c/1', { open: true }), setWrite('c/2', { open: true })]);
  const first = begin(database);
  const second = begin(database);
  await database.get('c/1', first);
  const result = database.runQuery(queryOf('c', whereEqual('open', true)), second);
  await pause();
  await database.commit([updateWrite('c/1', { open: false })], first);
  expect((await result).documents.map(({ path }) => path)).toEqual(['c/2']);
});

test('reads a constant state in a read-only transaction, without locks', async () => {
  const { database } = openTestDatabase();
  await database.commit([1, 2, 3].map((n) => setWrite(`c/${n}`, { n, open: true })));
  const transaction = database.begin({ readOnly: true });
  await database.commit([
    deleteWrite('c/1'),
    updateWrite('c/2', { open: false }),
    setWrite('c/0', { n: 0, open: true }),
  ]);
  const idsOf = (documents: Document[]): string[] => documents.map(({ path }) => path);
  const open = queryOf('c', whereEqual('open', true));
  expect(integerAt(await database.get('c/1', transaction), 'n')).toBe(1);
  expect(await database.get('c/0', transaction)).toBeNull();
  expect(idsOf((await database.runQuery(open, transaction)).documents)).toEqual(['c/1', 'c/2', 'c/3']);
  const window = await database.runQuery({ ...open, offset: 1, limit: 1 }, transaction);
  expect([idsOf(window.documents), window.skipped]).toEqual([['c/2'], 1]);
  const { results } = await database.aggregate(
    open,
    [{ alias: 'n', kind: 'sum', field: ['n'] }],
    transaction,
  );
  expect(results['n']).toEqual({ integerValue: '6' });
  expect(idsOf((await database.runQuery(open)).documents)).toEqual(['c/0', 'c/3']);
});

test('refuses writes in a read-only transaction, and ends it', async () => {
  const { database } = openTestDatabase();
  const transaction = database.begin({ readOnly: true });
  await expect(database.commit([setWrite('c/1', {})], transaction)).rejects.toMatchObject({
    status: 'INVALID_ARGUMENT',
    message: 'Cannot modify entities in a read-only transaction.',
  });
  await expect(database.get('c/1', transaction)).rejects.toMatchObject(EXPIRED);
});

test('refuses a transaction that is over or was never begun', async () => {
  const { database } = openTestDatabase();
  const transaction = begin(database);
  await database.commit([], transaction);
  await expect(database.commit([], transaction)).rejects.toMatchObject(EXPIRED);
  await expect(database.runQuery(queryOf('c'), 'unknown')).rejects.toMatchObject(EXPIRED);
  database.rollback('unknown');
});

test('frees what an idle transaction holds after 60 s', async () => {
  const { clock, database } = openTestDatabase();
  const transaction = begin(database);
  await database.get('c/a', transaction);
  clock.advance(TRANSACTION_IDLE_LIMIT_MS - 1);
  await database.get('c/b', transaction);
  clock.advance(TRANSACTION_IDLE_LIMIT_MS);
  await database.commit([setWrite('c/a', {})]);
  await expect(database.commit([], transaction)).rejects.toMatchObject(EXPIRED);
});

test('ends a busy transaction after 270 s', async () => {
  const { clock, database } = openTestDatabase();
  const transaction = begin(database);
  for (let ms = 0; ms < TRANSACTION_TOTAL_LIMIT_MS - 30_000; ms += 30_000) {
    clock.advance(30_000);
    await database.get('c/a', transaction);
  }
  clock.advance(30_000);
  await expect(database.get('c/a', transaction)).rejects.toMatchObject(EXPIRED);
});

test('gives up waiting for a lock after 20 s', async () => {
  const { clock, database } = openTestDatabase();
  const holder = begin(database);
  await database.get('c/a', holder);
  const waiting = begin(database);
  const refusals = Promise.all([
    expect(database.get('c/a', waiting)).rejects.toMatchObject(ABORTED),
    expect(database.commit([setWrite('c/a', {})])).rejects.toMatchObject(ABORTED),
  ]);
  await pause();
  clock.advance(20_000);
  await refusals;
  await database.commit([setWrite('c/a', {})], holder);
});

test('frees at once what a vanished client held, and drops what it waited for', async () => {
  const { database } = openTestDatabase();
  const gone = database.begin({ readOnly: false, session: 'tab-1' });
  const alsoGone = database.begin({ readOnly: false, session: 'tab-1' });
  const other = database.begin({ readOnly: false, session: 'tab-2' });
  await database.get('c/a', gone);
  await database.get('c/b', other);
  const dropped = expect(database.get('c/b', alsoGone)).rejects.toThrow();
  const next = database.get('c/a', other);
  database.releaseSession('tab-1');
  await Promise.all([dropped, next]);
  await expect(database.commit([], gone)).rejects.toMatchObject(EXPIRED);
  await database.commit([setWrite('c/a', {}), setWrite('c/b', {})], other);
});

test('never locks again for a transaction that ended while a lock was being granted', async () => {
  const { database } = openTestDatabase();
  const holder = begin(database);
  const ended = begin(database);
  await Promise.all([database.get('c/a', holder), database.get('c/b', holder)]);
  const commit = expect(database.commit([setWrite('c/a', {}), setWrite('c/z', {})], ended)).rejects.toThrow();
  await pause();
  database.rollback(holder);
  database.rollback(ended);
  await commit;
  await database.commit([setWrite('c/a', { free: true }), setWrite('c/z', { free: true })]);
  expect(database.documentCount()).toBe(2);
});

test('commits with its locks or not at all, whenever its client vanishes', async () => {
  for (let steps = 0; steps < 12; steps++) {
    const { database } = openTestDatabase();
    await database.commit([setWrite('c/a', { n: 0 })]);
    const holder = begin(database);
    const vanishing = database.begin({ readOnly: false, session: 'tab' });
    await database.get('c/a', vanishing);
    await database.get('c/b', holder);
    const outcome = database
      .commit([updateWrite('c/a', { n: 1 }), setWrite('c/b', { n: 1 })], vanishing)
      .then(
        () => 'committed',
        () => 'refused',
      );
    database.rollback(holder);
    for (let step = 0; step < steps; step++) await Promise.resolve();
    database.releaseSession('tab');
    const between = database.commit([updateWrite('c/a', { n: 2 })]);
    const result = await outcome;
    await between;
    expect(integerAt(database.peek('c/a'), 'n'), `${result} after ${steps} steps`).toBe(2);
    expect(database.peek('c/b') !== null).toBe(result === 'committed');
    await database.commit([setWrite('c/a', {}), setWrite('c/b', {})]);
  }
});

test('locks nothing for a query whose client vanishes while it waits', async () => {
  for (let steps = 0; steps < 12; steps++) {
    const { database } = openTestDatabase();
    await database.commit([setWrite('c/a', {}), setWrite('c/b', {})]);
    const holder = begin(database);
    const vanishing = database.begin({ readOnly: false, session: 'tab' });
    await database.get('c/a', holder);
    const query = database.runQuery(queryOf('c'), vanishing).then(
      () => 'answered',
      () => 'refused',
    );
    await pause();
    database.rollback(holder);
    for (let step = 0; step < steps; step++) await Promise.resolve();
    database.releaseSession('tab');
    await query;
    let isWritten = false;
    const commit = database.commit(['c/a', 'c/b'].map(deleteWrite)).then(() => (isWritten = true));
    await pause();
    expect(isWritten, `after ${steps} steps`).toBe(true);
    await commit;
  }
});

test('keeps the sum over random transfers with deadlocks and phantoms', async () => {
  const { database } = openTestDatabase();
  const accounts = Array.from({ length: 5 }, (_, index) => `accounts/${index}`);
  await database.commit(accounts.map((path) => setWrite(path, { balance: 100 })));
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const transfer = async (): Promise<void> => {
    const from = random(5);
    const to = (from + 1 + random(4)) % 5;
    await runTransaction(
      database,
      async (transaction) => {
        const all = await database.runQuery(queryOf('accounts', { limit: 1 + random(2) }), transaction);
        const source = await database.get(`accounts/${from}`, transaction);
        if (random(2) === 0) await pause();
        const target = await database.get(`accounts/${to}`, transaction);
        const amount = all.documents.length;
        await database.commit(
          [
            updateWrite(`accounts/${from}`, { balance: integerAt(source, 'balance') - amount }),
            updateWrite(`accounts/${to}`, { balance: integerAt(target, 'balance') + amount }),
          ],
          transaction,
        );
      },
      1_000,
    );
  };
  await Promise.all(Array.from({ length: 300 }, transfer));
  const sum = accounts.reduce((total, path) => total + integerAt(database.peek(path), 'balance'), 0);
  expect(sum).toBe(500);
});
