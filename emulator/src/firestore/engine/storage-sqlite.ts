import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StatusError } from '../../shared/status.ts';
import { AcknowledgedMark } from './acknowledged-mark.ts';
import { DataFolderError } from '../../shared/data-folder-error.ts';
import { decodeFields, encodeFields } from './row-encoding.ts';
import {
  databaseChecksum,
  documentChecksum,
  LAYOUT_VERSION,
  SCHEMA,
  type DatabaseRow,
  type DocumentRow,
} from './sqlite-layout.ts';
import type { Commit, Document, DocumentChange, Storage } from './types.ts';

const DATABASE_FILE = 'firestore.sqlite';
const MARK_FILE = 'firestore.mark';
/**
 * Size of the log, in pages of 4 KiB, at which SQLite copies it into the database file. That takes tens of
 * milliseconds within one commit; with SQLite's own 1,000 pages it comes so often that it halves the throughput.
 */
const CHECKPOINT_PAGES = 8_000;

/** Primary result codes. Source: https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/**
 * Keeps documents in one SQLite file of `folder` (made if missing), which no other process can open meanwhile.
 * Every commit is one SQLite transaction, on the disk before `append` returns: it outlives a kill and a power cut.
 * Each row carries a checksum, checked when it is loaded.
 *
 * Throws DataFolderError where the folder cannot be used or its content is damaged; `load` throws it too.
 */
