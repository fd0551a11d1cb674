import { StatusError } from '../../shared/status.ts';
import { fieldPathsEqual, formatFieldPath, isNamePath, parseFieldPath } from './field-path.ts';
import type { NormalisedQuery } from './query.ts';
import type { Leaf } from './query-filters.ts';
import type { CompositeIndex, FindNearest } from './types.ts';

/** A field that the search filters by, and how an index has to hold it. */
interface Filtered {
  field: string;
  mode: 'ASCENDING' | 'CONTAINS';
}

/**
 * Throws StatusError FAILED_PRECONDITION, with the backend's words, where no index serves a vector search: one that ends
 * in the vector's field with as many dimensions, and that holds before it the fields that the search filters by and no
 * others. Several indexes are not merged for it.
 * Source: https://firebase.google.com/docs/firestore/vector-search#create_and_manage_vector_indexes
 */
export function assertVectorIndexed(
  q: NormalisedQuery,
  nearest: FindNearest,
  indexes: readonly CompositeIndex[],
): void {
  const { collectionId } = q;
  if (collectionId === undefined) return;
  const queryScope = q.allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION';
  const candidates = indexes.filter(
    (index) => index.collectionGroup === collectionId && index.queryScope === queryScope,
  );
  for (const leaves of q.disjunctions) {
    const filtered = filteredFields(leaves);
    if (candidates.some((index) => serves(index, filtered, nearest))) continue;
    throw refusal(q.root, { collectionId, queryScope, filtered, nearest });
  }
}

function filteredFields(leaves: readonly Leaf[]): Filtered[] {
  const byField = new Map<string, Filtered>();
  for (const { field: path, op } of leaves) {
    if (isNamePath(path)) continue;
    const field = formatFieldPath(path);
    byField.set(field, { field, mode: op === 'ARRAY_CONTAINS' ? 'CONTAINS' : 'ASCENDING' });
  }
  return [...byField.values()];
}

function serves({ fields }: CompositeIndex, filtered: readonly Filtered[], nearest: FindNearest): boolean {
  const last = fields.at(-1);
  if (last?.vectorConfig?.dimension !== nearest.vector.length) return false;
  if (!fieldPathsEqual(parseFieldPath(last.fieldPath), nearest.field)) return false;
  const prefix = fields.slice(0, -1).filter(({ fieldPath }) => fieldPath !== '__name__');
  return (
    prefix.length === filtered.length &&
    prefix.every(({ fieldPath, arrayConfig }) => {
      const mode = arrayConfig ?? 'ASCENDING';
      const field = formatFieldPath(parseFieldPath(fieldPath));
      return filtered.some((wanted) => wanted.field === field && wanted.mode === mode);
    })
  );
}

function refusal(
  root: string,
  need: {
    collectionId: string;
    queryScope: CompositeIndex['queryScope'];
    filtered: readonly Filtered[];
    nearest: FindNearest;
  },
): StatusError {
  const { collectionId, queryScope, filtered, nearest } = need;
  const [, projectId = ''] = root.split('/');
  const configs = filtered.map(({ field, mode }) =>
    mode === 'CONTAINS' ? `array-config=CONTAINS,field-path=${field}` : `order=ASCENDING,field-path=${field}`,
  );
  const vectorConfig = `{"dimension":"${nearest.vector.length}","flat": "{}"}`;
  configs.push(`vector-config='${vectorConfig}',field-path=${formatFieldPath(nearest.field)}`);
  return new StatusError(
    'FAILED_PRECONDITION',
    'Missing vector index configuration. Please create the required index with the following gcloud command: ' +
      `gcloud firestore indexes composite create --project=${projectId} --collection-group=${collectionId} ` +
      `--query-scope=${queryScope} ${configs.map((config) => `--field-config=${config}`).join(' ')}`,
  );
}
