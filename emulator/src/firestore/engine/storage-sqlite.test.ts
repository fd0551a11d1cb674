import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { DataFolderError } from '../../shared/data-folder-error.ts';
import { inspectFolder, parseAcknowledged, runKillScenario, writerCommand } from './kill-scenario.ts';
import { openSqliteStorage } from './storage-sqlite.ts';
import { deleteWrite, openTestDatabase, queryOf, setWrite, START_MS, updateWrite } from './test-support.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-storage-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Everything a folder holds, or the error it answers with. */
async function contentOf(folder: string): Promise<unknown> {
  const { engine } = openTestDatabase(openSqliteStorage(folder));
  try {
    return await Promise.all(
      engine.databases().map(async (database) => ({
        database: [
          database.projectId,
          database.databaseId,
          database.epoch,
          database.version(),
          database.readTime(),
        ],
        documents: (await database.runQuery({ parent: '', allDescendants: true, orderBy: [] })).documents,
      })),
    );
  } finally {
    await engine.close();
  }
}

/** A folder with a few hundred commits in two databases; its files as they are while the process still runs. */
async function writeSample(folder: string, snapshotTo: string): Promise<void> {
  const { engine, database } = openTestDatabase(openSqliteStorage(folder));
  const other = engine.database('demo-test', 'other');
  for (let n = 0; n < 150; n++) {
    await database.commit([setWrite(`c/${n}`, { n, text: 'x'.repeat(n * 7) })]);
    if (n % 3 === 0) await database.commit([updateWrite(`c/${n}`, { n: n + 1 })]);
    if (n % 5 === 0) await other.commit([setWrite(`d/${n}`, { n }), deleteWrite(`d/${n - 5}`)]);
  }
  for (const file of readdirSync(folder)) copyFileSync(path.join(folder, file), path.join(snapshotTo, file));
  await engine.close();
}

test('finds data, epoch, version and time again after a restart', async () => {
  const folder = newFolder();
  const first = openTestDatabase(openSqliteStorage(folder));
  await first.database.commit([setWrite('c/1', { n: 1 }), setWrite('c/1/d/2', { n: 2 })]);
  await first.database.commit([updateWrite('c/1', { n: 3 }), deleteWrite('c/1/d/2')]);
  const before = first.database.peek('c/1');
  await first.engine.close();

  const second = openTestDatabase(openSqliteStorage(folder));
  expect(second.database.epoch).toBe(first.database.epoch);
  expect(second.database.version()).toBe(2);
  expect(second.database.readTime()).toBe(first.database.readTime());
  expect(second.database.peek('c/1')).toEqual(before);
  expect(second.database.documentCount()).toBe(1);
  const watch = second.database.watch({ kind: 'query', query: queryOf('c') }, 2, () => undefined);
  expect(watch.start).toMatchObject({ reset: false, changes: [], count: 1 });
  await second.engine.close();
});

test('gives later times after a restart, even if the clock went back', async () => {
  const folder = newFolder();
  const first = openTestDatabase(openSqliteStorage(folder));
  const { commitTime } = await first.database.commit([setWrite('c/1', {})]);
  await first.engine.close();
  const second = openTestDatabase(openSqliteStorage(folder), START_MS - 3_600_000);
  expect(second.database.readTime()).toBe(commitTime);
  const later = await second.database.commit([setWrite('c/2', {})]);
  expect(later.commitTime > commitTime).toBe(true);
  await second.engine.close();
});

test('keeps a cleared database empty', async () => {
  const folder = newFolder();
  const first = openTestDatabase(openSqliteStorage(folder));
  await first.database.commit([setWrite('c/1', {}), setWrite('c/2', {})]);
  await first.database.clear();
  await first.engine.close();
  const second = openTestDatabase(openSqliteStorage(folder));
  expect([second.database.documentCount(), second.database.version()]).toEqual([0, 2]);
  await second.engine.close();
});

test('turns a second process away while the folder is open', async () => {
  const folder = newFolder();
  const storage = openSqliteStorage(folder);
  expect(() => openSqliteStorage(folder)).toThrow(/another process has it open/);
  storage.close();
  openSqliteStorage(folder).close();
});

