import { describe, expect, it } from 'vitest';
import type { FieldOperator, Filter, Query, Value } from '../firestore/engine/types.ts';
import {
  document,
  firestoreRules,
  listOf,
  outcomeOf,
  readerOf,
  requestOf,
  rulesetOf,
} from './test-support.ts';

const text = (value: string): Value => ({ stringValue: value });
const int = (value: number): Value => ({ integerValue: String(value) });
const array = (...values: Value[]): Value => ({ arrayValue: { values } });
const where = (field: string, op: FieldOperator, value: Value): Filter => ({
  kind: 'field',
  field: field.split('.'),
  op,
  value,
});
const all = (...filters: Filter[]): Filter => ({ kind: 'composite', op: 'AND', filters });
const any = (...filters: Filter[]): Filter => ({ kind: 'composite', op: 'OR', filters });

function check(condition: string, query: Query, pattern = '/things/{id}') {
  const rules = rulesetOf(firestoreRules(`match ${pattern} { allow list: if ${condition}; }`));
  const path = query.parent ? `${query.parent}/${query.collectionId}` : (query.collectionId ?? '');
  return rules.checkFirestore(requestOf({ method: 'list', path, query }), readerOf([document('flags/x')]));
}

const outcome = (condition: string, filter?: Filter) => outcomeOf(check(condition, listOf(filter)));
const missing = (name: string) => `Property ${name} is undefined on object.`;

describe('fields that the query pins', () => {
  it.each<[condition: string, filter: Filter, expected: string]>([
    ["resource.data.queueId == 'q'", where('queueId', 'EQUAL', text('q')), 'allowed'],
    ["resource.data.queueId == 'q'", where('queueId', 'EQUAL', text('r')), 'false'],
    ["resource.data.queueId in ['q', 'r']", where('queueId', 'EQUAL', text('r')), 'allowed'],
    ['resource.data.assigneeId == request.auth.uid', where('assigneeId', 'EQUAL', text('u1')), 'allowed'],
    ['resource.data.a.b == 1', where('a.b', 'EQUAL', int(1)), 'allowed'],
    ['resource.data.n == 1', where('n', 'EQUAL', { doubleValue: 1 }), 'allowed'],
    ['resource.data.n == null', { kind: 'unary', field: ['n'], op: 'IS_NULL' }, 'allowed'],
    [
      "resource.data.a == 1 && resource.data.b == 'x'",
      all(where('a', 'EQUAL', int(1)), where('b', 'EQUAL', text('x'))),
      'allowed',
    ],
    [
      'resource.data.a == 1 && resource.data.a < 5',
      all(where('a', 'GREATER_THAN', int(0)), where('a', 'EQUAL', int(1))),
      'allowed',
    ],
  ])('%s', (condition, filter, expected) => {
    expect(outcome(condition, filter)).toBe(expected);
  });
});

describe('fields that the query leaves out', () => {
  it('are missing', () => {
    expect(outcome("resource.data.queueId == 'q'")).toBe(missing('queueId'));
    expect(outcome("resource.data.b == 'q'", where('a', 'EQUAL', int(1)))).toBe(missing('b'));
    expect(outcome("resource.data.a.c == 'q'", where('a.b', 'EQUAL', int(1)))).toBe(missing('c'));
    expect(outcome("resource.id == 'x'")).toBe(missing('id'));
  });

  it('fool a negative test, as they do in production', () => {
    expect(outcome("!('secret' in resource.data)")).toBe('allowed');
    expect(outcome("resource.data.get('visibility', 'public') == 'public'")).toBe('allowed');
  });

  it('do not spoil an alternative that the query proves', () => {
    const condition = "resource.data.queueId == 'q' || resource.data.assigneeId == 'u1'";
    expect(outcome(condition, where('assigneeId', 'EQUAL', text('u1')))).toBe('allowed');
  });
});

