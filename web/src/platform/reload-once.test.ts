import { expect, test, vi } from 'vitest';
import { reloadForMissingChunk } from './reload-once.ts';

test('loads an old page anew once, and again only for a later release', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const reload = vi.fn();
  const start = 1_000_000;
  expect(reloadForMissingChunk(storage, start, reload)).toBe(true);
  expect(reloadForMissingChunk(storage, start + 2000, reload)).toBe(false);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(reloadForMissingChunk(storage, start + 3_600_000, reload)).toBe(true);
});
