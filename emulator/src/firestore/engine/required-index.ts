import { StatusError } from '../../shared/status.ts';
import { fieldPathsEqual, formatFieldPath, isNamePath, parseFieldPath } from './field-path.ts';
import { indexLink, type LinkField, type LinkScope } from './index-link.ts';
import { normaliseQuery, type NormalisedQuery } from './query.ts';
import type { Leaf } from './query-filters.ts';
import { assertVectorIndexed } from './required-vector-index.ts';
import type { CompositeIndex, FieldOverride, FieldPath, Order, Query } from './types.ts';

type Direction = Order['direction'];
type Mode = Direction | 'CONTAINS';

/** What one alternative of a query asks of the indexes. */
interface Need {
  scope: LinkScope;
  equalities: string[];
  contains: string[];
  /** Ordered fields that no equality fixes; a missing direction means either. */
  suffix: { field: string; direction: Direction | undefined }[];
  nameDirection: Direction;
}

/**
 * Throws StatusError FAILED_PRECONDITION, with the backend's text and link, where production would refuse the query
 * for want of an index: no composite index, set of mergeable indexes or automatic single-field index serves it.
 * Indexes are read in their own direction only. `aggregated` are the fields of sums and averages.
 * Source: https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export function assertIndexed(
  query: Query,
  indexes: readonly CompositeIndex[],
  exemptions: readonly FieldOverride[],
  projectId: string,
  databaseId: string,
  aggregated: readonly FieldPath[] = [],
): void {
  const q = normaliseQuery(query, projectId, databaseId);
  if (query.findNearest) return assertVectorIndexed(q, query.findNearest, indexes);
  const { collectionId } = q;
  if (collectionId === undefined) return;
  const scope: LinkScope = q.allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION';
  const composites = indexes
    .filter((index) => index.collectionGroup === collectionId && index.queryScope === scope)
    .filter(({ fields }) => !fields.some(({ vectorConfig }) => vectorConfig))
    .map(normaliseIndex);
  const hasSingle = (field: string, mode: Mode): boolean =>
    hasSingleFieldIndex(exemptions, collectionId, field, mode, scope);
  for (const leaves of q.disjunctions) {
    if (leaves.some((leaf) => leaf.op === 'EQUAL' && isNamePath(leaf.field))) continue;
    const need = needOf(q, leaves, scope, aggregated);
    if (!isServed(need, composites, hasSingle)) throw refusal(q.root, collectionId, need);
  }
}

function needOf(
  q: NormalisedQuery,
  leaves: Leaf[],
  scope: LinkScope,
  aggregated: readonly FieldPath[],
): Need {
  const fieldsOf = (op: Leaf['op']): string[] => [
    ...new Set(leaves.filter((leaf) => leaf.op === op).map((leaf) => formatFieldPath(leaf.field))),
  ];
  const equalities = fieldsOf('EQUAL');
  const suffix: Need['suffix'] = [];
  const isFixed = (field: string): boolean =>
    equalities.includes(field) || suffix.some((ordered) => ordered.field === field);
  for (const { field, direction } of q.orders) {
    if (isNamePath(field) || isFixed(formatFieldPath(field))) continue;
    suffix.push({ field: formatFieldPath(field), direction });
  }
  for (const field of aggregated.map(formatFieldPath)) {
    if (!isFixed(field)) suffix.push({ field, direction: undefined });
  }
  const nameDirection = q.orders.at(-1)?.direction ?? 'ASCENDING';
  return { scope, equalities, contains: fieldsOf('ARRAY_CONTAINS'), suffix, nameDirection };
}

/** A composite index with its fields spelled alike and its trailing name split off. */
interface PlainIndex {
  fields: { field: string; mode: Mode }[];
  nameDirection: Direction;
}

/** Without an explicit `__name__` an index sorts names in the direction of its last field. */
function normaliseIndex(index: CompositeIndex): PlainIndex {
  const fields = index.fields.map(({ fieldPath, order, arrayConfig }) => ({
    field: formatFieldPath(parseFieldPath(fieldPath)),
    mode: arrayConfig ?? order ?? ('ASCENDING' as const),
  }));
  const last = fields.at(-1);
  const nameDirection = last && last.mode !== 'CONTAINS' ? last.mode : 'ASCENDING';
  return { fields: fields.filter(({ field }) => field !== '__name__'), nameDirection };
}

