import { describe, expect, it } from 'vitest';
import type { Fields } from '../firestore/engine/types.ts';
import { document, firestoreRules, listOf, readerOf, requestOf, rulesetOf } from './test-support.ts';
import type { FirestoreRulesRequest, RulesMethod } from './types.ts';

const MEMBER = document('companies/a/members/u1', {
  active: { booleanValue: true },
  role: { stringValue: 'agent' },
  validAfterSeconds: { integerValue: '1600000000' },
});

const tenantRules = rulesetOf(
  firestoreRules(`match /companies/{c} {
  function member(c) { return get(/databases/$(database)/documents/companies/$(c)/members/$(request.auth.uid)).data; }
  function isMember() {
    let m = member(c);
    return m.active == true
      && request.auth.token.role == m.role
      && request.auth.token.auth_time >= m.validAfterSeconds
      && !(request.auth.token.auth_time in m.get('revokedAuthTimes', []));
  }
  match /conversations/{id} {
    allow get, list: if isMember();
    match /messages/{m} { allow get: if isMember(); }
  }
  match /preferences/{uid} {
    allow create: if request.auth.uid == uid && request.resource.data.keys().hasOnly(['theme']);
    allow update: if request.auth.uid == uid
      && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['theme']);
  }
}
match /{document=**} { allow read, write: if false; }`),
);

describe('a tenant’s rules', () => {
  const conversation = document('companies/a/conversations/x');
  const get = requestOf({ path: conversation.path, resource: conversation });
  const withMember = (fields: Fields) => readerOf([document(MEMBER.path, { ...MEMBER.fields, ...fields })]);

  it('lets an active member read and names the one document it looked at', () => {
    const reader = readerOf([MEMBER]);
    expect(tenantRules.checkFirestore(get, reader)).toEqual({
      allowed: true,
      reason: '',
      reads: [MEMBER.path],
    });
    expect(reader.calls).toEqual([MEMBER.path]);
  });

  it('reaches nested collections', () => {
    const path = 'companies/a/conversations/x/messages/m';
    expect(tenantRules.checkFirestore({ ...get, path }, readerOf([MEMBER])).allowed).toBe(true);
  });

  it.each<[name: string, fields: Fields]>([
    ['disabled', { active: { booleanValue: false } }],
    ['of another role', { role: { stringValue: 'admin' } }],
    ['signed in before the cut', { validAfterSeconds: { integerValue: '1700000001' } }],
    [
      'of a removed session',
      { revokedAuthTimes: { arrayValue: { values: [{ integerValue: '1700000000' }] } } },
    ],
  ])('refuses a member who is %s', (_name, fields) => {
    const decision = tenantRules.checkFirestore(get, withMember(fields));
    expect(decision.allowed).toBe(false);
    expect(decision.reads).toEqual([MEMBER.path]);
  });

  it('refuses a member of another company and an anonymous caller', () => {
    const other = { ...get, path: 'companies/b/conversations/x' };
    const refused = tenantRules.checkFirestore(other, readerOf([MEMBER]));
    expect(refused.reason).toBe("Null value error. for 'get' @ L14, false for 'get' @ L23");
    expect(refused.reads).toEqual(['companies/b/members/u1']);
    const anonymous = tenantRules.checkFirestore({ ...get, auth: null }, readerOf([MEMBER]));
    expect(anonymous).toEqual({
      allowed: false,
      reason: "Null value error. for 'get' @ L14, false for 'get' @ L23",
      reads: [],
    });
  });

  it('limits an update to the listed fields', () => {
    const before = document('companies/a/preferences/u1', {
      theme: { stringValue: 'dark' },
      x: { nullValue: null },
    });
    const change = (fields: Fields) =>
      tenantRules.checkFirestore(
        requestOf({
          path: before.path,
          method: 'update',
          resource: before,
          after: document(before.path, { ...before.fields, ...fields }),
        }),
        readerOf(),
      ).allowed;
    expect(change({ theme: { stringValue: 'light' } })).toBe(true);
    expect(change({})).toBe(true);
    expect(change({ theme: { stringValue: 'light' }, x: { booleanValue: true } })).toBe(false);
    expect(change({ y: { booleanValue: true } })).toBe(false);
  });

  it('falls to the catch-all elsewhere', () => {
    const decision = tenantRules.checkFirestore({ ...get, path: 'plans/free' }, readerOf());
    expect(decision.reason).toBe("false for 'get' @ L23");
  });
});

