import { expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';
import { fieldsOf } from './test-support.ts';
import type { Commit, Document } from './types.ts';

function documentAtVersion(path: string, version: number): Document {
  const time = `2026-01-01T00:00:00.${String(version).padStart(6, '0')}Z`;
  return { path, fields: fieldsOf({ version }), createTime: time, updateTime: time };
}

function commitOf(version: number, ...paths: string[]): Commit {
  const changes = paths.map((path) => ({ path, before: null, after: documentAtVersion(path, version) }));
  return { version, commitTime: `2026-01-01T00:00:00.${String(version).padStart(6, '0')}Z`, changes };
}

test('gives the commits after a version, oldest first', () => {
  const log = new ChangeLog(7);
  for (const version of [8, 9, 10]) log.push(commitOf(version, `c/${version}`));
  expect([...log.after(8)].map(({ version }) => version)).toEqual([9, 10]);
  expect([...log.after(10)]).toEqual([]);
  expect(log.reaches(7)).toBe(true);
});

test('knows nothing before its start, after its end, or between versions', () => {
  const log = new ChangeLog(7);
  log.push(commitOf(8, 'c/a'));
  for (const version of [6, 9, 7.5, -1, NaN]) expect(log.reaches(version)).toBe(false);
  expect(() => [...log.after(6)]).toThrow('out of reach');
});

test('forgets the oldest commits beyond its limit of changes', () => {
  const log = new ChangeLog(0, 10);
  for (let version = 1; version <= 100; version++) log.push(commitOf(version, 'c/a', 'c/b'));
  expect(log.reaches(95)).toBe(true);
  expect(log.reaches(94)).toBe(false);
  expect([...log.after(95)]).toHaveLength(5);
});

test('drops commits without changes too', () => {
  const log = new ChangeLog(0, 10);
  for (let version = 1; version <= 100; version++) log.push(commitOf(version));
  expect(log.reaches(90)).toBe(true);
  expect(log.reaches(89)).toBe(false);
});

test('reaches only the newest version after a commit larger than its limit', () => {
  const log = new ChangeLog(0, 2);
  log.push(commitOf(1, 'c/a', 'c/b', 'c/c'));
  expect(log.reaches(1)).toBe(true);
  expect(log.reaches(0)).toBe(false);
});

test('tells what each changed document was at a version', () => {
  const log = new ChangeLog(0);
  const first = documentAtVersion('c/a', 1);
  const second = documentAtVersion('c/a', 2);
  log.push({ ...commitOf(1), changes: [{ path: 'c/a', before: null, after: first }] });
  log.push({ ...commitOf(2), changes: [{ path: 'c/a', before: first, after: second }] });
  log.push({ ...commitOf(3), changes: [{ path: 'c/a', before: second, after: null }] });
  expect(log.documentsAt(0)).toEqual(new Map([['c/a', null]]));
  expect(log.documentsAt(1)).toEqual(new Map([['c/a', first]]));
});

test('refuses a commit that does not follow the last one', () => {
  const log = new ChangeLog(3);
  expect(() => log.push(commitOf(5, 'c/a'))).toThrow('does not follow');
});
