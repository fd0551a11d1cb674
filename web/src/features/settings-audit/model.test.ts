import { expect, test } from 'vitest';
import {
  AUDIT_GROUPS,
  changesOf,
  countLines,
  nameOfId,
  parseFilter,
  periodOf,
  writeFilter,
} from './model.ts';

const NOTHING = { what: null, who: null, from: null, until: null };

test.each([
  ['', NOTHING],
  ['what=member', { ...NOTHING, what: 'member' }],
  ['what=member.joined&who=u1', { ...NOTHING, what: 'member.joined', who: 'u1' }],
  ['from=2026-03-01&until=2026-03-31', { ...NOTHING, from: '2026-03-01', until: '2026-03-31' }],
  ['what=nothing&who=a/b&from=2026-02-30&until=soon', NOTHING],
])('reads the address ?%s', (address, filter) => {
  expect(parseFilter(new URLSearchParams(address))).toEqual(filter);
});

test('a filter goes through the address and back', () => {
  const filter = { what: 'queue', who: null, from: '2026-03-01', until: null };
  expect(parseFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
});

test('a period holds its first and its last day', () => {
  expect(periodOf({ from: '2026-03-01', until: '2026-03-01' }, 'America/Lima')).toEqual({
    from: Date.parse('2026-03-01T05:00Z'),
    until: Date.parse('2026-03-02T05:00Z'),
  });
  expect(periodOf({ from: '2026-03-29', until: '2026-03-29' }, 'Europe/Madrid')).toEqual({
    from: Date.parse('2026-03-28T23:00Z'),
    until: Date.parse('2026-03-29T22:00Z'), // this day has 23 hours
  });
  expect(periodOf({ from: null, until: null }, 'UTC')).toEqual({ from: null, until: null });
});

test('shows each field once, as it was and as it is', () => {
  expect(changesOf({ before: { role: 'agent' }, after: { role: 'admin', capacity: 5 } })).toEqual([
    { field: 'role', before: 'agent', after: 'admin' },
    { field: 'capacity', before: undefined, after: 5 },
  ]);
});

test('knows the groups by the names of the actions', () => {
  expect(AUDIT_GROUPS).toContain('member');
  expect(AUDIT_GROUPS).toContain('ai');
});

test('calls what an id stands for by its name, and what is gone by its id in short', () => {
  const assistants = { ioufHVWWbWBChoC1: { name: 'Ann' } };
  expect(nameOfId('ioufHVWWbWBChoC1', assistants)).toBe('Ann');
  expect(nameOfId('6UDClYAtFWOn5-Lm', assistants)).toBe('6UDClY…');
  expect(nameOfId('constructor', {})).toBe('constr…');
});

test('counts the lines of a page', () => {
  expect(countLines('a,b\r\nc,d\r\n')).toBe(2);
  expect(countLines('')).toBe(0);
});
