/**
 * Compiles a document pattern of a trigger: `{name}` or `*` for one segment, `{name=**}` or `**` for any number,
 * `{name=part-*}` for a segment with a wildcard inside. Source: Eventarc, "Path patterns".
 * @returns whether a document path such as `users/u1` matches
 */
export function compilePathPattern(pattern: string): (path: string) => boolean {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const source = segments.map((segment) => segmentSource(wildcardOf(segment))).join('');
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(`/${path}`);
}

/** `{name}` stands for `*`, `{name=x}` for `x`. */
function wildcardOf(segment: string): string {
  const capture = /^\{[^=}]*(?:=(.*))?\}$/.exec(segment);
  return capture === null ? segment : (capture[1] ?? '*');
}

function segmentSource(wildcard: string): string {
  if (wildcard === '**') return '(?:/[^/]+)*';
  const escaped = wildcard.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*');
  return wildcard === '*' ? '/[^/]+' : `/${escaped}`;
}
