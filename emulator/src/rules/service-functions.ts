import type { Evaluation } from './evaluation.ts';
import { RulesError, type RulesValue } from './values.ts';

/** A function that reads documents. Its arguments hold no errors. */
type ServiceFunction = (evaluation: Evaluation, args: readonly RulesValue[]) => RulesValue;

const FIRESTORE: Readonly<Record<string, ServiceFunction>> = {
  get: onePath('get', (evaluation, path) => evaluation.get('now', path)),
  exists: onePath('exists', (evaluation, path) => evaluation.exists('now', path)),
  getAfter: onePath('getAfter', (evaluation, path) => evaluation.get('after', path)),
  existsAfter: onePath('existsAfter', (evaluation, path) => evaluation.exists('after', path)),
};

/** https://firebase.google.com/docs/reference/rules/rules.firestore: what storage rules may ask Firestore. */
const STORAGE: Readonly<Record<string, ServiceFunction>> = {
  'firestore.get': onePath('firestore.get', (evaluation, path) => evaluation.get('now', path)),
  'firestore.exists': onePath('firestore.exists', (evaluation, path) => evaluation.exists('now', path)),
};

/** The document function of that name in a service, with its namespace where it has one. */
export function serviceFunction(service: string, name: string): ServiceFunction | null {
  const functions = service === 'cloud.firestore' ? FIRESTORE : STORAGE;
  return (Object.hasOwn(functions, name) ? functions[name] : undefined) ?? null;
}

function onePath(
  name: string,
  call: (evaluation: Evaluation, path: RulesValue) => RulesValue,
): ServiceFunction {
  return (evaluation, args) => {
    const [path] = args;
    if (path !== undefined && args.length === 1) return call(evaluation, path);
    return new RulesError(
      `Incorrect number of arguments. Received: ${args.length}. Expected: ${name}(path).`,
    );
  };
}