export function openSqliteStorage(folder: string): Storage {
  return guardFolder(folder, () => {
    mkdirSync(folder, { recursive: true });
    const sqlite = new DatabaseSync(path.join(folder, DATABASE_FILE));
    try {
      return new SqliteStorage(folder, sqlite);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  });
}

class SqliteStorage implements Storage {
  readonly #folder: string;
  readonly #sqlite: DatabaseSync;
  readonly #mark: AcknowledgedMark;
  readonly #rows = new Map<string, DatabaseRow>();
  readonly #statements: {
    [name in 'begin' | 'commit' | 'rollback' | 'put' | 'remove' | 'save']: StatementSync;
  };
  /** Commits of all databases since the folder was made. */
  #commitCount = 0;
  #failure: StatusError | null = null;

  constructor(folder: string, sqlite: DatabaseSync) {
    this.#folder = folder;
    this.#sqlite = sqlite;
    // Exclusive before WAL: SQLite then needs no shared memory file, and a second process is turned away.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    sqlite.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`);
    this.#prepareTables();
    this.#statements = {
      begin: sqlite.prepare('BEGIN IMMEDIATE'),
      commit: sqlite.prepare('COMMIT'),
      rollback: sqlite.prepare('ROLLBACK'),
      put: sqlite.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)'),
      remove: sqlite.prepare('DELETE FROM documents WHERE database = ? AND path = ?'),
      save: sqlite.prepare('INSERT OR REPLACE INTO databases VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    };
    this.#readDatabases();
    this.#mark = this.#openMark();
  }

  open(): ReturnType<Storage['open']> {
    return [...this.#rows.values()].map((row) => ({
      projectId: row.project,
      databaseId: row.name,
      epoch: row.epoch,
      version: row.version,
      commitTime: row.commit_time,
    }));
  }

  *load(projectId: string, databaseId: string): Iterable<Document> {
    const database = this.#rows.get(keyOf(projectId, databaseId));
    if (!database) return;
    let count = 0;
    for (const row of this.#documentRows(database.id)) {
      if (row.checksum !== documentChecksum(database.id, row)) {
        throw new DataFolderError(this.#folder, `the checksum of document ${row.path} is wrong`);
      }
      count++;
      yield {
        path: row.path,
        fields: decodeFields(row.fields),
        createTime: row.create_time,
        updateTime: row.update_time,
      };
    }
    if (count !== database.documents) {
      throw new DataFolderError(this.#folder, `it holds ${count} documents instead of ${database.documents}`);
    }
  }

  append(projectId: string, databaseId: string, epoch: string, commit: Commit): void {
    if (this.#failure) throw new StatusError(this.#failure.status, this.#failure.message);
    const key = keyOf(projectId, databaseId);
    const known = this.#rows.get(key);
    const row: DatabaseRow = {
      id: known?.id ?? this.#rows.size + 1,
      project: projectId,
      name: databaseId,
      epoch,
      version: commit.version,
      commit_time: commit.commitTime,
      documents: (known?.documents ?? 0) + growth(commit.changes),
      checksum: 0,
    };
    row.checksum = databaseChecksum(row);
    try {
      this.#write(row, commit.changes);
    } catch (error) {
      throw this.#writeFailure(error);
    }
    this.#rows.set(key, row);
  }

  close(): void {
    this.#mark.close();
    this.#sqlite.close();
  }

  #write(row: DatabaseRow, changes: readonly DocumentChange[]): void {
    const { begin, commit, put, remove, save } = this.#statements;
    begin.run();
    for (const { path: documentPath, after } of changes) {
      if (after) {
        const fields = encodeFields(after.fields);
        const stored = {
          path: documentPath,
          create_time: after.createTime,
          update_time: after.updateTime,
          fields,
        };
        const checksum = documentChecksum(row.id, stored);
        put.run(row.id, documentPath, after.createTime, after.updateTime, fields, checksum);
      } else {
        remove.run(row.id, documentPath);
      }
    }
    const { id, project, name, epoch, version, commit_time, documents, checksum } = row;
    save.run(id, project, name, epoch, version, commit_time, documents, checksum);
    commit.run();
    this.#commitCount++;
    this.#mark.write(this.#commitCount);
  }

  /**
   * A full disk leaves the file as it was, so the next commit may try again. After any other failure nobody knows
   * what reached the disk: nothing is written any more until a restart reads what is there.
   */
  #writeFailure(error: unknown): StatusError {
    const isFull = sqliteCode(error) === SQLITE_FULL;
    try {
      if (this.#sqlite.isTransaction) this.#statements.rollback.run();
    } catch (rollbackError) {
      return this.#stop(rollbackError);
    }
    if (!isFull) return this.#stop(error);
    const failure = new StatusError('RESOURCE_EXHAUSTED', `The disk of data folder ${this.#folder} is full.`);
    failure.cause = error;
    return failure;
  }

  #stop(error: unknown): StatusError {
    const failure = new StatusError(
      'DATA_LOSS',
      `Writing to data folder ${this.#folder} failed (${textOf(error)}); nothing is written until a restart.`,
    );
    failure.cause = error;
    this.#failure = failure;
    return failure;
  }

  #prepareTables(): void {
    const layout = this.#sqlite.prepare('PRAGMA user_version').get()?.['user_version'];
    const tables = this.#sqlite.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
    if (layout === 0 && tables === 0) {
      this.#sqlite.exec(`BEGIN; ${SCHEMA} COMMIT;`);
      return;
    }
    if (layout !== LAYOUT_VERSION) {
      throw new DataFolderError(this.#folder, `its layout is ${String(layout)}, not ${LAYOUT_VERSION}`);
    }
    const check = this.#sqlite.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok')
      throw new DataFolderError(this.#folder, `SQLite finds: ${String(check).replaceAll(/\s+/g, ' ')}`);
    // Fails here rather than at the first commit where the files may only be read.
    this.#sqlite.exec('BEGIN IMMEDIATE; ROLLBACK;');
  }

  #openMark(): AcknowledgedMark {
    const mark = new AcknowledgedMark(path.join(this.#folder, MARK_FILE));
    const lost = mark.commitCount - this.#commitCount;
    if (lost > 0) {
      mark.close();
      throw new DataFolderError(this.#folder, `it lacks the last ${lost} acknowledged commits`);
    }
    mark.write(this.#commitCount);
    return mark;
  }

  #readDatabases(): void {
    // The columns of SCHEMA, which alone writes the table: text and integers as declared.
    const rows = this.#sqlite.prepare('SELECT * FROM databases').all() as unknown as DatabaseRow[];
    for (const row of rows) {
      if (row.checksum !== databaseChecksum(row)) {
        throw new DataFolderError(
          this.#folder,
          `the checksum of database ${row.project}/${row.name} is wrong`,
        );
      }
      this.#rows.set(keyOf(row.project, row.name), row);
      this.#commitCount += row.version;
    }
  }

  *#documentRows(databaseId: number): Iterable<DocumentRow> {
    const select = this.#sqlite.prepare(
      'SELECT path, create_time, update_time, fields, checksum FROM documents WHERE database = ?',
    );
    const rows = select.iterate(databaseId);
    for (;;) {
      const next = guardFolder(this.#folder, () => rows.next());
      if (next.done) return;
      // The columns just selected; a value that is not of the declared type fails its checksum.
      yield next.value as unknown as DocumentRow;
    }
  }
}

function keyOf(projectId: string, databaseId: string): string {
  return `${projectId}/${databaseId}`;
}

/** By how many documents a database grows with `changes`. */
function growth(changes: readonly DocumentChange[]): number {
  let grown = 0;
  for (const { before, after } of changes) grown += (after ? 1 : 0) - (before ? 1 : 0);
  return grown;
}

/** Runs `step` and turns what the file system or SQLite throws into a DataFolderError. */
function guardFolder<T>(folder: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof DataFolderError) throw error;
    const reason =
      sqliteCode(error) === SQLITE_BUSY
        ? 'another process has it open'
        : `it cannot be read: ${textOf(error)}`;
    throw new DataFolderError(folder, reason, { cause: error });
  }
}

/** The primary result code of an error of SQLite, else undefined. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
