import { describe, expect, it } from 'vitest';
import { CommitReader } from './limits.ts';
import { document, firestoreRules, listOf, readerOf, requestOf, rulesetOf } from './test-support.ts';

const at = (id: string | number) => `/databases/$(database)/documents/flags/${id}`;
const existsOf = (count: number, first = 0) =>
  Array.from({ length: count }, (_, index) => `exists(${at(`f${first + index}`)})`).join(' && ');
const flags = Array.from({ length: 60 }, (_, index) => document(`flags/f${index}`));
const rulesFor = (condition: string, helpers = '') =>
  rulesetOf(firestoreRules(`${helpers}\nmatch /{name}/{id} { allow read, write: if ${condition}; }`));

const NO_MORE_DOCUMENTS = 'the maximum number of document access calls has been reached.';
const NO_MORE_EXPRESSIONS = 'the maximum of 1000 expressions to evaluate has been reached.';

describe('documents', () => {
  it('are at most ten for one request', () => {
    const ten = rulesFor(existsOf(10)).checkFirestore(requestOf(), readerOf(flags));
    expect(ten.allowed).toBe(true);
    expect(ten.reads).toHaveLength(10);
    const eleven = rulesFor(existsOf(11)).checkFirestore(requestOf(), readerOf(flags));
    expect(eleven.reason).toContain(NO_MORE_DOCUMENTS);
    expect(eleven.reads).toHaveLength(10);
  });

  it('are at most ten for a query with alternatives', () => {
    const filters = ['a', 'b'].map((value) => {
      return { kind: 'field', field: ['x'], op: 'EQUAL', value: { stringValue: value } } as const;
    });
    const query = listOf({ kind: 'composite', op: 'OR', filters });
    const reader = readerOf(flags);
    const decision = rulesFor(existsOf(10)).checkFirestore(
      requestOf({ method: 'list', path: 'things', query }),
      reader,
    );
    expect(decision.allowed).toBe(true);
    expect(reader.calls).toHaveLength(10);
  });

  it('are read once, by whichever function asks', () => {
    const reader = readerOf(flags);
    const condition = `exists(${at('f0')}) && get(${at('f0')}).id == 'f0' && exists(${at("$('f0')")})`;
    expect(rulesFor(condition).checkFirestore(requestOf(), reader).reads).toEqual(['flags/f0']);
    expect(reader.calls).toEqual(['flags/f0']);
  });

  it('that a decided condition skips cost nothing', () => {
    const reader = readerOf(flags);
    rulesFor(`true || ${existsOf(11)}`).checkFirestore(requestOf(), reader);
    rulesFor(`false && (${existsOf(11)})`).checkFirestore(requestOf(), reader);
    expect(reader.calls).toEqual([]);
  });

  it('beyond the limit refuse even where the value is not needed', () => {
    expect(rulesFor(`(${existsOf(11)}) || true`).checkFirestore(requestOf(), readerOf(flags)).allowed).toBe(
      false,
    );
    const helpers = `function f() { let unused = ${existsOf(11)}; return true || unused; }`;
    expect(rulesFor('f()', helpers).checkFirestore(requestOf(), readerOf(flags)).allowed).toBe(false);
  });

  it('are shared by the operations of a commit, at most twenty', () => {
    const reader = new CommitReader(readerOf(flags));
    const check = (count: number, first: number) =>
      rulesFor(existsOf(count, first)).checkFirestore(requestOf({ method: 'delete' }), reader);
    expect(check(10, 0).allowed).toBe(true);
    // All of these are known by now, so they are neither counted nor billed.
    expect(check(10, 0)).toEqual({ allowed: true, reason: '', reads: [] });
    expect(check(10, 5).reads).toHaveLength(5);
    expect(check(5, 15).allowed).toBe(true);
    expect(check(1, 20).reason).toContain(NO_MORE_DOCUMENTS);
    expect(check(10, 10).allowed).toBe(true);
  });
});

describe('expressions', () => {
  // `1 == 1` is 3 expressions and each `&&` that goes on is 2, so 98 of them are 98 * 3 + 97 * 2 = 488.
  const chain = Array.from({ length: 98 }, () => '1 == 1').join(' && ');
  const helpers = `function f() { return ${chain}; }`;

  it('are at most 1000 for a request', () => {
    // f() && f(): 2 * (488 + 1) + 2 = 980; one more comparison is 985.
    expect(rulesFor('f() && f() && 1 == 1', helpers).checkFirestore(requestOf(), readerOf()).allowed).toBe(
      true,
    );
    const decision = rulesFor('f() && f() && f()', helpers).checkFirestore(requestOf(), readerOf());
    expect(decision.reason).toBe(
      `Unable to evaluate the expression as ${NO_MORE_EXPRESSIONS} for 'get' @ L5`,
    );
  });

  it('that an earlier allow has spent are gone for the next', () => {
    const rules = rulesetOf(
      firestoreRules(
        `${helpers} match /things/{id} {\nallow get: if !f();\nallow get: if !f();\nallow get: if f(); }`,
      ),
    );
    const { allowed, reason } = rules.checkFirestore(requestOf(), readerOf());
    expect(allowed).toBe(false);
    expect(reason).toBe(
      `false for 'get' @ L5, false for 'get' @ L6, Unable to evaluate the expression as ${NO_MORE_EXPRESSIONS} for 'get' @ L7`,
    );
  });

  it('agree with the measured boundary of 100 and 125 terms', () => {
    const balanced = (terms: number) => {
      const leaves = Array.from({ length: Math.ceil(terms / 10) }, (_, leaf) => {
        const count = Math.min(10, terms - leaf * 10);
        const body = Array.from({ length: count }, () => 'request.auth.token.auth_time >= 0').join(' && ');
        return `function leaf${leaf}() { return ${body}; }`;
      });
      const functions = [...leaves];
      let level = leaves.map((_, leaf) => `leaf${leaf}()`);
      for (let depth = 0; level.length > 1; depth++) {
        level = level.flatMap((left, index) => {
          const right = level[index + 1];
          if (index % 2 === 1) return [];
          if (right === undefined) return [left];
          functions.push(`function branch${depth}_${index}() { return ${left} && ${right}; }`);
          return [`branch${depth}_${index}()`];
        });
      }
      return rulesFor(level[0] ?? 'false', functions.join('\n')).checkFirestore(requestOf(), readerOf());
    };
    expect(balanced(100).allowed).toBe(true);
    expect(balanced(125).reason).toContain(NO_MORE_EXPRESSIONS);
  });
});
