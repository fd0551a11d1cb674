import { crc32 } from 'node:zlib';

/** Layout of the tables; a folder of another layout is refused. */
export const LAYOUT_VERSION = 1;

/** The tables of an empty file. */
export const SCHEMA = `
  CREATE TABLE databases (
    id INTEGER PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, epoch TEXT NOT NULL, version INTEGER NOT NULL,
    commit_time TEXT NOT NULL, documents INTEGER NOT NULL, checksum INTEGER NOT NULL, UNIQUE (project, name)
  );
  CREATE TABLE documents (
    database INTEGER NOT NULL, path TEXT NOT NULL, create_time TEXT NOT NULL, update_time TEXT NOT NULL,
    fields TEXT NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (database, path)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${LAYOUT_VERSION};
`;

export interface DatabaseRow {
  id: number;
  project: string;
  name: string;
  epoch: string;
  version: number;
  commit_time: string;
  documents: number;
  checksum: number;
}

export interface DocumentRow {
  path: string;
  create_time: string;
  update_time: string;
  fields: string;
  checksum: number;
}

/** CRC-32 over all that a row says; what `DocumentRow.checksum` must be. */
export function documentChecksum(databaseId: number, row: Omit<DocumentRow, 'checksum'>): number {
  return crc32(`${databaseId}\n${row.path}\n${row.create_time}\n${row.update_time}\n${row.fields}`);
}

/** The same for `DatabaseRow.checksum`. */
export function databaseChecksum(row: DatabaseRow): number {
  const { id, project, name, epoch, version, commit_time, documents } = row;
  return crc32([id, project, name, epoch, version, commit_time, documents].join('\n'));
}
