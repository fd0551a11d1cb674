import { useCallback, useState } from 'react';
import * as z from 'zod/mini';

/** State that this browser keeps. What it holds from another version, or cannot read, counts as absent. */
export function useStored<Value>(
  key: string,
  schema: z.ZodMiniType<Value>,
  fallback: Value,
): [Value, (change: (value: Value) => Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    const parsed = schema.safeParse(readJson(localStorage.getItem(key)));
    return parsed.success ? parsed.data : fallback;
  });
  const change = useCallback(
    (apply: (value: Value) => Value) => {
      setValue((before) => {
        const after = apply(before);
        localStorage.setItem(key, JSON.stringify(after));
        return after;
      });
    },
    [key],
  );
  return [value, change];
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // somebody else wrote it
  }
}
