import { systemClock } from '../../shared/clock.ts';
import { StatusError } from '../../shared/status.ts';
import { createEngine } from './engine.ts';
import { createFields } from './fields.ts';
import { openSqliteStorage } from './storage-sqlite.ts';
import type { Database, Document, TransactionId, Write } from './types.ts';

/** Project and database that the processes of the kill scenario write to. */
export const KILL_SCENARIO_DATABASE = ['demo-kill', '(default)'] as const;
export const KILL_SCENARIO_START_BALANCE = 1_000;

/** Run as a program: node kill-scenario-writer.ts <folder> <writers> <accounts>. Ends only by being killed. */
async function main(folder: string, writerCount: number, accountCount: number): Promise<void> {
  const engine = createEngine({ clock: systemClock, storage: openSqliteStorage(folder) });
  const database = engine.database(...KILL_SCENARIO_DATABASE);
  if (database.documentCount() === 0) {
    const accounts = Array.from({ length: accountCount }, (_, index) => `accounts/${index}`);
    await database.commit(accounts.map((path) => integerWrite(path, KILL_SCENARIO_START_BALANCE)));
  }
  await Promise.all(
    Array.from({ length: writerCount }, (_, index) =>
      transferForEver(database, `writers/${index}`, accountCount),
    ),
  );
}

async function transferForEver(database: Database, writer: string, accountCount: number): Promise<never> {
  let previous: TransactionId | undefined;
  for (;;) {
    const transaction = database.begin({
      readOnly: false,
      ...(previous === undefined ? {} : { retryOf: previous }),
    });
    try {
      const count = await transfer(database, transaction, writer, accountCount);
      previous = undefined;
      process.stdout.write(`${writer} ${count}\n`);
    } catch (error) {
      if (!(error instanceof StatusError) || error.status !== 'ABORTED') throw error;
      previous = transaction;
    }
    // Lets the writers interleave.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function transfer(
  database: Database,
  transaction: TransactionId,
  writer: string,
  accountCount: number,
): Promise<number> {
  const from = Math.floor(Math.random() * accountCount);
  const to = (from + 1 + Math.floor(Math.random() * (accountCount - 1))) % accountCount;
  const amount = 1 + Math.floor(Math.random() * 5);
  const source = await database.get(`accounts/${from}`, transaction);
  await new Promise((resolve) => setImmediate(resolve));
  const target = await database.get(`accounts/${to}`, transaction);
  const count = integerOf(await database.get(writer, transaction)) + 1;
  await database.commit(
    [
      integerWrite(`accounts/${from}`, integerOf(source) - amount),
      integerWrite(`accounts/${to}`, integerOf(target) + amount),
      integerWrite(writer, count),
    ],
    transaction,
  );
  return count;
}

function integerWrite(path: string, value: number): Write {
  return {
    kind: 'set',
    path,
    fields: createFields([['value', { integerValue: String(value) }]]),
    transforms: [],
  };
}

function integerOf(document: Document | null): number {
  const value = document?.fields['value'];
  return value && 'integerValue' in value ? Number(value.integerValue) : 0;
}

if (import.meta.main) {
  const [folder = '', writerCount, accountCount] = process.argv.slice(2);
  await main(folder, Number(writerCount), Number(accountCount));
}
