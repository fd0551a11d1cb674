import { expect, test } from 'vitest';
import { middleSquare } from './resize-picture.ts';

test.each([
  [400, 400, { left: 0, top: 0, edge: 400 }],
  [600, 400, { left: 100, top: 0, edge: 400 }],
  [3, 8, { left: 0, top: 2, edge: 3 }],
])('takes the middle of %i x %i', (width, height, square) => {
  expect(middleSquare(width, height)).toEqual(square);
});
