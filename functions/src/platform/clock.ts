let read = (): number => Date.now();

/** Milliseconds since the Unix epoch, as the whole backend sees the time. */
export function now(): number {
  return read();
}

/** Replaces the clock, for tests that decide what time it is. Returns what puts the old one back. */
export function setClock(replacement: () => number): () => void {
  const previous = read;
  read = replacement;
  return () => {
    read = previous;
  };
}
