import { expect, test } from 'vitest';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from './live-window.ts';

interface Row {
  id: string;
  at: number;
}

const rules = { size: 3, compare: (a: Row, b: Row) => b.at - a.at };

/** Rows by their times: `rows(5, 4)` is r5, r4. */
const rows = (...times: number[]): Row[] => times.map((at) => ({ id: `r${at}`, at }));
const ids = (window: LiveWindow<Row>) => allRows(window).map(({ id }) => id);

test('knows from a full first page that there may be more', () => {
  expect(applySnapshot(undefined, rows(3, 2, 1), rules)).toMatchObject({ hasOlder: true });
  expect(applySnapshot(undefined, rows(2, 1), rules)).toMatchObject({ hasOlder: false });
});

test('keeps a row that newer ones pushed over the edge', () => {
  const before = applySnapshot(undefined, rows(3, 2, 1), rules);
  const after = applySnapshot(before, rows(4, 3, 2), rules);
  expect(ids(after)).toEqual(['r4', 'r3', 'r2', 'r1']);
});

test('lets go of a row that left from the middle', () => {
  const before = appendOlder(applySnapshot(undefined, rows(5, 4, 3), rules), rows(2, 1), 2);
  const after = applySnapshot(before, rows(5, 3, 2), rules);
  expect(ids(after)).toEqual(['r5', 'r3', 'r2', 'r1']);
});

test('shows a row once when it comes back from the older ones', () => {
  const before = appendOlder(applySnapshot(undefined, rows(5, 4, 3), rules), rows(2, 1), 2);
  const moved = [{ id: 'r1', at: 9 }, ...rows(5, 4)];
  expect(ids(applySnapshot(before, moved, rules))).toEqual(['r1', 'r5', 'r4', 'r3', 'r2']);
});

test('forgets older rows when so much came in that some may be missing', () => {
  const before = appendOlder(applySnapshot(undefined, rows(3, 2, 1), rules), rows(0), 2);
  const after = applySnapshot(before, rows(9, 8, 7), rules);
  expect(ids(after)).toEqual(['r9', 'r8', 'r7']);
  expect(after.hasOlder).toBe(true);
});

test('ends with a page that is not full', () => {
  const first = applySnapshot(undefined, rows(5, 4, 3), rules);
  expect(appendOlder(first, rows(2, 1), 2).hasOlder).toBe(true);
  expect(appendOlder(first, rows(2), 2).hasOlder).toBe(false);
});

test('does not take a row twice when a page overlaps', () => {
  const first = applySnapshot(undefined, rows(5, 4, 3), rules);
  expect(ids(appendOlder(first, rows(3, 2), 2))).toEqual(['r5', 'r4', 'r3', 'r2']);
});
