import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('lets the first of two in one turn in, and the next after it has left', () => {
  const gate = createGate();
  expect([gate.enter(), gate.enter()]).toEqual([true, false]);
  gate.leave();
  expect(gate.enter()).toBe(true);
});
