const PLACEHOLDER = /\{\{([a-zA-Z]{1,30})\}\}/g;

/**
 * Puts values in the place of `{{name}}`, once, by lookup and nothing else: there is no expression, a name that is not in
 * the map stays as it stands, and what a value holds is never looked at again.
 */
export function fillTemplate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
}
