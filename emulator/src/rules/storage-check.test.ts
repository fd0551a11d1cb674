import { describe, expect, it } from 'vitest';
import { document, readerOf, rulesetOf, TEST_TIME_MS } from './test-support.ts';
import type { RulesReader, StorageObjectView, StorageRulesRequest } from './types.ts';

const storageRules = (body: string) =>
  rulesetOf(`rules_version = '2';\nservice firebase.storage {\nmatch /b/{bucket}/o {\n${body}\n}\n}`);

const object = (parts: Partial<StorageObjectView> = {}): StorageObjectView => ({
  name: 'uploads/u1/a.png',
  bucket: 'main',
  size: 1000,
  contentType: 'image/png',
  metadata: {},
  ...parts,
});

const requestOf = (parts: Partial<StorageRulesRequest> = {}): StorageRulesRequest => ({
  bucket: 'main',
  path: 'uploads/u1/a.png',
  method: 'create',
  auth: { uid: 'u1', token: { companyId: 'c1' } },
  timeMs: TEST_TIME_MS,
  resource: null,
  ...parts,
});

const check = (condition: string, parts: Partial<StorageRulesRequest>, reader: RulesReader = readerOf()) =>
  storageRules(`match /uploads/{uid}/{file} { allow read, write: if ${condition}; }`).checkStorage(
    requestOf(parts),
    reader,
  );

describe('create-only uploads', () => {
  const rules = storageRules(`match /uploads/{uid}/{file} {
    allow create: if request.auth.uid == uid && resource == null
      && request.resource.size > 0 && request.resource.size <= 5 * 1024 * 1024
      && request.resource.contentType.matches('image/(png|jpeg)');
  }
  match /{all=**} { allow read, write: if false; }`);
  const upload = (parts: Partial<StorageObjectView>, request: Partial<StorageRulesRequest> = {}) =>
    rules.checkStorage(requestOf({ after: object(parts), ...request }), readerOf());

  it('take an image of the caller', () => {
    expect(upload({})).toEqual({ allowed: true, reason: '', reads: [] });
    expect(upload({ size: 5 * 1024 * 1024 }).allowed).toBe(true);
  });

  it.each<[name: string, parts: Partial<StorageObjectView>, request: Partial<StorageRulesRequest>]>([
    ['an empty object', { size: 0 }, {}],
    ['one byte too many', { size: 5 * 1024 * 1024 + 1 }, {}],
    ['another type', { contentType: 'image/svg+xml' }, {}],
    ['a type with a parameter', { contentType: 'image/png; charset=x' }, {}],
    ['another folder', {}, { path: 'uploads/u2/a.png' }],
    ['a deeper path', {}, { path: 'uploads/u1/a/b.png' }],
    ['an overwrite', {}, { method: 'update', resource: object() }],
    ['an anonymous caller', {}, { auth: null }],
    ['a read', {}, { method: 'get', resource: object() }],
  ])('refuse %s', (_name, parts, request) => {
    expect(upload(parts, request).allowed).toBe(false);
  });

  it('refuse an object without a type', () => {
    const { contentType: _none, ...untyped } = object();
    const decision = rules.checkStorage(requestOf({ after: untyped }), readerOf());
    expect(decision.reason).toBe(
      "Property contentType is undefined on object. for 'create' @ L5, false for 'create' @ L9",
    );
  });
});

describe('objects', () => {
  const stored = object({
    generation: '1700000000000000',
    metageneration: '1',
    timeCreated: '2026-03-01T12:00:00.000Z',
    updated: '2026-03-01T12:00:00.000Z',
    md5Hash: 'abc',
    metadata: { owner: 'u1' },
  });

  it.each<[condition: string, parts: Partial<StorageRulesRequest>]>([
    ["resource.name == 'uploads/u1/a.png' && resource.bucket == bucket", { method: 'get', resource: stored }],
    [
      'resource.size is int && resource.generation is int && resource.metageneration == 1',
      { method: 'get', resource: stored },
    ],
    [
      "request.time < resource.timeCreated + duration.value(1, 'h') && resource.updated is timestamp",
      { method: 'delete', resource: stored },
    ],
    [
      "resource.metadata.owner == request.auth.uid && 'owner' in resource.metadata && !('toString' in resource.metadata)",
      { method: 'get', resource: stored },
    ],
    [
      'request.resource.metadata.diff(resource.metadata).affectedKeys().size() == 0',
      { method: 'update', resource: stored, after: stored },
    ],
    [
      "request.path == /b/main/o/uploads/u1/$('a.png') && request.method == 'get'",
      { method: 'get', resource: stored },
    ],
    ['resource == null', { method: 'create', after: stored }],
  ])('%s', (condition, parts) => {
    expect(check(condition, parts)).toEqual({ allowed: true, reason: '', reads: [] });
  });

  it('show no version, tag or times before they are stored', () => {
    for (const field of ['generation', 'metageneration', 'etag', 'timeCreated', 'updated']) {
      const decision = check(`request.resource.${field} != null`, {
        after: object({ ...stored, etag: 'x' }),
      });
      expect(decision.reason).toBe(`Property ${field} is undefined on object. for 'create' @ L4`);
    }
  });

  it('have no incoming state on delete', () => {
    expect(check('request.resource == null', { method: 'delete', resource: stored }).reason).toContain(
      "Property resource is undefined on object. for 'delete' @ L4",
    );
  });
});

describe('documents in storage rules', () => {
  const reader = () =>
    readerOf(['a', 'b', 'c'].map((id) => document(`flags/${id}`, { on: { booleanValue: true } })));
  const flag = (id: string) => `firestore.get(/databases/(default)/documents/flags/${id}).data.on`;

  it('are read from the default database', () => {
    const decision = check(
      `${flag('a')} && firestore.exists(/databases/(default)/documents/flags/b)`,
      {},
      reader(),
    );
    expect(decision).toEqual({ allowed: true, reason: '', reads: ['flags/a', 'flags/b'] });
    expect(check('firestore.exists(/databases/other/documents/flags/a)', {}, reader()).allowed).toBe(false);
  });

  it('are at most two, repeats and skipped ones free', () => {
    expect(check(`${flag('a')} && ${flag('b')} && ${flag('a')}`, {}, reader()).allowed).toBe(true);
    expect(check(`${flag('a')} && (true || ${flag('b')}) && ${flag('c')}`, {}, reader()).allowed).toBe(true);
    expect(check(`${flag('a')} && ${flag('b')} && ${flag('c')}`, {}, reader()).allowed).toBe(false);
  });

  it('have no bare get and exists', () => {
    expect(check('exists(/databases/(default)/documents/flags/a)', {}, reader()).reason).toBe(
      "Function not found error: Name: [exists]. for 'create' @ L4",
    );
  });
});

describe('listing', () => {
  it('is judged by the prefix', () => {
    const rules = storageRules('match /uploads/{uid} { allow list: if request.auth.uid == uid; }');
    expect(rules.checkStorage(requestOf({ method: 'list', path: 'uploads/u1/' }), readerOf()).allowed).toBe(
      true,
    );
    expect(rules.checkStorage(requestOf({ method: 'list', path: 'uploads/u2/' }), readerOf()).allowed).toBe(
      false,
    );
    expect(rules.checkStorage(requestOf({ method: 'list', path: '' }), readerOf()).reason).toBe(
      'No matching allow statements',
    );
  });
});