function isServed(
  need: Need,
  composites: readonly PlainIndex[],
  hasSingle: (field: string, mode: Mode) => boolean,
): boolean {
  const { equalities, contains, suffix, nameDirection } = need;
  const [only] = suffix;
  const filterCount = equalities.length + contains.length;
  if (filterCount === 0 && !only) {
    return nameDirection === 'ASCENDING' || composites.some((index) => coverage(index, need) !== null);
  }
  if (filterCount === 0 && only && suffix.length === 1) {
    const directions: Direction[] = only.direction ? [only.direction] : ['ASCENDING', 'DESCENDING'];
    const isNameAligned = only.direction === undefined || only.direction === nameDirection;
    if (isNameAligned && directions.some((direction) => hasSingle(only.field, direction))) return true;
  }
  // Indexes that share the query's order can be merged: together they must cover every equality.
  const covered = new Set<string>();
  let hasOrder = false;
  for (const index of composites) {
    const fields = coverage(index, need);
    if (fields) hasOrder = true;
    for (const field of fields ?? []) covered.add(field);
  }
  if (!only) {
    hasOrder = true;
    for (const field of equalities) if (hasSingle(field, nameDirection)) covered.add(field);
    // The automatic index of an array's elements serves alone, it is not merged with others.
    const [element] = contains;
    if (element && filterCount === 1 && hasSingle(element, 'CONTAINS')) covered.add(element);
  }
  return hasOrder && [...equalities, ...contains].every((field) => covered.has(field));
}

/** The equality fields that an index covers if it ends in the order needed and has nothing else, or null. */
function coverage(index: PlainIndex, need: Need): string[] | null {
  const prefixLength = index.fields.length - need.suffix.length;
  if (prefixLength < 0) return null;
  const hasSuffix = need.suffix.every(({ field, direction }, position) => {
    const indexed = index.fields[prefixLength + position];
    if (!indexed || indexed.field !== field || indexed.mode === 'CONTAINS') return false;
    return direction === undefined || indexed.mode === direction;
  });
  const isNameOrderFree = need.suffix.at(-1)?.direction === undefined && need.suffix.length > 0;
  if (!hasSuffix || (index.nameDirection !== need.nameDirection && !isNameOrderFree)) return null;
  const prefix = index.fields.slice(0, prefixLength);
  const isNeeded = prefix.every(({ field, mode }) =>
    mode === 'CONTAINS' ? need.contains.includes(field) : need.equalities.includes(field),
  );
  return isNeeded ? prefix.map(({ field }) => field) : null;
}

/** Automatic indexes serve one collection in both directions; an override of the field or a map above replaces them. */
function hasSingleFieldIndex(
  exemptions: readonly FieldOverride[],
  collectionId: string,
  field: string,
  mode: Mode,
  scope: LinkScope,
): boolean {
  const path = parseFieldPath(field);
  const overrides = exemptions.filter(({ collectionGroup }) => collectionGroup === collectionId);
  for (let length = path.length; length >= 0; length--) {
    const override = overrides.find(({ fieldPath }) =>
      length === 0
        ? fieldPath === '*'
        : fieldPath !== '*' && fieldPathsEqual(parseFieldPath(fieldPath), path.slice(0, length)),
    );
    if (!override) continue;
    return override.indexes.some(
      (index) => index.queryScope === scope && (index.arrayConfig ?? index.order) === mode,
    );
  }
  return scope === 'COLLECTION';
}

function refusal(root: string, collectionId: string, need: Need): StatusError {
  const { equalities, contains, suffix, scope, nameDirection } = need;
  const fields: LinkField[] = [
    ...equalities.map((field) => ({ field, mode: 'ASCENDING' as const })),
    ...contains.map((field) => ({ field, mode: 'CONTAINS' as const })),
    ...suffix.map(({ field, direction }) => ({ field, mode: direction ?? 'ASCENDING' })),
  ];
  const [single] = fields;
  if (single && fields.length === 1) {
    const mode = { ASCENDING: 'ASC', DESCENDING: 'DESC', CONTAINS: 'CONTAINS' }[single.mode];
    return new StatusError(
      'FAILED_PRECONDITION',
      `The query requires a ${scope}_${mode} index for collection ${collectionId} and field ${single.field}. ` +
        `You can create it here: ${indexLink('exemption', root, collectionId, scope, fields)}`,
    );
  }
  fields.push({ field: '__name__', mode: nameDirection });
  return new StatusError(
    'FAILED_PRECONDITION',
    `The query requires an index. You can create it here: ${indexLink('composite', root, collectionId, scope, fields)}`,
  );
}
