import { Constraint } from './constraint.ts';
import {
  MapDiff,
  RulesBytes,
  RulesDuration,
  RulesError,
  RulesLatLng,
  RulesMap,
  RulesPath,
  RulesSet,
  RulesTimestamp,
  type RulesList,
  type RulesValue,
} from './values.ts';

/** The JavaScript form of each type of the language; `number` and `any` only describe parameters. */
export interface TypeForms {
  null: null;
  bool: boolean;
  int: bigint;
  float: number;
  string: string;
  bytes: RulesBytes;
  list: RulesList;
  set: RulesSet;
  map: RulesMap;
  map_diff: MapDiff;
  path: RulesPath;
  timestamp: RulesTimestamp;
  duration: RulesDuration;
  latlng: RulesLatLng;
  constraint: Constraint;
  number: bigint | number;
  any: RulesValue;
}

export type TypeName = Exclude<keyof TypeForms, 'number' | 'any'>;

/** The name of a value's type, as error texts and `is` spell it. */
export function typeNameOf(value: RulesValue): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    default:
      return value === null ? 'null' : objectTypeName(value);
  }
}

function objectTypeName(value: Exclude<RulesValue, null | string | boolean | bigint | number>): TypeName {
  if (value instanceof RulesMap) return 'map';
  if (Array.isArray(value)) return 'list';
  if (value instanceof RulesSet) return 'set';
  if (value instanceof RulesPath) return 'path';
  if (value instanceof RulesTimestamp) return 'timestamp';
  if (value instanceof RulesDuration) return 'duration';
  if (value instanceof RulesBytes) return 'bytes';
  if (value instanceof RulesLatLng) return 'latlng';
  if (value instanceof MapDiff) return 'map_diff';
  if (value instanceof Constraint) return 'constraint';
  if (value instanceof RulesError)
    throw new TypeError('An error has no type: it propagates before anyone asks.');
  return 'list';
}

/** `value is type`: `number` covers int and float. */
export function isOfType(value: RulesValue, type: string): boolean {
  const name = typeNameOf(value);
  return type === name || (type === 'number' && (name === 'int' || name === 'float'));
}
