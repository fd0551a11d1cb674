import { expect, test } from 'vitest';
import { findVisibleRows } from './visible-rows.ts';

test.each([
  ['shows the first rows and some to spare', 0, 100, { start: 0, end: 18 }],
  ['keeps some above when scrolled', 1280, 100, { start: 12, end: 38 }],
  ['ends with the list', 64 * 95, 100, { start: 87, end: 100 }],
  ['shows all of a short list', 0, 3, { start: 0, end: 3 }],
  ['shows nothing of an empty list', 0, 0, { start: 0, end: 0 }],
  ['survives a list that shrank under the view', 6400, 5, { start: 5, end: 5 }],
])('%s', (_, scrollTop, rowCount, expected) => {
  expect(findVisibleRows({ scrollTop, height: 640 }, rowCount, 64)).toEqual(expected);
});
