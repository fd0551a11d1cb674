import { useSyncExternalStore } from 'react';

let isHeld = false;
const listeners = new Set<() => void>();

/**
 * Keeps this device from being signed out while it ends its own session on purpose, such as for a new password: the
 * session that follows comes within moments.
 *
 * @returns what `work` returns.
 */
export async function holdSession<Output>(work: () => Promise<Output>): Promise<Output> {
  change(true);
  try {
    return await work();
  } finally {
    change(false);
  }
}

/** Whether an ended session of this device is about to be followed by the next. */
export function useSessionHeld(): boolean {
  return useSyncExternalStore(subscribe, () => isHeld);
}

function change(next: boolean): void {
  isHeld = next;
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}
