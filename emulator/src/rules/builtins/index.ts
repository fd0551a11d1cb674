import type { TypeName } from '../type-names.ts';
import { BYTES_METHODS, HASHING } from './bytes.ts';
import { CONSTRAINT_METHODS } from './constraint.ts';
import { CONVERSIONS } from './conversions.ts';
import { LATLNG } from './latlng.ts';
import { LIST_METHODS } from './list.ts';
import { MAP_METHODS } from './map.ts';
import { MATH } from './math.ts';
import { PATH_METHODS } from './path.ts';
import { SET_METHODS } from './set.ts';
import { STRING_METHODS } from './string.ts';
import { fn, type Builtin } from './table.ts';
import { DURATION_METHODS, TIME_FUNCTIONS, TIMESTAMP_METHODS } from './time.ts';

/** `debug` answers its argument; the official emulator also writes it to its log file. */
const DEBUG: readonly Builtin[] = [fn('debug', ['any'], (value) => value)];

const ROWS: readonly Builtin[] = [
  ...STRING_METHODS,
  ...LIST_METHODS,
  ...MAP_METHODS,
  ...SET_METHODS,
  ...PATH_METHODS,
  ...BYTES_METHODS,
  ...TIMESTAMP_METHODS,
  ...DURATION_METHODS,
  ...CONSTRAINT_METHODS,
  ...LATLNG,
  ...MATH,
  ...HASHING,
  ...TIME_FUNCTIONS,
  ...CONVERSIONS,
  ...DEBUG,
];

const FUNCTIONS = new Map<string, Builtin[]>();
const METHODS = new Map<TypeName, Map<string, Builtin[]>>();

for (const row of ROWS) {
  if (row.receiver === null) append(FUNCTIONS, row);
  else {
    const methods = METHODS.get(row.receiver) ?? new Map<string, Builtin[]>();
    METHODS.set(row.receiver, methods);
    append(methods, row);
  }
}

function append(table: Map<string, Builtin[]>, row: Builtin): void {
  table.set(row.name, [...(table.get(row.name) ?? []), row]);
}

/** Names before the dot of namespaced functions. */
export const NAMESPACES: ReadonlySet<string> = new Set([
  'math',
  'timestamp',
  'duration',
  'latlng',
  'hashing',
]);

/** Overloads of a function by its full name (`math.abs`, `int`). */
export function functionNamed(name: string): readonly Builtin[] | undefined {
  return FUNCTIONS.get(name);
}

/** Overloads of a method of a type. */
export function methodNamed(type: TypeName, name: string): readonly Builtin[] | undefined {
  return METHODS.get(type)?.get(name);
}
