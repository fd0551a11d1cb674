import { createFields, getField } from './fields.ts';
import type { Aggregation, Document, Value } from './types.ts';
import { isNumber } from './values.ts';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

interface Aggregated {
  results: { [alias: string]: Value };
  /** Index entries read, for billing. */
  scanned: number;
}

/**
 * Aggregates documents that match a query. Values that are no numbers do not count for sum and avg; documents that
 * lack one of the aggregated fields count for nothing at all, since no index over those fields lists them.
 * Source: https://firebase.google.com/docs/firestore/query-data/aggregation-queries#behavior_and_limitations
 */
export function aggregate(documents: Iterable<Document>, aggregations: readonly Aggregation[]): Aggregated {
  const fields = aggregations.flatMap((aggregation) =>
    aggregation.kind === 'count' ? [] : [aggregation.field],
  );
  const sums = aggregations.map(() => new Sum());
  let scanned = 0;
  for (const document of documents) {
    if (!fields.every((field) => getField(document.fields, field))) continue;
    scanned++;
    for (const [index, aggregation] of aggregations.entries()) {
      const value = aggregation.kind === 'count' ? undefined : getField(document.fields, aggregation.field);
      if (value) sums[index]?.add(value);
    }
  }
  const results = createFields();
  for (const [index, aggregation] of aggregations.entries()) {
    const sum = sums[index] ?? new Sum();
    if (aggregation.kind === 'count') results[aggregation.alias] = countValue(scanned, aggregation.upTo);
    else results[aggregation.alias] = aggregation.kind === 'sum' ? sum.total() : sum.average();
  }
  return { results, scanned };
}

function countValue(count: number, upTo = Infinity): Value {
  return { integerValue: String(Math.min(count, upTo)) };
}

/** Integers add exactly and apart from doubles, so that their order does not matter. */
class Sum {
  #integers = 0n;
  #doubles = -0;
  #hasDouble = false;
  #count = 0;

  add(value: Value): void {
    if (!isNumber(value)) return;
    this.#count++;
    if ('integerValue' in value) {
      this.#integers += BigInt(value.integerValue);
    } else {
      this.#hasDouble = true;
      this.#doubles += value.doubleValue;
    }
  }

  /** An integer as long as all were integers and the sum fits int64, else a double; integer 0 for no numbers. */
  total(): Value {
    if (!this.#hasDouble && this.#integers >= MIN_INT64 && this.#integers <= MAX_INT64) {
      return { integerValue: String(this.#integers) };
    }
    return { doubleValue: this.#asDouble() };
  }

  /** A double; null for no numbers. */
  average(): Value {
    return this.#count === 0 ? { nullValue: null } : { doubleValue: this.#asDouble() / this.#count };
  }

  #asDouble(): number {
    return this.#integers === 0n ? this.#doubles : Number(this.#integers) + this.#doubles;
  }
}
