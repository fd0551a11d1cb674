import { expect, test } from 'vitest';
import { elementOf, placeProblems } from './problem-model.ts';

test('tells what the server refused beside what was found here, once', () => {
  const found = [{ stepId: 'a', problem: 'dead-end', exit: 'o1', rule: null }] as const;
  const placed = placeProblems(found, [
    { stepId: 'a', problem: 'dead-end' },
    { stepId: 'b', problem: 'unreachable' },
    { stepId: '', problem: 'something-new' },
  ]);
  expect(placed).toEqual([
    { kind: 'dead-end', stepId: 'a', exit: 'o1', rule: null },
    { kind: 'unreachable', stepId: 'b', exit: null, rule: null },
    { kind: null, stepId: '', exit: null, rule: null },
  ]);
});

test('names each unknown variable of a step', () => {
  const about = { stepId: 'a', problem: 'unknown-variable', exit: null, rule: null } as const;
  const found = ['x', 'y'].map((variable) => ({ ...about, variable }));
  const placed = placeProblems(found, [{ stepId: 'a', problem: 'unknown-variable' }]);
  expect(placed.map(({ variable }) => variable)).toEqual(['x', 'y']);
});

test.each([
  [{ kind: 'dead-end', stepId: 'a', exit: 'o1', rule: null }, 'bot-step-a'],
  [{ kind: 'bad-pattern', stepId: '', exit: null, rule: 2 }, 'bot-rule-2'],
  [{ kind: 'no-start', stepId: '', exit: null, rule: null }, 'bot-start'],
  [{ kind: 'empty-text', stepId: '', exit: null, rule: null }, 'bot-fallback'],
  [{ kind: 'unknown-variable', stepId: '', exit: null, rule: null, variable: 'x' }, 'bot-fallback'],
] as const)('%j is found at %s', (problem, element) => {
  expect(elementOf(problem)).toBe(element);
});
