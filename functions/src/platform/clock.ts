import { setTimeout as delay } from 'node:timers/promises';

let read = (): number => Date.now();

/** Milliseconds since the Unix epoch, as the whole backend sees the time. */
export function now(): number {
  return read();
}

/** Resolves once `now()` has come to `atMs`, milliseconds since the epoch: a timer alone may end a moment before. */
export async function waitUntil(atMs: number): Promise<void> {
  for (let restMs = atMs - now(); restMs > 0; restMs = atMs - now()) await delay(restMs);
}

/** Replaces the clock, for tests that decide what time it is. Returns what puts the old one back. */
export function setClock(replacement: () => number): () => void {
  const previous = read;
  read = replacement;
  return () => {
    read = previous;
  };
}
