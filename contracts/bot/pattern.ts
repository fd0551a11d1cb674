import { RE2JS } from 're2js';

/** Characters of a message that patterns are tried on, and instructions that one and all patterns of a bot may have. */
export const PATTERN_LIMITS = { textCharacters: 1000, instructions: 500, allInstructions: 5000 } as const;

const MAX_CACHED = 500;
const cache = new Map<string, RE2JS | null>();

/** Instructions of a pattern, which say how long it runs; null where it is no valid RE2. */
export function patternSize(source: string): number | null {
  return compile(source)?.programSize() ?? null;
}

/**
 * Whether a pattern occurs in a text, ignoring case. RE2 runs in time linear in the text, whatever the pattern; with the
 * limits above all patterns of a bot together stay below a fraction of a second.
 *
 * @returns false for an invalid or too large one: `findProblems` has refused it.
 */
export function matchesPattern(source: string, text: string): boolean {
  const compiled = compile(source);
  if (compiled === null || compiled.programSize() > PATTERN_LIMITS.instructions) return false;
  return compiled.test(text.slice(0, PATTERN_LIMITS.textCharacters));
}

function compile(source: string): RE2JS | null {
  const known = cache.get(source);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const compiled = tryCompile(source);
  cache.set(source, compiled);
  return compiled;
}

function tryCompile(source: string): RE2JS | null {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch {
    // Every failure of the library here is its syntax error: the argument is a string.
    return null;
  }
}
