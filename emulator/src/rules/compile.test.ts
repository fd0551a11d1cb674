import { describe, expect, it } from 'vitest';
import { compileRules } from './compile.ts';
import { describeIssue, firestoreRules } from './test-support.ts';

function issuesOf(source: string): string[] {
  const result = compileRules(source);
  return (result.ok ? result.warnings : result.issues).map(describeIssue);
}

/** A file with one allow in one match; the body starts on line 4. */
const inMatch = (body: string) => firestoreRules(`match /things/{id} { ${body} }`);
const chain = (length: number, expression: string) => Array.from({ length }, () => expression).join(' && ');
const functions = (length: number) =>
  Array.from(
    { length },
    (_, at) => `function f${at}() { return ${at + 1 < length ? `f${at + 1}()` : 'true'}; }`,
  );
const parentheses = (depth: number, inner: string) => '('.repeat(depth) + inner + ')'.repeat(depth);

describe('what compiles', () => {
  it.each([
    ['an unconditional allow', inMatch('allow read;')],
    ['a missing semicolon before a brace', inMatch('allow read: if true')],
    ['a function without its last semicolon', inMatch('function f() { return true } allow read: if f();')],
    ['comments', `// one\n/* two\n */${inMatch('allow read: if true; // three\n')}`],
    ['version 2 in double quotes', inMatch('allow read;').replace("'2'", '"2"')],
    ['a division with white space behind the slash', inMatch('allow read: if 4 / 2 == 2 && 4/ 2 == 2;')],
    [
      '21 functions on one stack',
      firestoreRules(`${functions(21).join('\n')} match /a/{b} { allow read: if f0(); }`),
    ],
    ['98 operands in a row', inMatch(`allow read: if ${chain(98, '1 == 1')};`)],
    ['97 parentheses around a comparison', inMatch(`allow read: if ${parentheses(97, '1 == 1')};`)],
    ['string escapes', inMatch("allow read: if '\\x41\\u0041\\101\\n\\'' == \"AAA\\n'\";")],
    ['a collection group', firestoreRules('match /{path=**}/posts/{id} { allow read; }')],
    [
      'both services in one file',
      `${inMatch('allow read;')}service firebase.storage { match /b/{bucket}/o { match /x { allow read; } } }`,
    ],
  ])('%s', (_name, source) => {
    expect(issuesOf(source)).toEqual([]);
    expect(compileRules(source).ok).toBe(true);
  });
});

describe('syntax errors', () => {
  it.each([
    [
      '{"rules": {}}',
      ["ERROR 1:1 mismatched input '{' expecting {'function', 'import', 'service', 'rules_version'}"],
    ],
    ["rules_version = '3'; service cloud.firestore {}", ['ERROR 1:17 Invalid rules version: 3.']],
    ["rules_version = '2' service cloud.firestore {}", ["ERROR 1:21 missing ';' at 'service'"]],
    ["rules_version = '2'; service cloud.datastore {}", ['ERROR 1:30 Unknown service: cloud.datastore.']],
    [inMatch('allow get: if ;'), ["ERROR 4:36 Missing conditional expression after 'if'."]],
    [inMatch('allow fetch: if true;'), ["ERROR 4:28 Unexpected 'fetch'."]],
    [inMatch('allow get: if true allow list: if true;'), ["ERROR 4:41 missing ';' at 'allow'"]],
    [inMatch('allow get: if 4/2 == 2;'), ["ERROR 4:37 Missing 'match' keyword before path."]],
    [firestoreRules('/things/{id} { allow read; }'), ["ERROR 4:1 Missing 'match' keyword before path."]],
    [inMatch("allow get: if 'a\\/b' == 'a';"), ["ERROR 4:38 token recognition error at: '\\/'"]],
    [inMatch('allow get: if true #;'), ["ERROR 4:41 token recognition error at: '#'"]],
    [inMatch('allow get: if x is text;'), ["ERROR 4:41 Unexpected 'text'."]],
    [
      inMatch('allow get: if 9223372036854775808 > 0;'),
      ['ERROR 4:36 Integer literal out of range: 9223372036854775808.'],
    ],
  ])('%s', (source, issues) => {
    expect(issuesOf(source)).toEqual(issues);
    expect(compileRules(source).ok).toBe(false);
  });

  it('goes on after an error and reports the next one', () => {
    const source = firestoreRules(
      'match /a/{b} {\nallow get: if ;\nallow list: if (;\n}\nmatch /c/{d} { allow x; }',
    );
    expect(issuesOf(source)).toEqual([
      "ERROR 5:15 Missing conditional expression after 'if'.",
      "ERROR 6:17 Unexpected ';'.",
      "ERROR 8:22 Unexpected 'x'.",
    ]);
  });

  it('names the end of the file in an open block', () => {
    expect(issuesOf("rules_version = '2';\nservice cloud.firestore {\n")).toEqual([
      "ERROR 3:1 mismatched input '<EOF>' expecting '}'",
    ]);
  });
});