describe('methods', () => {
  const methods: RulesMethod[] = ['get', 'list', 'create', 'update', 'delete'];
  const allowedBy = (verbs: string) => {
    const rules = rulesetOf(firestoreRules(`match /things/{id} { allow ${verbs}: if true; }`));
    return methods.filter((method) => {
      const path = method === 'list' ? 'things' : 'things/x';
      return rules.checkFirestore(requestOf({ method, path, resource: null }), readerOf()).allowed;
    });
  };

  it.each<[verbs: string, methods: RulesMethod[]]>([
    ['read', ['get', 'list']],
    ['write', ['create', 'update', 'delete']],
    ['get', ['get']],
    ['list', ['list']],
    ['create, delete', ['create', 'delete']],
    ['read, write', methods],
  ])('%s', (verbs, expected) => {
    expect(allowedBy(verbs)).toEqual(expected);
  });
});

describe('what a request shows', () => {
  const stored = document('things/x', { a: { integerValue: '1' } });
  const written = document('things/x', { a: { integerValue: '2' } });
  const check = (condition: string, parts: Partial<FirestoreRulesRequest>) =>
    rulesetOf(firestoreRules(`match /things/{id} { allow read, write: if ${condition}; }`)).checkFirestore(
      requestOf(parts),
      readerOf(),
    );

  it.each<[condition: string, parts: Partial<FirestoreRulesRequest>]>([
    ["request.auth.uid == 'u1' && request.auth.token.role == 'agent'", { resource: stored }],
    ['request.auth == null', { auth: null }],
    ['request.auth.token.auth_time is int', {}],
    ["request.method == 'get' && request.time == timestamp.value(1772368215250)", {}],
    ['resource == null', { resource: null }],
    [
      'resource == null && request.resource.data.a == 2',
      { method: 'create', resource: null, after: written },
    ],
    [
      "resource.data.a == 1 && request.resource.data.a == 2 && request.resource.id == 'x'",
      { method: 'update', resource: stored, after: written },
    ],
    ['resource.data.a == 1', { method: 'delete', resource: stored }],
    [
      'request.query.limit == 5 && request.query.offset == 2',
      { method: 'list', path: 'things', query: listOf(undefined, { limit: 5, offset: 2 }) },
    ],
    [
      "request.query.orderBy == 'a.b ASC, c DESC'",
      {
        method: 'list',
        path: 'things',
        query: listOf(undefined, {
          orderBy: [
            { field: ['a', 'b'], direction: 'ASCENDING' },
            { field: ['c'], direction: 'DESCENDING' },
          ],
        }),
      },
    ],
    ["request.path == /databases/other/documents/things/x && database == 'other'", { databaseId: 'other' }],
  ])('%s', (condition, parts) => {
    expect(check(condition, parts)).toEqual({ allowed: true, reason: '', reads: [] });
  });

  it.each<[condition: string, parts: Partial<FirestoreRulesRequest>, reason: string]>([
    [
      'request.resource != null',
      { method: 'delete', resource: stored },
      "Property resource is undefined on object. for 'delete' @ L4",
    ],
    ['request.query.limit > 0', {}, "Property query is undefined on object. for 'get' @ L4"],
    ['request.query.limit > 0', { method: 'list', path: 'things' }, "Null value error. for 'list' @ L4"],
    ['request.auth.uid == id', { auth: null }, "Null value error. for 'get' @ L4"],
  ])('%s is refused where it has no meaning', (condition, parts, reason) => {
    expect(check(condition, parts).reason).toBe(reason);
  });
});

