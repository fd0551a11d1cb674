import { StatusError } from '../../shared/status.ts';
import type { FieldPath } from './types.ts';

const SIMPLE_SEGMENT = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
/** One segment at a time: a simple name, or anything between backticks with backslash escapes. */
const SEGMENT = /([a-zA-Z_][a-zA-Z_0-9]*)|`((?:[^`\\]|\\[^])+)`/y;

/**
 * Splits a field path as the API spells it: `` a.`b.c`.d `` is ['a', 'b.c', 'd'].
 * Throws StatusError INVALID_ARGUMENT where it is malformed.
 */
export function parseFieldPath(text: string): FieldPath {
  const segments: string[] = [];
  const scanner = new RegExp(SEGMENT);
  for (let index = 0; ; index++) {
    scanner.lastIndex = index;
    const match = scanner.exec(text);
    if (!match) throw invalid(text);
    const [whole, simple, quoted] = match;
    segments.push(simple ?? (quoted ?? '').replace(/\\([^])/g, '$1'));
    index += whole.length;
    if (index === text.length) return segments;
    if (text[index] !== '.') throw invalid(text);
  }
}

/** The inverse of `parseFieldPath`: quotes the segments that are no simple names. */
export function formatFieldPath(path: FieldPath): string {
  return path
    .map((segment) =>
      SIMPLE_SEGMENT.test(segment)
        ? segment
        : `\`${segment.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
    )
    .join('.');
}

export function fieldPathsEqual(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}

/** Whether the path is the document's own name. */
export function isNamePath(path: FieldPath): boolean {
  return path.length === 1 && path[0] === '__name__';
}

function invalid(text: string): StatusError {
  return new StatusError(
    'INVALID_ARGUMENT',
    `Invalid property path "${text}". Unquoted property names must match regex ([a-zA-Z_][a-zA-Z_0-9]*), ` +
      'and quoted property names must match regex (`(?:[^`\\\\]|(?:\\\\.))+`).',
  );
}