describe('semantic errors', () => {
  it.each([
    [
      'recursion',
      inMatch('function f() { return f(); } allow get: if f();'),
      'ERROR 4:44 Recursive call is not allowed.',
    ],
    [
      'mutual recursion that nothing calls',
      firestoreRules('function a() { return b(); } function b() { return a(); }'),
      'ERROR 4:52 Recursive call is not allowed.',
    ],
    [
      'a name bound twice',
      inMatch('function f() { let v = 1; let v = 2; return v == 2; } allow get: if f();'),
      'ERROR 4:52 The identifier [v] is already bound in the current scope.',
    ],
    [
      'a function defined twice in one scope',
      firestoreRules(
        'function f() { return true; } function f(a) { return a; } match /x/{y} { allow get: if f(); }',
      ),
      'ERROR 4:40 Function f is already defined.',
    ],
    [
      'two recursive wildcards',
      firestoreRules('match /{a=**} { match /{b=**} { allow get; } }'),
      'ERROR 4:17 Invalid glob match expression. Only one glob match is permitted in a match declaration path.',
    ],
    [
      '12 lets',
      inMatch(
        `function f() { ${Array.from({ length: 12 }, (_, at) => `let v${at} = 1; `).join('')}return true; } allow get: if f();`,
      ),
      'Maximum allowed variable count of 10 for a given function has been reached.',
    ],
    [
      '8 parameters',
      inMatch('function f(a,b,c,d,e,g,h,i) { return true; } allow get: if true;'),
      'Maximum allowed parameter count of 7 for a given function has been reached.',
    ],
    [
      '22 functions on one stack',
      firestoreRules(functions(22).join('\n')),
      `Maximum allowed call depth of 20 is reached for [${functions(21)
        .map((_, at) => `f${at}`)
        .join('->')}] call stack.`,
    ],
    [
      '99 operands in a row',
      inMatch(`allow read: if ${chain(99, '1 == 1')};`),
      'Expression is too complex to evaluate safely.',
    ],
    [
      '98 parentheses',
      inMatch(`allow read: if ${parentheses(98, '1 == 1')};`),
      'Expression is too complex to evaluate safely.',
    ],
    [
      '100,000 parentheses',
      inMatch(`allow read: if ${parentheses(100_000, '1')};`),
      'Expression is too complex to evaluate safely.',
    ],
    [
      '11 nested matches',
      firestoreRules(`${'match /a/{b} {'.repeat(10)} allow read; ${'}'.repeat(10)}`),
      'Maximum allowed match nesting depth of 10 has been reached.',
    ],
    [
      '21 wildcards',
      firestoreRules(`match ${Array.from({ length: 20 }, (_, at) => `/{w${at}}`).join('')} { allow read; }`),
      'Maximum allowed path capture count of 20 has been reached.',
    ],
    [
      '101 path segments',
      firestoreRules(`match ${'/a'.repeat(99)} { allow read; }`),
      'Maximum allowed path segment count of 100 has been reached.',
    ],
    [
      'more than 256 KiB',
      `${inMatch('allow read;')}//${'x'.repeat(256 * 1024)}`,
      'Ruleset source exceeds the maximum size of 262144 bytes.',
    ],
  ])('%s', (_name, source, issue) => {
    expect(compileRules(source).ok).toBe(false);
    expect(issuesOf(source).join('\n')).toContain(issue);
  });
});

