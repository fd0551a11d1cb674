/** Chunks are split at this length: short enough to insert cheaply, long enough to keep the list of chunks short. */
const MAX_CHUNK = 512;

/** A place between entries; valid until the list changes. */
export interface Position {
  chunk: number;
  offset: number;
}

/**
 * An ordered multiset kept as a list of sorted arrays: insertion, removal and search take a binary search and one
 * short array move, and an entry costs one pointer.
 */
export class SortedList<E> {
  readonly #compare: (a: E, b: E) => number;
  #chunks: E[][] = [];
  #size = 0;

  /** `sorted` must be in the order of `compare`. */
  constructor(compare: (a: E, b: E) => number, sorted: readonly E[] = []) {
    this.#compare = compare;
    for (let start = 0; start < sorted.length; start += MAX_CHUNK / 2) {
      this.#chunks.push(sorted.slice(start, start + MAX_CHUNK / 2));
    }
    this.#size = sorted.length;
  }

  get size(): number {
    return this.#size;
  }

  insert(entry: E): void {
    const at = this.partition((other) => this.#compare(other, entry) < 0);
    const previous = this.#chunks[at.chunk - 1];
    const chunk = this.#chunks[at.chunk];
    this.#size++;
    if (chunk && at.offset > 0) this.#insertInto(chunk, at.chunk, at.offset, entry);
    else if (previous) this.#insertInto(previous, at.chunk - 1, previous.length, entry);
    else if (chunk) this.#insertInto(chunk, 0, 0, entry);
    else this.#chunks.push([entry]);
  }

  /** Removes the entry that compares equal; false where there is none. */
  delete(entry: E): boolean {
    const at = this.partition((other) => this.#compare(other, entry) < 0);
    const chunk = this.#chunks[at.chunk];
    const found = chunk?.[at.offset];
    if (!chunk || found === undefined || this.#compare(found, entry) !== 0) return false;
    chunk.splice(at.offset, 1);
    if (chunk.length === 0) this.#chunks.splice(at.chunk, 1);
    this.#size--;
    return true;
  }

  /** The place before the first entry for which `isBefore` is false; `isBefore` must hold for a leading part only. */
  partition(isBefore: (entry: E) => boolean): Position {
    const chunk = firstFalse(this.#chunks.length, (index) => {
      const last = this.#chunks[index]?.at(-1);
      return last !== undefined && isBefore(last);
    });
    const entries = this.#chunks[chunk];
    if (!entries) return { chunk, offset: 0 };
    const offset = firstFalse(entries.length, (index) => {
      const entry = entries[index];
      return entry !== undefined && isBefore(entry);
    });
    return { chunk, offset };
  }

  /** How many entries lie between the two places; 0 where `to` lies before `from`. */
  distance(from: Position, to: Position): number {
    let count = to.offset - from.offset;
    for (let chunk = from.chunk; chunk < to.chunk; chunk++) count += this.#chunks[chunk]?.length ?? 0;
    return to.chunk < from.chunk ? 0 : Math.max(0, count);
  }

  /** Entries from `from` up to `to`, in order. */
  *forward(from: Position, to: Position): Generator<E> {
    for (let chunk = from.chunk; chunk <= to.chunk; chunk++) {
      const entries = this.#chunks[chunk] ?? [];
      const end = chunk === to.chunk ? to.offset : entries.length;
      for (let offset = chunk === from.chunk ? from.offset : 0; offset < end; offset++) {
        const entry = entries[offset];
        if (entry !== undefined) yield entry;
      }
    }
  }

  /** The same entries from the last to the first. */
  *backward(from: Position, to: Position): Generator<E> {
    for (let chunk = to.chunk; chunk >= from.chunk; chunk--) {
      const entries = this.#chunks[chunk] ?? [];
      const start = chunk === from.chunk ? from.offset : 0;
      for (let offset = (chunk === to.chunk ? to.offset : entries.length) - 1; offset >= start; offset--) {
        const entry = entries[offset];
        if (entry !== undefined) yield entry;
      }
    }
  }

  #insertInto(chunk: E[], index: number, offset: number, entry: E): void {
    chunk.splice(offset, 0, entry);
    if (chunk.length > MAX_CHUNK) this.#chunks.splice(index + 1, 0, chunk.splice(MAX_CHUNK / 2));
  }
}

/** Smallest index in 0..length whose test fails, by binary search. */
function firstFalse(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
