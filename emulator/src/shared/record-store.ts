import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { DataFolderError } from './data-folder-error.ts';

/** One row to write; a null value deletes it. */
export interface RecordChange {
  table: string;
  key: string;
  value: string | null;
}

/** Small durable rows behind a working set that lives in memory: read once at start, then only written. */
export interface RecordStore {
  /** All rows of a table, by key. Throws DataFolderError if a row's checksum does not match its text. */
  load(table: string): Map<string, string>;
  /** Writes all changes or none; when it returns, they survive a kill of the process and a loss of power. */
  commit(changes: readonly RecordChange[]): void;
  close(): void;
}

/**
 * Opens `folder/fileName`, or a store that keeps nothing when `folder` is null (the working set is all there is).
 * Throws DataFolderError if the file is not a database or its schema cannot be made.
 */
export function openRecordStore(folder: string | null, fileName: string): RecordStore {
  return folder === null ? forgetfulStore : new SqliteRecordStore(folder, fileName);
}

const forgetfulStore: RecordStore = {
  load: () => new Map(),
  commit: () => undefined,
  close: () => undefined,
};

class SqliteRecordStore implements RecordStore {
  readonly #folder: string;
  readonly #file: string;
  readonly #database: DatabaseSync;

  constructor(folder: string, fileName: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#file = join(folder, fileName);
    try {
      this.#database = new DatabaseSync(this.#file);
      // The rows hold password hashes and file names of customers: not for other accounts of the machine.
      chmodSync(this.#file, 0o600);
      this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      this.#database.exec(
        'CREATE TABLE IF NOT EXISTS records (collection TEXT, key TEXT, value TEXT NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID',
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DataFolderError(folder, `${fileName}: ${reason}`, { cause: error });
    }
  }

  load(table: string): Map<string, string> {
    const rows = this.#database
      .prepare('SELECT key, value, checksum FROM records WHERE collection = ?')
      .all(table);
    return new Map(
      rows.map((row) => {
        const key = String(row['key']);
        const value = String(row['value']);
        if (crc32(value) !== row['checksum']) {
          throw new DataFolderError(this.#folder, `row "${key}" of "${table}" in ${this.#file} is damaged`);
        }
        return [key, value];
      }),
    );
  }

  commit(changes: readonly RecordChange[]): void {
    const put = this.#database.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)');
    const remove = this.#database.prepare('DELETE FROM records WHERE collection = ? AND key = ?');
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const { table, key, value } of changes) {
        if (value === null) remove.run(table, key);
        else put.run(table, key, value, crc32(value));
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
