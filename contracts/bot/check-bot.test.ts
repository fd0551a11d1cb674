import { expect, test } from 'vitest';
import { BOT_STEPS, type BotDefinition, type BotStep } from '../collections/bot.ts';
import { checkBot, findProblems } from './check-bot.ts';

const say = (next: string | null, text = 'Hi'): BotStep => ({ type: 'say', text, media: null, next });
const end: BotStep = { type: 'end', text: '' };
const people: BotStep = { type: 'handOver', text: '', queueId: null };
const hours = (whenOpen: string | null, whenClosed: string | null): BotStep => ({
  type: 'hours',
  calendarId: null,
  whenOpen,
  whenClosed,
});
const menu = (
  nexts: (string | null)[],
  change: Partial<Extract<BotStep, { type: 'menu' }>> = {},
): BotStep => ({
  type: 'menu',
  text: 'Which?',
  options: nexts.map((next, index) => ({ id: `o${index}`, label: `Option ${index}`, next })),
  failuresUntil: 2,
  onFailure: null,
  ...change,
});
const ask = (next: string | null, change: Partial<Extract<BotStep, { type: 'ask' }>> = {}): BotStep => ({
  type: 'ask',
  text: 'Email?',
  format: 'email',
  variable: 'email',
  retryText: '',
  failuresUntil: 2,
  onFailure: null,
  next,
  ...change,
});
const rule = (next: string, change: Partial<BotDefinition['rules'][number]> = {}) => ({
  match: 'keyword' as const,
  value: 'help',
  priority: 1,
  next,
  ...change,
});

interface Case {
  steps: Record<string, BotStep>;
  rules?: BotDefinition['rules'];
  start?: string;
  fallbackText?: string;
}

const made = ({ steps, rules = [], start = 'a', fallbackText = 'Sorry?' }: Case): BotDefinition => ({
  start,
  steps,
  rules,
  fallbackText,
});
/** As `place: problem`; a place is a step, a step with its way out, or a rule. */
const problemsOf = (parts: Case) =>
  findProblems(made(parts)).map(({ stepId, problem, exit, rule: index }) => {
    const place = index === null ? [stepId, ...(exit === null ? [] : [exit])].join('.') : `rule ${index}`;
    return `${place}: ${problem}`;
  });

test.each<[string, Case]>([
  ['a greeting that ends in people', { steps: { a: say('b'), b: people } }],
  ['a menu that leads back to itself', { steps: { a: menu(['a', 'b']), b: end } }],
  ['a circle through a menu', { steps: { a: say('b'), b: menu(['a', 'c']), c: people } }],
  [
    'a question that fails back to its menu',
    { steps: { a: menu(['b']), b: ask('c', { onFailure: 'a' }), c: end } },
  ],
  ['an answer that ends, where the menu comes back by writing', { steps: { a: menu(['b']), b: say(null) } }],
  ['answers alone, where a rule leads to people', { steps: { a: say(null), b: people }, rules: [rule('b')] }],
  ['a step that only a rule leads to', { steps: { a: menu(['a']), b: say(null) }, rules: [rule('b')] }],
  [
    'a file without words',
    {
      steps: {
        a: {
          type: 'say',
          text: '',
          media: { path: 'p', name: 'n', mimeType: 'image/png', kind: 'image', size: 1 },
          next: 'b',
        },
        b: end,
      },
    },
  ],
  ['thirty steps in a row', { steps: chain(30) }],
  ['a pattern', { steps: { a: end }, rules: [rule('a', { match: 'pattern', value: '^\\d{4}$' })] }],
])('%s is fine', (_, parts) => {
  expect(problemsOf(parts)).toEqual([]);
  expect(checkBot(made(parts))).toBeNull();
});

