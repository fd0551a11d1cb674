import { describe, expect, test } from 'vitest';
import { findProblems } from '#contracts/bot/check-bot.ts';
import { variablesOf } from '#contracts/bot/variables.ts';
import { exitsOf } from '#contracts/bot/steps.ts';
import type { BotDefinition, BotStep } from '#contracts/collections/bot.ts';
import {
  copyOfStep,
  countPointers,
  deleteStep,
  excerptOf,
  freshStep,
  insertVariable,
  neighbourOf,
  moved,
  outlineOf,
  putStep,
  STEP_TYPES,
  toVariableName,
  withExit,
  type OutlineRow,
} from './model.ts';

const say = (next: string | null): BotStep => ({ type: 'say', text: 'Hi', media: null, next });
const end: BotStep = { type: 'end', text: 'Bye' };
const menu = (...nexts: (string | null)[]): Extract<BotStep, { type: 'menu' }> => ({
  type: 'menu',
  text: 'Which?',
  options: nexts.map((next, index) => ({ id: `o${index}`, label: `Option ${index}`, next })),
  failuresUntil: 2,
  onFailure: null,
});
const ask = (next: string | null, onFailure: string | null = null): BotStep => ({
  type: 'ask',
  text: 'Email?',
  format: 'email',
  variable: 'email',
  retryText: '',
  failuresUntil: 2,
  onFailure,
  next,
});
const bot = (steps: Record<string, BotStep>, ruleNexts: string[] = [], start = 'a'): BotDefinition => ({
  start,
  steps,
  rules: ruleNexts.map((next) => ({ match: 'keyword', value: next, priority: 1, next })),
  fallbackText: 'Sorry?',
});
/** As `depth stepId via exit`, links in brackets. */
const read = (rows: OutlineRow[]) =>
  rows.map(({ type, stepId, depth, branch }) => {
    const line = `${depth} ${stepId}${branch === null ? '' : ` via ${branch.fromId}.${branch.exit}`}`;
    return type === 'link' ? `(${line})` : line;
  });

describe('the outline', () => {
  test('follows the conversation, sub-menus indented, and links to what stands above', () => {
    const steps = {
      a: say('m'),
      m: menu('s', 'q', 'm'),
      s: menu('e', 'm'),
      q: ask('w', 'e'),
      w: say(null),
      e: end,
    };
    expect(read(outlineOf(bot(steps)).main)).toEqual([
      '0 a',
      '0 m',
      '1 s via m.o0',
      '2 e via s.o0',
      '(2 m via s.o1)',
      '1 q via m.o1',
      '(2 e via q.onFailure)',
      '1 w',
      '(1 m via m.o2)',
    ]);
  });

  test('keeps apart what only rules lead to and what nothing leads to', () => {
    const outline = outlineOf(
      bot({ a: end, r: say('t'), t: say('a'), x: say('y'), y: say('x'), z: say('y') }, ['r']),
    );
    expect(read(outline.main)).toEqual(['0 a']);
    expect(read(outline.byRules)).toEqual(['0 r', '0 t', '(0 a)']);
    expect(read(outline.loose)).toEqual(['0 z', '0 y', '0 x', '(0 y)']);
    expect([...outline.numbers]).toEqual([
      ['a', 1],
      ['r', 2],
      ['t', 3],
      ['z', 4],
      ['y', 5],
      ['x', 6],
    ]);
  });

  test('shows every step once, whatever points where', () => {
    const steps = { a: menu('gone', null), b: say('b'), toString: say(null) };
    const outline = outlineOf(bot(steps, ['gone'], 'constructor'));
    const shown = [...outline.main, ...outline.byRules, ...outline.loose].filter(
      ({ type }) => type === 'step',
    );
    expect(shown.map(({ stepId }) => stepId).toSorted()).toEqual(Object.keys(steps).toSorted());
  });
});

