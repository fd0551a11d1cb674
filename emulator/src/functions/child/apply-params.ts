/**
 * firebase-functions registers every declared param in one list on the global object, shared by its CommonJS and
 * ES module builds. Source: firebase-functions `src/params/index.ts`, `GLOBAL_PARAMS_SYMBOL`.
 */
const DECLARED_PARAMS = Symbol.for('firebase-functions:params:declaredParams');

/**
 * Writes the defaults of declared params into the environment: the SDK reads the environment only, because a deploy
 * has already stored each resolved value there.
 * @returns names of params and secrets that have neither a value nor a default
 */
export function applyParams(environment: NodeJS.ProcessEnv): string[] {
  const declared: unknown = Reflect.get(globalThis, DECLARED_PARAMS);
  if (!Array.isArray(declared)) return [];
  const missing: string[] = [];
  for (const param of declared) {
    const { name, fallback } = describeParam(param);
    if (name === null || environment[name] !== undefined) continue;
    if (fallback === null) missing.push(name);
    else environment[name] = fallback;
  }
  return missing;
}

function describeParam(param: unknown): { name: string | null; fallback: string | null } {
  if (typeof param !== 'object' || param === null) return { name: null, fallback: null };
  const name: unknown = Reflect.get(param, 'name');
  const options: unknown = Reflect.get(param, 'options');
  let fallback: unknown =
    typeof options === 'object' && options !== null ? Reflect.get(options, 'default') : undefined;
  if (typeof fallback === 'object' && fallback !== null && !Array.isArray(fallback)) {
    const read: unknown = Reflect.get(fallback, 'value'); // a default may itself be another param
    if (typeof read === 'function') fallback = Reflect.apply(read, fallback, []);
  }
  return { name: typeof name === 'string' ? name : null, fallback: asEnvironmentValue(fallback) };
}

function asEnvironmentValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
