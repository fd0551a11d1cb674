const PLACEHOLDER = / ?\{\{\s*([A-Za-z][\w.]{0,59})\s*\}\}/g;

/** Whatever stands between two pairs of braces, also what no variable can be called. */
const BRACES = /\{\{([^{}]*)\}\}/g;

/** The names that a text asks for, each once, in their order. */
export function namesIn(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(BRACES), ([, name = '']) => name.trim()))];
}

/**
 * Puts values in the place of `{{name}}`. A look-up in a flat map and nothing else: no expression, no path, and what a
 * value holds is never expanded again. An unknown name stays as it is. A value that is empty takes the space before it
 * along, so that `Hello {{client.firstName}}!` becomes `Hello!`.
 */
export function expandTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) return whole;
    if (value === '') return '';
    return whole.startsWith(' ') ? ` ${value}` : value;
  });
}