describe('warnings', () => {
  it.each([
    [inMatch('allow get: if missingName == 1;'), ['WARNING 4:36 Invalid variable name: missingName.']],
    [inMatch('allow get: if missing(1);'), ['WARNING 4:36 Invalid function name: missing.']],
    [
      inMatch('allow get: if math.isInfinite(1.0);'),
      ['WARNING 4:36 Invalid function name: math.isInfinite.'],
    ],
    [
      inMatch('allow get: if math.abs() == 1;'),
      ['WARNING 4:36 Incorrect number of arguments supplied to function: math.abs.'],
    ],
    [
      inMatch('function f(a) { return a; } allow get: if f();'),
      ['WARNING 4:64 Incorrect number of arguments supplied to function: f.'],
    ],
    [
      inMatch('function f(a) { let b = 1; return true; } allow get: if f(1);'),
      ['WARNING 4:33 Unused variable: a.', 'WARNING 4:42 Unused variable: b.'],
    ],
    [
      inMatch('function f() { return request.auth != null && exists(/a/b); } allow get: if true;'),
      [
        'WARNING 4:31 Unused function: f.',
        'WARNING 4:44 Invalid variable name: request.',
        'WARNING 4:68 Invalid function name: exists.',
      ],
    ],
    [
      'service cloud.firestore { match /databases/{d}/documents { match /x/{y} { allow get; } } }',
      [
        'WARNING 1:1 Ruleset uses old version (version [1]). Please update to the latest version (version [2]).',
      ],
    ],
  ])('%s', (source, warnings) => {
    expect(issuesOf(source)).toEqual(warnings);
    expect(compileRules(source).ok).toBe(true);
  });

  it('warns of a function of a sibling block', () => {
    const source = firestoreRules(
      'match /q/{e} { function s() { return true; } allow get: if s(); }\nmatch /p/{d} { allow get: if s(); }',
    );
    expect(issuesOf(source)).toEqual(['WARNING 5:30 Invalid function name: s.']);
  });
});

describe('files with both services', () => {
  const shared = `rules_version = '2';
function signedIn() { return request.auth != null; }
service cloud.firestore { match /databases/{d}/documents { match /x/{y} { allow get: if signedIn(); } } }
service firebase.storage { match /b/{b}/o { match /x/{y} { allow get: if firestore.exists(/a/b); } } }`;

  it('share global functions, which one of them may leave unused', () => {
    expect(issuesOf(shared)).toEqual([]);
  });

  it('may not repeat a service', () => {
    expect(issuesOf(shared.replace('firebase.storage', 'cloud.firestore'))).toEqual([
      'ERROR 4:1 Service cloud.firestore is already defined.',
    ]);
  });
});

describe('version 1', () => {
  const version1 = (body: string) => firestoreRules(body).replace("'2'", "'1'");

  it('has no lets', () => {
    expect(issuesOf(version1('function f() { let a = 1; return a; }')).join()).toContain(
      'Let bindings are not allowed in rules_version="1".',
    );
  });

  it('takes a recursive wildcard at the end only', () => {
    expect(issuesOf(version1('match /{a=**}/x/{y} { allow get; }')).join()).toContain(
      'Glob matches are permitted as the last segment in a match declaration path.',
    );
  });
});
