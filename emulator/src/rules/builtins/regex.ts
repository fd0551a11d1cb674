import { RE2JS } from 're2js';

const MAX_CACHED = 500;
const cache = new Map<string, RE2JS | null>();

/**
 * Compiles an RE2 expression once. RE2 runs in linear time, so no pattern in a rules file can stall the stack.
 *
 * @returns null where the expression is malformed.
 */
export function compileRegex(source: string): RE2JS | null {
  const known = cache.get(source);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const compiled = tryCompile(source);
  cache.set(source, compiled);
  return compiled;
}

function tryCompile(source: string): RE2JS | null {
  try {
    return RE2JS.compile(source);
  } catch {
    // Every failure of the library here is its syntax error: the argument is a string.
    return null;
  }
}
