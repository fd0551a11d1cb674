import { StatusError } from '../../shared/status.ts';
import { formatFieldPath, isNamePath } from './field-path.ts';
import { getField, setField } from './fields.ts';
import { comparePaths } from './paths.ts';
import type { Document, FieldPath, FindNearest, Query } from './types.ts';
import { numericValue, vectorElements } from './values.ts';

/** Source of both: google/firestore/v1/query.proto, StructuredQuery.FindNearest. */
const MAX_RESULTS = 1000;
const MAX_DIMENSIONS = 2048;

interface Vector {
  values: Float64Array;
  /** Its length, for COSINE. */
  magnitude: number;
}

interface Candidate {
  document: Document;
  distance: number;
}

/** Vectors of documents, decoded once for each version of a document: a version is an object that never changes. */
export class VectorCache {
  readonly #byField = new Map<string, WeakMap<Document, Vector | null>>();

  /** The documents' vectors in `field`; null for a document that holds none there. */
  of(field: FieldPath): (document: Document) => Vector | null {
    const key = formatFieldPath(field);
    const known = this.#byField.get(key) ?? new WeakMap<Document, Vector | null>();
    this.#byField.set(key, known);
    return (document) => {
      const cached = known.get(document);
      if (cached !== undefined) return cached;
      const vector = decode(document, field);
      known.set(document, vector);
      return vector;
    };
  }
}

/** Throws StatusError INVALID_ARGUMENT where a query's vector search cannot be made. */
export function checkFindNearest({ findNearest, offset, limit, startAt, endAt }: Query): void {
  if (!findNearest) return;
  const { vector, distanceField, field } = findNearest;
  if (findNearest.limit < 1 || findNearest.limit > MAX_RESULTS) {
    throw invalid(`limit must be between 1 and ${MAX_RESULTS}`);
  }
  if (vector.length < 1 || vector.length > MAX_DIMENSIONS || vector.some(Number.isNaN)) {
    throw invalid(`query_vector must hold 1 to ${MAX_DIMENSIONS} numbers`);
  }
  if (isNamePath(field)) throw invalid('vector_field must be a field');
  if (distanceField?.some((name) => /^__.*__$/s.test(name))) {
    throw invalid('distance_result_field is a reserved name');
  }
  if (offset !== undefined || limit !== undefined || startAt || endAt) {
    throw invalid('it has a limit of its own and neither offset nor cursors');
  }
}

/**
 * The documents whose vectors lie nearest, the nearest first, equally near ones by name. Documents without a vector of
 * the same number of dimensions are left out; so are, for COSINE, vectors of length 0, which have no direction.
 */
export function rankNearest(
  documents: Iterable<Document>,
  nearest: FindNearest,
  vectors: VectorCache,
): { documents: Document[]; compared: number } {
  const vectorOf = vectors.of(nearest.field);
  const target = withMagnitude(Float64Array.from(nearest.vector));
  const best: Candidate[] = [];
  let compared = 0;
  for (const document of documents) {
    const vector = vectorOf(document);
    if (vector?.values.length !== target.values.length) continue;
    compared++;
    const distance = distanceBetween(vector, target, nearest.measure);
    if (Number.isNaN(distance) || isTooFar(distance, nearest)) continue;
    keep(best, { document, distance }, nearest);
  }
  return { documents: best.map((candidate) => withDistance(candidate, nearest.distanceField)), compared };
}

/** A key that equal searches share. */
export function nearestKey({
  field,
  vector,
  measure,
  limit,
  threshold,
  distanceField,
}: FindNearest): unknown[] {
  return [field, vector, measure, limit, threshold ?? null, distanceField ?? null];
}

function invalid(problem: string): StatusError {
  return new StatusError('INVALID_ARGUMENT', `Invalid vector search (find_nearest): ${problem}.`);
}

function decode(document: Document, field: FieldPath): Vector | null {
  const value = getField(document.fields, field);
  const elements = value && vectorElements(value);
  if (!elements) return null;
  const values = new Float64Array(elements.length);
  for (const [index, element] of elements.entries()) values[index] = numericValue(element) ?? NaN;
  return withMagnitude(values);
}

function withMagnitude(values: Float64Array): Vector {
  return { values, magnitude: Math.sqrt(dotProduct(values, values)) };
}

/** NaN where there is none. */
function distanceBetween(a: Vector, b: Vector, measure: FindNearest['measure']): number {
  if (measure === 'EUCLIDEAN') return euclideanDistance(a.values, b.values);
  const product = dotProduct(a.values, b.values);
  return measure === 'COSINE' ? 1 - product / (a.magnitude * b.magnitude) : product;
}

// Both loops run over every number of every document. Plain ones are several times faster than iterators, and several sums
// side by side are faster than one, which each addition would have to wait for.
function dotProduct(a: Float64Array, b: Float64Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const whole = a.length - (a.length % 4);
  for (let index = 0; index < whole; index += 4) {
    first += (a[index] ?? 0) * (b[index] ?? 0);
    second += (a[index + 1] ?? 0) * (b[index + 1] ?? 0);
    third += (a[index + 2] ?? 0) * (b[index + 2] ?? 0);
    fourth += (a[index + 3] ?? 0) * (b[index + 3] ?? 0);
  }
  for (let index = whole; index < a.length; index++) first += (a[index] ?? 0) * (b[index] ?? 0);
  return first + second + (third + fourth);
}

function euclideanDistance(a: Float64Array, b: Float64Array): number {
  let first = 0;
  let second = 0;
  const whole = a.length - (a.length % 2);
  for (let index = 0; index < whole; index += 2) {
    first += square((a[index] ?? 0) - (b[index] ?? 0));
    second += square((a[index + 1] ?? 0) - (b[index + 1] ?? 0));
  }
  for (let index = whole; index < a.length; index++) first += square((a[index] ?? 0) - (b[index] ?? 0));
  return Math.sqrt(first + second);
}

function square(value: number): number {
  return value * value;
}

/** A dot product rises with similarity, distances fall. */
function isTooFar(distance: number, { measure, threshold }: FindNearest): boolean {
  if (threshold === undefined) return false;
  return measure === 'DOT_PRODUCT' ? distance < threshold : distance > threshold;
}

function compareCandidates(a: Candidate, b: Candidate, measure: FindNearest['measure']): number {
  const order = measure === 'DOT_PRODUCT' ? b.distance - a.distance : a.distance - b.distance;
  return order || comparePaths(a.document.path, b.document.path);
}

/** Puts a candidate to its place among the best, as far as there is room. */
function keep(best: Candidate[], candidate: Candidate, { limit, measure }: FindNearest): void {
  const last = best.at(-1);
  if (last && best.length >= limit && compareCandidates(candidate, last, measure) > 0) return;
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = best[middle];
    if (other && compareCandidates(other, candidate, measure) < 0) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, candidate);
  if (best.length > limit) best.pop();
}

function withDistance({ document, distance }: Candidate, field: FieldPath | undefined): Document {
  if (!field) return document;
  return { ...document, fields: setField(document.fields, field, { doubleValue: distance }) };
}
