import { fromJson, fromMillis, fromRfc3339 } from './convert.ts';
import { Evaluation } from './evaluation.ts';
import { DocumentAccess, LIMITS } from './limits.ts';
import { requestMap } from './request-map.ts';
import type { ServiceRules } from './service-rules.ts';
import type { RulesDecision, RulesReader, StorageObjectView, StorageRulesRequest } from './types.ts';
import { RulesMap, RulesPath, type RulesValue } from './values.ts';

/** What an object that is being uploaded does not have yet (recorded). */
const NOT_YET_KNOWN = new Set(['generation', 'metageneration', 'etag', 'timeCreated', 'updated']);
const TIMES = new Set(['timeCreated', 'updated']);
const INTEGERS = new Set(['size', 'generation', 'metageneration']);

/**
 * Judges one Storage access.
 *
 * @param rules null where the file has no `service firebase.storage`: everything is refused.
 * @param reader serves `firestore.get()` and `firestore.exists()` from the default database.
 */
export function checkStorage(
  rules: ServiceRules | null,
  request: StorageRulesRequest,
  reader: RulesReader,
): RulesDecision {
  if (!rules) return { allowed: false, reason: 'No matching allow statements', reads: [] };
  const access = new DocumentAccess(reader, LIMITS.documentsPerStorageRequest);
  const segments = request.path.split('/').filter((segment) => segment !== '');
  const path = ['b', request.bucket, 'o', ...segments];
  const resource = request.resource && objectMap(request.resource, false);
  const evaluation = new Evaluation(storageRequest(request, path), resource, '(default)', access);
  const verdict = rules.judge(path, request.method, evaluation);
  return { reason: '', ...verdict, reads: access.reads };
}

function storageRequest(request: StorageRulesRequest, path: readonly string[]): RulesMap {
  const { after, method } = request;
  const own = new Map<string, () => RulesValue>([
    ['method', () => method],
    ['path', () => new RulesPath(path)],
    ['time', () => fromMillis(request.timeMs)],
  ]);
  if (after && (method === 'create' || method === 'update')) {
    own.set('resource', () => objectMap(after, true));
  }
  return requestMap(request.auth, own);
}

function objectMap(view: StorageObjectView, isIncoming: boolean): RulesMap {
  const entries = new Map<string, RulesValue>();
  for (const [field, raw] of Object.entries(view)) {
    const value = isIncoming && NOT_YET_KNOWN.has(field) ? undefined : fieldValue(field, raw);
    if (value !== undefined) entries.set(field, value);
  }
  return RulesMap.of(entries);
}

/** Times come as RFC 3339 and large numbers as decimal strings, as in the object's JSON resource. */
function fieldValue(field: string, raw: unknown): RulesValue | undefined {
  if (typeof raw === 'string' && TIMES.has(field) && !Number.isNaN(Date.parse(raw))) return fromRfc3339(raw);
  if (typeof raw === 'string' && INTEGERS.has(field) && /^[0-9]+$/.test(raw)) return BigInt(raw);
  return fromJson(raw);
}
