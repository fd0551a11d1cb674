import { isUnchanged, toSet } from '../equality.ts';
import { MapDiff, RulesMap, type RulesList, type RulesValue } from '../values.ts';
import { method, type Builtin } from './table.ts';

/** https://firebase.google.com/docs/reference/rules/rules.Map and rules.MapDiff. `keys()` is a list (recorded). */
export const MAP_METHODS: readonly Builtin[] = [
  method('map', 'size', [], (map) => BigInt(map.size)),
  method('map', 'keys', [], (map) => map.keys()),
  method('map', 'values', [], (map) => map.keys().map((key) => map.get(key) ?? null)),
  method(
    'map',
    'get',
    ['string', 'any'],
    (map, key, fallback) => map.get(key) ?? orDefault(map, key, fallback),
  ),
  method('map', 'get', ['list', 'any'], deepGet),
  method('map', 'diff', ['map'], (after, before) => new MapDiff(before, after)),
  method('map_diff', 'addedKeys', [], (diff) => toSet(addedKeys(diff))),
  method('map_diff', 'removedKeys', [], (diff) => toSet(removedKeys(diff))),
  method('map_diff', 'changedKeys', [], (diff) => toSet(commonKeys(diff, false))),
  method('map_diff', 'unchangedKeys', [], (diff) => toSet(commonKeys(diff, true))),
  method('map_diff', 'affectedKeys', [], (diff) =>
    toSet([...addedKeys(diff), ...removedKeys(diff), ...commonKeys(diff, false)]),
  ),
];

/** A key that is present with a null value reads as null, not as the default. */
function orDefault(map: RulesMap, key: string, fallback: RulesValue): RulesValue {
  return map.has(key) ? null : fallback;
}

/** `get(['a', 'b'], default)`: a step that is missing, or not a map, gives the default. */
function deepGet(map: RulesMap, path: RulesList, fallback: RulesValue): RulesValue {
  let value: RulesValue = map;
  for (const key of path) {
    if (!(value instanceof RulesMap) || typeof key !== 'string') return fallback;
    const next = value.get(key);
    if (next === undefined) return fallback;
    value = next;
  }
  return value;
}

function addedKeys({ before, after }: MapDiff): string[] {
  return after.keys().filter((key) => !before.has(key));
}

function removedKeys({ before, after }: MapDiff): string[] {
  return before.keys().filter((key) => !after.has(key));
}

function commonKeys({ before, after }: MapDiff, unchanged: boolean): string[] {
  return after.keys().filter((key) => {
    const old = before.get(key);
    return old !== undefined && isUnchanged(old, after.get(key) ?? null) === unchanged;
  });
}