describe('documents of other paths', () => {
  const other = document('others/o', { ok: { booleanValue: true } });
  const check = (condition: string, reader = readerOf([other])) => {
    const rules = rulesetOf(firestoreRules(`match /things/{id} { allow get: if ${condition}; }`));
    return rules.checkFirestore(requestOf({ resource: null }), reader);
  };

  it('reads them as resources', () => {
    const path = '/databases/$(database)/documents/others/o';
    const decision = check(
      `get(${path}).data.ok && get(${path}).id == 'o' && get(${path}).__name__ == ${path}`,
    );
    expect(decision).toEqual({ allowed: true, reason: '', reads: ['others/o'] });
  });

  it('gives null for a document that does not exist', () => {
    expect(check('get(/databases/$(database)/documents/others/none) == null').allowed).toBe(true);
    expect(check('get(/databases/$(database)/documents/others/none).data.ok').reason).toBe(
      "Null value error. for 'get' @ L4",
    );
    expect(check('!exists(/databases/$(database)/documents/others/none)').allowed).toBe(true);
  });

  it('sees the state after the commit through getAfter and existsAfter', () => {
    const reader = readerOf([], [other]);
    const path = '/databases/$(database)/documents/others/o';
    expect(check(`!exists(${path}) && existsAfter(${path}) && getAfter(${path}).data.ok`, reader)).toEqual({
      allowed: true,
      reason: '',
      reads: ['others/o'],
    });
  });

  it.each([
    '/databases/other/documents/others/o',
    '/databases/$(database)/documents/others',
    '/databases/$(database)/documents',
    '/others/o',
  ])('refuses %s, which is no document of this database', (path) => {
    expect(check(`exists(${path})`).reason).toContain('Service call error.');
  });

  it('never lets an interpolated value reach into another collection', () => {
    const reader = readerOf([document('others/o/deep/d')]);
    const decision = check("exists(/databases/$(database)/documents/others/$('o/deep/d'))", reader);
    expect(decision).toEqual({ allowed: false, reason: "false for 'get' @ L4", reads: [] });
    expect(reader.calls).toEqual([]);
  });
});

describe('the text of a refusal', () => {
  const check = (body: string, parts: Partial<FirestoreRulesRequest> = {}) =>
    rulesetOf(firestoreRules(body)).checkFirestore(requestOf(parts), readerOf()).reason;

  it('names every allow that was asked, in order', () => {
    expect(
      check('match /things/{id} {\nallow get: if false;\nallow read: if 1;\nallow list: if true;\n}'),
    ).toBe("false for 'get' @ L5, Type error. Received: [int] Expected: [bool]. for 'get' @ L6");
  });

  it('says when no allow speaks of the request', () => {
    expect(check('match /things/{id} { allow list; }')).toBe('No matching allow statements');
    expect(check('match /other/{id} { allow get; }')).toBe('No matching allow statements');
    const storageOnly = rulesetOf("rules_version = '2'; service firebase.storage { match /b/{x}/o { } }");
    expect(storageOnly.checkFirestore(requestOf(), readerOf()).reason).toBe('No matching allow statements');
  });

  it('shows the judgement before the document was looked at', () => {
    const update = { method: 'update', resource: document('things/x'), after: document('things/x') } as const;
    expect(check("match /things/{id} { allow update: if resource.data.get('a', 1) == 2; }", update)).toBe(
      "evaluation error at L4:39 for 'update' @ L4, false for 'update' @ L4",
    );
  });

  it('gives the line of the condition, not of the keyword', () => {
    expect(check('match /things/{id} { allow get:\nif\nfalse; }')).toBe("false for 'get' @ L6");
  });
});
