import { typeNameOf } from '../type-names.ts';
import { RulesError, RulesPath, type RulesMap, type RulesValue } from '../values.ts';
import { method, type Builtin } from './table.ts';

/** https://firebase.google.com/docs/reference/rules/rules.Path. */
export const PATH_METHODS: readonly Builtin[] = [method('path', 'bind', ['map'], bind)];

/** Replaces every `{name}` that the map has; the rest stays as it is. */
function bind(path: RulesPath, values: RulesMap): RulesValue {
  const bindings = new Map(path.bindings);
  const segments: string[] = [];
  for (const segment of path.segments) {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const value = name === undefined ? undefined : values.get(name);
    if (name === undefined || value === undefined) {
      segments.push(segment);
      continue;
    }
    if (typeof value !== 'string') {
      return new RulesError(`Type error. Received: [${typeNameOf(value)}] Expected: [string].`);
    }
    bindings.set(name, value);
    segments.push(value);
  }
  return new RulesPath(segments, bindings);
}
