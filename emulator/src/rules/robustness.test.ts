import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from './compile.ts';
import { document, firestoreRules, listOf, readerOf, requestOf } from './test-support.ts';

const FRAGMENTS = [
  "rules_version = '2';",
  'service',
  'cloud.firestore',
  'match',
  'allow',
  'read',
  ': if',
  'function',
  'f',
  '(',
  ')',
  '{',
  '}',
  '{id}',
  '{x=**}',
  '[',
  ']',
  ';',
  ',',
  '.',
  '/',
  '/a',
  '$(',
  '==',
  '&&',
  '||',
  '!',
  '-',
  '?',
  ':',
  'in',
  'is string',
  'return',
  'let',
  'true',
  'null',
  "'text'",
  "'",
  '"',
  '1',
  '1.5',
  '9999999999999999999',
  "b'x'",
  '\\',
  '//',
  '/*',
  '*/',
  '\n',
  ' ',
  '#',
  '\u{1F600}',
  '=**',
  'request',
  'resource',
];

const LEAVES = [
  'true',
  'false',
  'null',
  '0',
  '-1',
  '9223372036854775807',
  '1.5',
  "''",
  "'abc'",
  "b'\\xff'",
  '[]',
  '[1, 1.0]',
  "{'a': 1}",
  '/a/b',
  'request',
  'request.auth',
  'request.time',
  'resource',
  'resource.data',
  'resource.data.a',
  'resource.data.missing',
  'id',
  'database',
  'unknown',
  "path('{x}/y')",
  "duration.value(1, 's')",
  'latlng.value(1, 2)',
  "{'a': 1}.diff({'b': 2})",
  "['x'].toSet()",
  'get(/databases/(default)/documents/flags/f)',
  'math',
  "hashing.md5('x')",
];
const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&&', '||', 'in'];
const TYPES = ['bool', 'int', 'number', 'string', 'list', 'map', 'path', 'timestamp', 'constraint'];
const METHODS = [
  'size',
  'keys',
  'values',
  'get',
  'diff',
  'split',
  'matches',
  'replace',
  'join',
  'concat',
  'hasAll',
  'hasAny',
  'hasOnly',
  'removeAll',
  'toSet',
  'union',
  'difference',
  'bind',
  'toMillis',
  'year',
  'date',
  'seconds',
  'toBase64',
  'affectedKeys',
  'distance',
  'nothing',
  'constructor',
];
const FUNCTIONS = [
  'int',
  'float',
  'string',
  'path',
  'debug',
  'get',
  'exists',
  'getAfter',
  'math.round',
  'math.pow',
  'math.abs',
  'timestamp.value',
  'timestamp.date',
  'duration.value',
  'duration.time',
  'latlng.value',
  'hashing.crc32c',
  'nothing',
];

const { expression } = fc.letrec<{ expression: string; some: string[] }>((tie) => ({
  some: fc.array(tie('expression'), { maxLength: 3 }),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...LEAVES),
    fc
      .tuple(tie('expression'), fc.constantFrom(...OPERATORS), tie('expression'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(fc.constantFrom('!', '-'), tie('expression'))
      .map(([operator, operand]) => `${operator}(${operand})`),
    fc.tuple(tie('expression'), fc.constantFrom(...TYPES)).map(([value, type]) => `(${value} is ${type})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([condition, yes, no]) => `(${condition} ? ${yes} : ${no})`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...METHODS), tie('some'))
      .map(([object, name, args]) => `(${object}).${name}(${args.join(', ')})`),
    fc.tuple(fc.constantFrom(...FUNCTIONS), tie('some')).map(([name, args]) => `${name}(${args.join(', ')})`),
    fc.tuple(tie('expression'), tie('expression')).map(([object, key]) => `(${object})[${key}]`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([object, from, to]) => `(${object})[${from}:${to}]`),
    fc
      .tuple(tie('expression'), fc.constantFrom('a', 'data', 'x'))
      .map(([object, name]) => `(${object}).${name}`),
    tie('some').map((items) => `[${items.join(', ')}]`),
    tie('expression').map((value) => `/x/$(${value})`),
  ),
}));

describe('random input', () => {
  it('compiles or gives issues with positions, and never throws', () => {
    const source = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map((parts) => parts.join(' ')),
      fc
        .array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 })
        .map((parts) => firestoreRules(parts.join(' '))),
    );
    fc.assert(
      fc.property(source, (text) => {
        const result = compileRules(text);
        if (result.ok) return;
        expect(result.issues.length).toBeGreaterThan(0);
        for (const issue of result.issues) {
          expect(issue.description).not.toBe('');
          expect(issue.line).toBeGreaterThan(0);
          expect(issue.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('gives issues for every truncation of a file', () => {
    const file = firestoreRules(
      "function f(a) { let b = a.get('x', [1]); return b[0] == 1 ? true : /a/$(a) is path; }\nmatch /a/{b} { allow read: if f({'x': b'\\x00'}); }",
    );
    for (let length = file.indexOf('service') + 1; length < file.trimEnd().length; length++) {
      expect(compileRules(file.slice(0, length)).ok).toBe(false);
    }
  });

  it.each([
    ['members', `resource${'.data'.repeat(1_000)} == 1`],
    ['indexes', `[]${'[0]'.repeat(1_000)} == 1`],
    ['path segments', `${'/x'.repeat(5_000)} == resource.id`],
    ['list elements', `[${'1,'.repeat(5_000)}].size() == 1`],
    ['signs', `${'-'.repeat(251)}1 == 1`],
  ])('takes long chains of %s without running out of stack', (_name, condition) => {
    const result = compileRules(firestoreRules(`match /things/{id} { allow get: if ${condition}; }`));
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const decision = result.ruleset.checkFirestore(requestOf({ resource: document('things/x') }), readerOf());
    expect(decision.allowed).toBe(false);
  });

  it('evaluates to a decision, and never throws', () => {
    const stored = document('things/x', { a: { integerValue: '7' }, text: { stringValue: 'abc' } });
    const reader = readerOf([document('flags/f')]);
    const filter = { kind: 'field', field: ['a'], op: 'GREATER_THAN', value: { integerValue: '3' } } as const;
    fc.assert(
      fc.property(expression, (condition) => {
        const result = compileRules(
          firestoreRules(`match /things/{id} { allow read, write: if ${condition}; }`),
        );
        if (!result.ok) throw new Error(`${condition}: ${JSON.stringify(result.issues)}`);
        const decisions = [
          result.ruleset.checkFirestore(requestOf({ resource: stored }), reader),
          result.ruleset.checkFirestore(requestOf({ resource: null, auth: null }), reader),
          result.ruleset.checkFirestore(
            requestOf({ method: 'update', resource: stored, after: stored }),
            reader,
          ),
          result.ruleset.checkFirestore(
            requestOf({ method: 'list', path: 'things', query: listOf(filter) }),
            reader,
          ),
        ];
        for (const { allowed, reason } of decisions) expect(reason === '').toBe(allowed);
      }),
      { numRuns: 1_500 },
    );
  });
});