describe('fields that the query constrains', () => {
  const unknown = 'Unsupported operation error.';
  it.each<[condition: string, filter: Filter, expected: string]>([
    // Sets of values.
    ["resource.data.s in ['a', 'b', 'c']", where('s', 'IN', array(text('a'), text('b'))), 'allowed'],
    ["resource.data.s in ['a', 'c']", where('s', 'IN', array(text('a'), text('b'))), unknown],
    ["resource.data.s in ['c']", where('s', 'IN', array(text('a'), text('b'))), 'false'],
    ["resource.data.s == 'a'", where('s', 'IN', array(text('a'), text('b'))), unknown],
    ["resource.data.s == 'a'", where('s', 'IN', array(text('a'))), 'allowed'],
    ["resource.data.s != 'c'", where('s', 'IN', array(text('a'), text('b'))), 'allowed'],
    ['resource.data.n < 5', where('n', 'IN', array(int(1), int(2))), 'allowed'],
    ['resource.data.s is string', where('s', 'IN', array(text('a'), text('b'))), 'allowed'],
    // Ranges.
    ['resource.data.n > 5', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    ['resource.data.n > 5', where('n', 'GREATER_THAN_OR_EQUAL', int(5)), unknown],
    ['resource.data.n >= 5', where('n', 'GREATER_THAN_OR_EQUAL', int(5)), 'allowed'],
    ['resource.data.n > 4', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    ['4 < resource.data.n', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    ['resource.data.n > 6', where('n', 'GREATER_THAN', int(5)), unknown],
    ['resource.data.n < 5', where('n', 'GREATER_THAN', int(5)), 'false'],
    ['resource.data.n <= 5', where('n', 'GREATER_THAN', int(5)), 'false'],
    ['resource.data.n <= 5', where('n', 'GREATER_THAN_OR_EQUAL', int(5)), unknown],
    [
      'resource.data.n < 10 && resource.data.n >= 5',
      all(where('n', 'GREATER_THAN_OR_EQUAL', int(5)), where('n', 'LESS_THAN', int(10))),
      'allowed',
    ],
    ['resource.data.n != 3', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    ['resource.data.n == 7', where('n', 'GREATER_THAN', int(5)), unknown],
    ["resource.data.n == 'x'", where('n', 'GREATER_THAN', int(5)), 'false'],
    ['resource.data.n is number', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    [
      'resource.data.n is int',
      where('n', 'GREATER_THAN', int(5)),
      'Type error. Received: [constraint] Expected: [int].',
    ],
    ['resource.data.n is constraint', where('n', 'GREATER_THAN', int(5)), 'allowed'],
    // Lists.
    ['request.auth.uid in resource.data.members', where('members', 'ARRAY_CONTAINS', text('u1')), 'allowed'],
    [
      "'u2' in resource.data.members",
      where('members', 'ARRAY_CONTAINS', text('u1')),
      'Function not found error: Name: [in].',
    ],
    ["resource.data.tags.hasAny(['a', 'b'])", where('tags', 'ARRAY_CONTAINS', text('a')), 'allowed'],
    [
      "resource.data.tags.hasAny(['a', 'b'])",
      where('tags', 'ARRAY_CONTAINS_ANY', array(text('a'), text('b'))),
      'allowed',
    ],
    [
      "resource.data.tags.hasAny(['a'])",
      where('tags', 'ARRAY_CONTAINS_ANY', array(text('a'), text('b'))),
      'Unsupported operation error. Received: constraint.hasAny(list). Expected: list.hasAny(list).',
    ],
    [
      "['a'].hasAny(resource.data.tags)",
      where('tags', 'ARRAY_CONTAINS', text('a')),
      'Unsupported operation error. Received: list.hasAny(constraint). Expected: list.hasAny(list).',
    ],
    [
      'resource.data.tags.size() > 0',
      where('tags', 'ARRAY_CONTAINS', text('a')),
      'Function not found error: Name: [size].',
    ],
    // Exclusions.
    ["resource.data.s != 'gone'", where('s', 'NOT_EQUAL', text('gone')), 'allowed'],
    ["resource.data.s == 'gone'", where('s', 'NOT_IN', array(text('gone'), text('old'))), 'false'],
    ['resource.data.s != null', { kind: 'unary', field: ['s'], op: 'IS_NOT_NULL' }, 'allowed'],
    ["resource.data.s == 'x'", where('s', 'NOT_EQUAL', text('gone')), unknown],
  ])('%s', (condition, filter, expected) => {
    expect(outcome(condition, filter)).toContain(expected);
  });
});

describe('alternatives in a query', () => {
  const mine = where('assigneeId', 'EQUAL', text('u1'));
  const queue = where('queueId', 'EQUAL', text('q'));
  const condition = "resource.data.queueId == 'q' || resource.data.assigneeId == 'u1'";

  it('are each judged', () => {
    expect(outcome(condition, any(mine, queue))).toBe('allowed');
    expect(outcome(condition, any(mine, where('open', 'EQUAL', { booleanValue: true })))).toBe(
      missing('queueId'),
    );
  });

  it('take along what stands beside them', () => {
    const both = all(where('open', 'EQUAL', { booleanValue: true }), any(mine, queue));
    expect(outcome(`resource.data.open && (${condition})`, both)).toBe('allowed');
  });
});

describe('ids', () => {
  it('are unbound for a collection', () => {
    expect(outcome('request.auth.uid == id')).toBe('Null value error.');
    expect(outcome('exists(/databases/$(database)/documents/flags/$(id))')).toBe('Null value error.');
    expect(outcome('true || id == 1')).toBe('allowed');
  });

  it('are bound above the collection', () => {
    const query = listOf(undefined, { parent: 'users/u1' });
    expect(check('uid == request.auth.uid', query, '/users/{uid}/things/{id}').allowed).toBe(true);
  });

  it('are bound by an equality on the name', () => {
    const reference = { referenceValue: 'projects/p/databases/(default)/documents/things/u1' };
    const query = listOf(where('__name__', 'EQUAL', reference));
    expect(check("request.auth.uid == id && resource.id == 'u1'", query).allowed).toBe(true);
  });
});

describe('collection groups', () => {
  const group = listOf(undefined, { allDescendants: true });

  it('need a recursive wildcard', () => {
    expect(check('true', group).reason).toBe('No matching allow statements');
    expect(check('true', group, '/users/{u}/things/{id}').allowed).toBe(false);
    expect(check('true', group, '/{path=**}/things/{id}').allowed).toBe(true);
    expect(check('true', listOf(undefined), '/{path=**}/things/{id}').allowed).toBe(true);
  });

  it('cannot be listed without a collection by less than a catch-all', () => {
    const { collectionId: _none, ...kindless } = group;
    expect(check('true', kindless, '/{path=**}/things/{id}').allowed).toBe(false);
    expect(check('true', kindless, '/{path=**}').allowed).toBe(true);
  });
});