test('names the folder and the way out when it is damaged', async () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'firestore.sqlite'), 'this is no database, whatever its name says');
  expect(() => openSqliteStorage(folder)).toThrow(DataFolderError);
  expect(() => openSqliteStorage(folder)).toThrow(folder);
  expect(() => openSqliteStorage(folder)).toThrow(/restore the folder from a backup, or move it away/);
});

test('refuses a folder that cannot be made', () => {
  const file = path.join(newFolder(), 'file');
  writeFileSync(file, '');
  expect(() => openSqliteStorage(path.join(file, 'folder'))).toThrow(DataFolderError);
});

test('never answers wrongly after one byte of a closed folder is flipped', async () => {
  const folder = newFolder();
  await writeSample(folder, newFolder());
  const outcome = await flipBytes(folder, 300);
  expect(outcome.detected).toBeGreaterThan(50);
});

test('never answers wrongly after one byte of a killed process’s folder is flipped', async () => {
  const killed = newFolder();
  await writeSample(newFolder(), killed);
  expect(readdirSync(killed)).toContain('firestore.sqlite-wal');
  const outcome = await flipBytes(killed, 100);
  expect(outcome.detected).toBeGreaterThan(10);
});

test('notices a missing document', async () => {
  const folder = newFolder();
  await writeSample(folder, newFolder());
  const sqlite = new DatabaseSync(path.join(folder, 'firestore.sqlite'));
  sqlite.exec("DELETE FROM documents WHERE path = 'c/7'");
  sqlite.close();
  await expect(contentOf(folder)).rejects.toThrow('it holds 149 documents instead of 150');
  // Refused again for the same reason: the first attempt did not leave the folder open.
  await expect(contentOf(folder)).rejects.toThrow('it holds 149 documents instead of 150');
});

test('notices a lost log and a cut file', async () => {
  const killed = newFolder();
  await writeSample(newFolder(), killed);
  rmSync(path.join(killed, 'firestore.sqlite-wal'));
  expect(() => openSqliteStorage(killed)).toThrow(/it lacks the last \d+ acknowledged commits/);
  const closed = newFolder();
  await writeSample(closed, newFolder());
  truncateSync(path.join(closed, 'firestore.sqlite'), 0);
  expect(() => openSqliteStorage(closed)).toThrow(/it lacks the last \d+ acknowledged commits/);
});

/** Flips a byte at about `count` places of the folder's files, one at a time on a copy, and opens each copy. */
async function flipBytes(folder: string, count: number): Promise<{ detected: number; harmless: number }> {
  const pristine = JSON.stringify(await contentOf(copyOf(folder)));
  const outcome = { detected: 0, harmless: 0 };
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(path.join(folder, file));
    const step = Math.max(1, Math.floor(bytes.length / count)) + 1;
    for (let offset = 0; offset < bytes.length; offset += step) {
      const copy = copyOf(folder);
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] ?? 0) ^ (1 << (offset % 8));
      writeFileSync(path.join(copy, file), flipped);
      try {
        expect(JSON.stringify(await contentOf(copy)), `${file} at ${offset}`).toBe(pristine);
        outcome.harmless++;
      } catch (error) {
        if (!(error instanceof DataFolderError)) throw error;
        outcome.detected++;
      }
      rmSync(copy, { recursive: true });
    }
  }
  return outcome;
}

function copyOf(folder: string): string {
  const copy = newFolder();
  for (const file of readdirSync(folder)) copyFileSync(path.join(folder, file), path.join(copy, file));
  return copy;
}

test('stops writing when the disk fails, and keeps what was acknowledged', async () => {
  const scenario = { folder: newFolder(), writers: 4, documents: 10 };
  // A limit on the size of files makes the write of the log fail midway, as a broken disk would.
  const command = ['-c', 'ulimit -f 400 && exec "$0" "$@"', process.execPath, ...writerCommand(scenario)];
  const child = spawn('sh', command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect(exitCode).toBe(1);
  expect(errors).toContain('nothing is written until a restart');
  const acknowledged = new Map(parseAcknowledged(output));
  expect(acknowledged.size).toBe(4);
  await inspectFolder(scenario, acknowledged);
});

test(
  'loses and doubles nothing when the process is killed again and again',
  { timeout: 180_000 },
  async () => {
    const outcome = await runKillScenario({ folder: newFolder(), kills: 10, writers: 4, documents: 10 });
    expect(outcome.kills).toBe(10);
    expect(outcome.acknowledged).toBeGreaterThanOrEqual(60);
  },
);
