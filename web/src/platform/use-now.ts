import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

/** The present, renewed twice a minute, for words such as '5 min' and windows that close. Milliseconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const watchers = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  watchers.add(onChange);
  if (timer === null) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    watchers.delete(onChange);
    if (watchers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function tick(): void {
  now = Date.now();
  for (const watcher of watchers) watcher();
}
