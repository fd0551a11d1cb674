import type { Query } from '../firestore/engine/types.ts';
import { documentName, fromDocument, fromMillis } from './convert.ts';
import { Evaluation } from './evaluation.ts';
import { DocumentAccess, LIMITS } from './limits.ts';
import type { PathSegment } from './matching.ts';
import { branchesOf } from './query-proof.ts';
import { requestMap } from './request-map.ts';
import type { ServiceRules } from './service-rules.ts';
import type { FirestoreRulesRequest, RulesDecision, RulesReader } from './types.ts';
import { RulesMap, type RulesValue } from './values.ts';

/**
 * Judges one Firestore access.
 *
 * @param rules null where the file has no `service cloud.firestore`: everything is refused.
 */
export function checkFirestore(
  rules: ServiceRules | null,
  request: FirestoreRulesRequest,
  reader: RulesReader,
): RulesDecision {
  if (!rules) return { allowed: false, reason: 'No matching allow statements', reads: [] };
  const access = new DocumentAccess(reader, LIMITS.documentsPerOperation);
  for (const { path, resource } of judgements(request)) {
    const evaluation = new Evaluation(firestoreRequest(request), resource, request.databaseId, access);
    const wholePath: PathSegment[] = ['databases', request.databaseId, 'documents', ...path];
    const verdict = rules.judge(wholePath, request.method, evaluation);
    if (!verdict.allowed) return { ...verdict, reads: access.reads };
  }
  return { allowed: true, reason: '', reads: access.reads };
}

/** One judgement per document, or one per branch of a query; all must allow. */
function judgements(request: FirestoreRulesRequest): { path: PathSegment[]; resource: RulesValue }[] {
  if (request.method === 'list') {
    return branchesOf(request.query ?? wholeCollection(request.path), request.databaseId);
  }
  const resource = request.resource ? fromDocument(request.resource, request.databaseId) : null;
  return [{ path: request.path.split('/'), resource }];
}

function wholeCollection(path: string): Query {
  const slash = path.lastIndexOf('/');
  return {
    parent: path.slice(0, Math.max(slash, 0)),
    collectionId: path.slice(slash + 1),
    allDescendants: false,
    orderBy: [],
  };
}

/** `resource` exists on create and update only, `query` on list only: elsewhere they are undefined (recorded). */
function firestoreRequest(request: FirestoreRulesRequest): RulesMap {
  const { after, query, method, databaseId } = request;
  const own = new Map<string, () => RulesValue>([
    ['method', () => method],
    ['path', () => documentName(request.path, databaseId)],
    ['time', () => fromMillis(request.timeMs)],
  ]);
  if (after && (method === 'create' || method === 'update')) {
    own.set('resource', () => fromDocument(after, databaseId));
  }
  if (method === 'list') own.set('query', () => queryMap(query));
  return requestMap(request.auth, own);
}

/** What the query leaves open is null, so that `request.query.limit <= 50` refuses a query without a limit. */
function queryMap(query: Query | undefined): RulesMap {
  const orders = (query?.orderBy ?? []).map(({ field, direction }) => {
    return `${field.join('.')} ${direction === 'ASCENDING' ? 'ASC' : 'DESC'}`;
  });
  return RulesMap.of(
    new Map<string, RulesValue>([
      ['limit', query?.limit === undefined ? null : BigInt(query.limit)],
      ['offset', query?.offset === undefined ? null : BigInt(query.offset)],
      ['orderBy', orders.length > 0 ? orders.join(', ') : null],
    ]),
  );
}
