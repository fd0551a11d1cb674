import type { Storage } from './types.ts';

/** Keeps nothing: the engine's working set is all there is, gone with the process. */
export function createMemoryStorage(): Storage {
  return {
    open: () => [],
    load: () => [],
    append: () => undefined,
    close: () => undefined,
  };
}
