import type { Document, Fields, Filter, Query } from '../firestore/engine/types.ts';
import { compileRules } from './compile.ts';
import type { FirestoreRulesRequest, RulesDecision, RulesIssue, RulesReader, Ruleset } from './types.ts';

/** What the tests of this folder share: rulesets around one condition, documents, readers. */

export function rulesetOf(source: string): Ruleset {
  const result = compileRules(source);
  if (!result.ok) throw new Error(result.issues.map(describeIssue).join('\n'));
  return result.ruleset;
}

export function describeIssue({ severity, line, column, description }: RulesIssue): string {
  return `${severity} ${line}:${column} ${description}`;
}

/** A Firestore file with `body` inside `/databases/{database}/documents`, which is line 3. */
export function firestoreRules(body: string): string {
  return `rules_version = '2';\nservice cloud.firestore {\nmatch /databases/{database}/documents {\n${body}\n}\n}\n`;
}

export function document(path: string, fields: Fields = {}): Document {
  const time = '2026-01-01T00:00:00.000000Z';
  return { path, fields, createTime: time, updateTime: time };
}

export interface CountingReader extends RulesReader {
  calls: string[];
}

/** Serves documents and records each call. */
export function readerOf(now: readonly Document[] = [], after: readonly Document[] = now): CountingReader {
  const calls: string[] = [];
  const find = (documents: readonly Document[], path: string) => {
    calls.push(path);
    return documents.find((candidate) => candidate.path === path) ?? null;
  };
  return { calls, get: (path) => find(now, path), getAfter: (path) => find(after, path) };
}

export const TEST_TIME_MS = Date.UTC(2026, 2, 1, 12, 30, 15, 250);

/** A get of `things/x` by user `u1`, with the parts that a test cares about replaced. */
export function requestOf(parts: Partial<FirestoreRulesRequest> = {}): FirestoreRulesRequest {
  return {
    databaseId: '(default)',
    path: 'things/x',
    method: 'get',
    auth: { uid: 'u1', token: { role: 'agent', auth_time: 1_700_000_000 } },
    timeMs: TEST_TIME_MS,
    ...parts,
  };
}

/** Judges a get of `things/x` by `condition`; functions go into `helpers`. */
export function judge(
  condition: string,
  fields: Fields = {},
  reader: RulesReader = readerOf(),
  helpers = '',
): RulesDecision {
  const rules = rulesetOf(firestoreRules(`${helpers}\nmatch /things/{id} { allow get: if ${condition}; }`));
  return rules.checkFirestore(requestOf({ resource: document('things/x', fields) }), reader);
}

/** The last reason of a refusal, without the method and line; 'allowed' where there is none. */
export function outcomeOf(decision: RulesDecision): string {
  if (decision.allowed) return 'allowed';
  const last = decision.reason.split(/ for '\w+' @ L\d+(?:, )?/).at(-2);
  return last ?? decision.reason;
}

export function listOf(where?: Filter, more: Partial<Query> = {}): Query {
  const query: Query = {
    parent: '',
    collectionId: 'things',
    allDescendants: false,
    orderBy: [],
    ...more,
  };
  return where ? { ...query, where } : query;
}
