import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderError } from './data-folder-error.ts';
import { openRecordStore } from './record-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('rows are there again after the store was closed', () => {
  const store = openRecordStore(folder, 'x.sqlite');
  store.commit([{ table: 'users', key: 'a', value: 'one' }]);
  store.close();
  const again = openRecordStore(folder, 'x.sqlite');
  expect(again.load('users')).toEqual(new Map([['a', 'one']]));
  again.close();
});

test('a file that is no database is refused with its folder and what to do', () => {
  writeFileSync(join(folder, 'x.sqlite'), 'not a database, but long enough to be taken for one '.repeat(100));
  expect(() => openRecordStore(folder, 'x.sqlite')).toThrow(DataFolderError);
  expect(() => openRecordStore(folder, 'x.sqlite')).toThrow(/restore the folder/);
});
