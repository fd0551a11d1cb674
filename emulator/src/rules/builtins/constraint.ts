import { RulesError, type RulesValue } from '../values.ts';
import { method, type Builtin } from './table.ts';

/** What can be asked of a field that a list query constrains: true where implied, an error otherwise. */
export const CONSTRAINT_METHODS: readonly Builtin[] = [
  method('constraint', 'hasAll', ['list'], (constraint, list) => implied('hasAll', constraint.hasAll(list))),
  method('constraint', 'hasAny', ['list'], (constraint, list) => implied('hasAny', constraint.hasAny(list))),
];

function implied(name: string, answer: boolean | undefined): RulesValue {
  if (answer !== undefined) return answer;
  return new RulesError(
    `Unsupported operation error. Received: constraint.${name}(list). Expected: list.${name}(list).`,
  );
}