describe('deleting a step', () => {
  test('closes the gap', () => {
    const after = deleteStep(bot({ a: say('b'), b: say('c'), c: end }, ['b']), 'b');
    expect(after).toEqual({
      ...bot({ a: say('c'), c: end }),
      rules: [{ match: 'keyword', value: 'b', priority: 1, next: 'c' }],
    });
    expect(findProblems(after)).toEqual([]);
  });

  test('opens the ways to a step that goes on nowhere, and takes its rules along', () => {
    const after = deleteStep(bot({ a: menu('b', 'a'), b: end }, ['b', 'a']), 'b');
    expect(after.steps['a']).toMatchObject({ options: [{ next: null }, { next: 'a' }] });
    expect(after.rules.map(({ next }) => next)).toEqual(['a']);
  });

  test('makes no step follow itself', () => {
    expect(deleteStep(bot({ a: say('b'), b: say('a') }), 'b').steps['a']).toEqual(say(null));
  });

  test('moves the start on', () => {
    expect(deleteStep(bot({ a: say('b'), b: end }), 'a').start).toBe('b');
    expect(deleteStep(bot({ a: end, b: end }), 'a').start).toBe('b');
  });
});

test.each([
  ['b', 'a'],
  ['a', 'b'],
  ['c', 'b'],
])('the neighbour of %s is %s', (stepId, neighbour) => {
  expect(neighbourOf(outlineOf(bot({ a: say('b'), b: say('c'), c: end })), stepId)).toBe(neighbour);
  expect(neighbourOf(outlineOf(bot({ a: end })), 'a')).toBeNull();
});

test('counts what leads to a step: ways, rules and the start, but not itself', () => {
  const whole = bot({ a: menu('a', 'b', 'b'), b: ask('a', 'b') }, ['b', 'a']);
  expect(countPointers(whole, 'a')).toBe(3);
  expect(countPointers(whole, 'b')).toBe(3);
});

test.each(STEP_TYPES)('a fresh %s can be led anywhere by each of its ways', (type) => {
  const step = freshStep(type, () => 'o1');
  for (const { exit } of exitsOf(step)) {
    const led = withExit(step, exit, 'z');
    expect(exitsOf(led).map((way) => way.to)).toEqual(
      exitsOf(step).map((way) => (way.exit === exit ? 'z' : way.to)),
    );
  }
  expect(putStep(bot({}), 'n', step).steps).toEqual({ n: step });
});

test('a copied menu has options of its own', () => {
  let count = 0;
  const copy = copyOfStep(menu('a', 'b'), () => `new${(count += 1)}`);
  expect(copy).toMatchObject({
    options: [
      { id: 'new1', next: 'a' },
      { id: 'new2', next: 'b' },
    ],
  });
});

test.each([
  [0, 1, ['b', 'a', 'c']],
  [2, -1, ['a', 'c', 'b']],
  [0, -1, ['a', 'b', 'c']],
  [2, 1, ['a', 'b', 'c']],
] as const)('moving %i by %i', (index, by, expected) => {
  expect(moved(['a', 'b', 'c'], index, by)).toEqual(expected);
});

test('offers the built-in variables, then those that questions collect', () => {
  const variables = variablesOf(bot({ a: ask('b'), b: ask(null) }));
  expect(variables.slice(0, 2)).toEqual(['client.name', 'client.firstName']);
  expect(variables.at(-1)).toBe('email');
  expect(new Set(variables).size).toBe(variables.length);
});

test('inserts a variable in the place of the selection', () => {
  expect(insertVariable('Hello X!', 'client.name', { start: 6, end: 7 })).toEqual({
    text: 'Hello {{client.name}}!',
    caret: 21,
  });
});

test.each([
  ['Número de pedido', 'numero_de_pedido'],
  ['  1st name', 'st_name'],
  ['__proto__', 'proto_'],
  ['x'.repeat(50), 'x'.repeat(40)],
  ['¿?', ''],
])('%j becomes a name', (typed, expected) => {
  expect(toVariableName(typed)).toBe(expected);
});

test('an excerpt is one short line', () => {
  expect(excerptOf({ type: 'end', text: 'One\n\n two' })).toBe('One two');
  expect(excerptOf({ type: 'end', text: 'word '.repeat(30) }, 12)).toBe('word word w…');
  expect(excerptOf(freshStep('hours', () => 'x'))).toBe('');
});
