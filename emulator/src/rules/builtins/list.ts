import { isListElement, toSet } from '../equality.ts';
import { RulesError, type RulesList, type RulesValue } from '../values.ts';
import { convertToString } from './conversions.ts';
import { method, type Builtin } from './table.ts';

/** https://firebase.google.com/docs/reference/rules/rules.List; set algebra needs `toSet()` (recorded). */
export const LIST_METHODS: readonly Builtin[] = [
  method('list', 'size', [], (list) => BigInt(list.length)),
  method('list', 'concat', ['list'], (list, other) => [...list, ...other]),
  method('list', 'removeAll', ['list'], (list, other) => list.filter((item) => !isListElement(item, other))),
  method('list', 'hasAll', ['list'], (list, other) => other.every((item) => isListElement(item, list))),
  method('list', 'hasAny', ['list'], (list, other) => other.some((item) => isListElement(item, list))),
  method('list', 'hasOnly', ['list'], (list, other) => list.every((item) => isListElement(item, other))),
  method('list', 'join', ['string'], join),
  method('list', 'toSet', [], (list) => toSet(list)),
];

function join(list: RulesList, separator: string): RulesValue {
  const parts: string[] = [];
  for (const item of list) {
    const text = convertToString(item);
    if (text instanceof RulesError) return text;
    parts.push(text);
  }
  return parts.join(separator);
}