test.each<[string, Case, string[]]>([
  ['no start', { steps: { b: end }, start: 'a' }, [': no-start']],
  ['no step at all', { steps: {} }, [': no-start']],
  ['a start that every object has', { steps: { b: end }, start: 'constructor' }, [': no-start']],
  ['a step that is gone', { steps: { a: menu(['x', 'b']), b: end } }, ['a.o0: missing-step']],
  [
    'a failure to nowhere',
    { steps: { a: ask('b', { onFailure: 'x' }), b: end } },
    ['a.onFailure: missing-step'],
  ],
  ['a step nobody gets to', { steps: { a: end, b: say('a') } }, ['b: unreachable']],
  [
    'steps that lead to each other alone',
    { steps: { a: end, b: menu(['c']), c: menu(['b']) } },
    ['b: unreachable', 'c: unreachable'],
  ],
  ['a step that repeats itself', { steps: { a: say('a') } }, ['a: endless-loop']],
  [
    'a circle behind a menu',
    { steps: { a: menu(['b']), b: say('c'), c: say('b') } },
    ['b: endless-loop', 'c: endless-loop'],
  ],
  [
    'a circle while closed',
    { steps: { a: say('b'), b: hours('c', 'a'), c: end } },
    ['a: endless-loop', 'b: endless-loop'],
  ],
  ['an option into silence', { steps: { a: menu([null, 'b']), b: end } }, ['a.o0: dead-end']],
  ['an answer into silence', { steps: { a: ask(null) } }, ['a.next: dead-end']],
  ['hours into silence', { steps: { a: hours('b', null), b: end } }, ['a.whenClosed: dead-end']],
  [
    'answers that never lead anywhere',
    { steps: { a: say('b'), b: say(null) } },
    ['a: dead-end', 'b: dead-end'],
  ],
  ['a menu without words', { steps: { a: menu(['a'], { text: ' ' }) } }, ['a: empty-text']],
  ['a greeting without words', { steps: { a: say('b', ''), b: end } }, ['a: empty-text']],
  ['no fallback', { steps: { a: end }, fallbackText: '' }, [': empty-text']],
  [
    'an option without words',
    { steps: { a: menu(['a'], { options: [{ id: 'x', label: ' ', next: 'a' }] }) } },
    ['a.x: empty-option'],
  ],
  [
    'two options of one name',
    {
      steps: {
        a: menu(['a'], {
          options: [
            { id: 'x', label: 'Sí', next: 'a' },
            { id: 'y', label: 'si!', next: 'a' },
          ],
        }),
      },
    },
    ['a.y: duplicate-option'],
  ],
  [
    'two options of one id',
    {
      steps: {
        a: menu(['a'], {
          options: [
            { id: 'x', label: 'Yes', next: 'a' },
            { id: 'x', label: 'No', next: 'a' },
          ],
        }),
      },
    },
    ['a.x: duplicate-option'],
  ],
  ['a name that is taken', { steps: { a: ask('b', { variable: 'now' }), b: end } }, ['a: reserved-variable']],
  ...['', 'Order number', '1st', 'número', '__proto__', 'x'.repeat(41)].map(
    (variable): [string, Case, string[]] => [
      `the name ${JSON.stringify(variable)} of an answer`,
      { steps: { a: ask('b', { variable }), b: end } },
      ['a: bad-variable'],
    ],
  ),
  ['a rule to nowhere', { steps: { a: end }, rules: [rule('a'), rule('x')] }, ['rule 1: rule-to-nowhere']],
  [
    'a rule whose priority was emptied',
    { steps: { a: end }, rules: [rule('a'), rule('a', { priority: Number.NaN })] },
    ['rule 1: bad-priority'],
  ],
  ['a rule without words', { steps: { a: end }, rules: [rule('a', { value: ' ' })] }, ['rule 0: empty-rule']],
  [
    'a pattern that is none',
    { steps: { a: end }, rules: [rule('a', { match: 'pattern', value: '(a' })] },
    ['rule 0: bad-pattern'],
  ],
  [
    'a pattern that RE2 does not know',
    { steps: { a: end }, rules: [rule('a', { match: 'pattern', value: '(?=a)b' })] },
    ['rule 0: bad-pattern'],
  ],
  [
    'a pattern too large',
    { steps: { a: end }, rules: [rule('a', { match: 'pattern', value: '[a-z]{1,900}' })] },
    ['rule 0: large-pattern'],
  ],
  [
    'patterns too large together',
    {
      steps: { a: end },
      rules: Array.from({ length: 12 }, (_, index) =>
        rule('a', { match: 'pattern', value: `a{440}${index}` }),
      ),
    },
    ['rule 11: large-pattern'],
  ],
  ['thirty-one steps in a row', { steps: chain(31) }, ['a: too-long']],
])('%s is found, with its place', (_, parts, expected) => {
  expect(problemsOf(parts)).toEqual(expected);
});

test('every text may hold what is built in and what a question of this bot collects', () => {
  const text = '{{client.firstName}} {{ company.name }} {{email}} {{now}}';
  const steps = { a: ask('b', { text, retryText: text }), b: say('c', text), c: menu(['d'], { text }) };
  const all = { ...steps, d: { ...people, text } };
  expect(problemsOf({ steps: all, fallbackText: text })).toEqual([]);
});

test.each([
  ['evil.path', say('b', 'Hi {{evil.path}}')],
  ['constructor', menu(['b'], { text: '{{ constructor }}' })],
  ['Client.Name', ask('b', { retryText: '{{client.name}} {{Client.Name}}' })],
  ['first name', say('b', '{{first name}}')],
  ['', say('b', 'Hi {{}}')],
])('a text with the unknown variable %j is found, once each', (variable, step) => {
  expect(findProblems(made({ steps: { a: step, b: end } }))).toEqual([
    { stepId: 'a', problem: 'unknown-variable', exit: null, rule: null, variable },
  ]);
});

test('an unknown variable in what is said when nothing fits is the whole bot’s', () => {
  const found = findProblems(made({ steps: { a: end }, fallbackText: '{{x}} {{y}} {{x}}' }));
  expect(found.map(({ stepId, variable }) => [stepId, variable])).toEqual([
    ['', 'x'],
    ['', 'y'],
  ]);
});

test('a keyword may hold what a pattern may not', () => {
  expect(problemsOf({ steps: { a: end }, rules: [rule('a', { value: '(a' })] })).toEqual([]);
});

test('a chain too long behind a menu is told where the turn begins', () => {
  expect(problemsOf({ steps: { ...chain(31), m: menu(['a']) }, start: 'm' })).toEqual(['a: too-long']);
});

test('a bot has at most as many steps as its document may hold', () => {
  const steps = Object.fromEntries(
    Array.from({ length: BOT_STEPS + 1 }, (_, index) => [`s${index}`, menu([`s${index + 1}`])]),
  );
  expect(problemsOf({ steps: { ...steps, [`s${BOT_STEPS + 1}`]: end }, start: 's0' })).toEqual([
    ': too-many-steps',
  ]);
});

/** So many steps one after the other, the first of them `a`, the last an end. */
function chain(length: number): Record<string, BotStep> {
  const ids = ['a', ...Array.from({ length: length - 1 }, (_, index) => `c${index}`)];
  return Object.fromEntries(
    ids.map((id, index) => {
      const next = ids[index + 1];
      return [id, next === undefined ? end : say(next)];
    }),
  );
}
