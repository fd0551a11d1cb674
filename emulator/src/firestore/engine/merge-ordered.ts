/**
 * Merges ordered sequences into one without repetitions. Equal items of different sequences must compare as zero,
 * different ones never. Reads no further than its caller does.
 */
export function* mergeOrdered<T>(sequences: Iterable<T>[], compare: (a: T, b: T) => number): Generator<T> {
  const [only] = sequences;
  if (only && sequences.length === 1) {
    yield* only;
    return;
  }
  const heads: { item: T; rest: Iterator<T> }[] = [];
  for (const sequence of sequences) {
    const rest = sequence[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heads.push({ item: first.value, rest });
  }
  for (;;) {
    const [first] = heads;
    if (!first) return;
    let { item: smallest } = first;
    for (const { item } of heads) if (compare(item, smallest) < 0) smallest = item;
    for (let index = heads.length - 1; index >= 0; index--) {
      const head = heads[index];
      if (!head || compare(head.item, smallest) !== 0) continue;
      const next = head.rest.next();
      if (next.done) heads.splice(index, 1);
      else head.item = next.value;
    }
    yield smallest;
  }
}
