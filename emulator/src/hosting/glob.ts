/** Source of a header, rewrite or redirect in firebase.json: a glob, or RE2 as a regular expression. */
export interface PathSource {
  source?: string | undefined;
  glob?: string | undefined;
  regex?: string | undefined;
}

/** @returns whether a request path, with its leading slash, matches. @throws Error for a rule without a source */
export function compileSource({ source, glob, regex }: PathSource): (path: string) => boolean {
  if (regex !== undefined) {
    const expression = new RegExp(regex);
    return (path) => expression.test(path);
  }
  const pattern = source ?? glob;
  if (pattern === undefined)
    throw new Error('A rule of hosting in firebase.json has no source, glob or regex.');
  return compileGlob(pattern);
}

/** How `@(a|b)` and its kind repeat. Source: Firebase Hosting, "Glob pattern matching" (extglob notation). */
const EXTGLOB_REPEAT: Record<string, string> = { '@': '', '?': '?', '*': '*', '+': '+' };

/**
 * Compiles `**` (any number of segments), `*`, `?`, `{a,b}`, `[a-z]` and `@(a|b)`, `?(..)`, `*(..)`, `+(..)`.
 * @throws Error for `!(..)`, which this emulator does not know
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const pattern = glob.startsWith('/') || glob.startsWith('**') ? glob : `/${glob}`;
  const closers: string[] = [];
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    const next = pattern.charAt(index + 1);
    if (next === '(' && character === '!')
      throw new Error(`The glob ${glob} uses !(..), which is not supported here.`);
    const repeat = next === '(' ? EXTGLOB_REPEAT[character] : undefined;
    if (repeat !== undefined) {
      source += '(?:';
      closers.push(`)${repeat}`);
      index += 1;
    } else if (pattern.startsWith('**', index)) {
      const isWholeSegment = pattern.charAt(index + 2) === '/';
      source += isWholeSegment ? '(?:[^/]*/)*' : '.*';
      index += isWholeSegment ? 2 : 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      source += '(?:';
      closers.push(')');
    } else if (character === '}' || character === ')') source += closers.pop() ?? `\\${character}`;
    else if ((character === ',' || character === '|') && closers.length > 0) source += '|';
    else if (character === '[' || character === ']' || character === '-') source += character;
    else source += character.replace(/[.+^$()|\\]/, '\\$&');
  }
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(path);
}
