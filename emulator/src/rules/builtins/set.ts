import { isSetElement, toSet } from '../equality.ts';
import { RulesSet, type RulesList } from '../values.ts';
import { method, type Builtin } from './table.ts';

type Items = (own: RulesList, other: RulesList) => boolean;

const hasAll: Items = (own, other) => other.every((item) => isSetElement(item, own));
const hasAny: Items = (own, other) => other.some((item) => isSetElement(item, own));
const hasOnly: Items = (own, other) => own.every((item) => isSetElement(item, other));

/** https://firebase.google.com/docs/reference/rules/rules.Set; the tests take lists, the algebra only sets (recorded). */
export const SET_METHODS: readonly Builtin[] = [
  method('set', 'size', [], (set) => BigInt(set.items.length)),
  ...Object.entries({ hasAll, hasAny, hasOnly }).flatMap(([name, test]) => [
    method('set', name, ['set'], (set, other) => test(set.items, other.items)),
    method('set', name, ['list'], (set, other) => test(set.items, other)),
  ]),
  method('set', 'union', ['set'], (set, other) => toSet([...set.items, ...other.items])),
  method('set', 'intersection', ['set'], (set, other) => keep(set, other, true)),
  method('set', 'difference', ['set'], (set, other) => keep(set, other, false)),
];

function keep(set: RulesSet, other: RulesSet, common: boolean): RulesSet {
  return new RulesSet(set.items.filter((item) => isSetElement(item, other.items) === common));
}
