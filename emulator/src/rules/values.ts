import type { Constraint } from './constraint.ts';
import type { Position } from './lexer.ts';

/**
 * A value of the rules language. Ints are `bigint` (64 bits, wrapping), floats are `number`; an evaluation
 * error is a value too, so that `||` and `&&` can absorb it.
 */
export type RulesValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | RulesList
  | RulesBytes
  | RulesMap
  | RulesSet
  | MapDiff
  | RulesPath
  | RulesTimestamp
  | RulesDuration
  | RulesLatLng
  | Constraint
  | RulesError;

export type RulesList = readonly RulesValue[];

/** Why an expression has no value. `fatal` errors (exhausted limits) end the request and are never absorbed. */
export class RulesError {
  readonly message: string;
  readonly at: Position | null;
  readonly fatal: boolean;

  constructor(message: string, at: Position | null = null, fatal = false) {
    this.message = message;
    this.at = at;
    this.fatal = fatal;
  }

  /** The same error at `at`, unless an inner expression has placed it already. */
  placed(at: Position): RulesError {
    return this.at ? this : new RulesError(this.message, at, this.fatal);
  }
}

/** Gives an error that has no place yet the place `at`. */
export function placed(value: RulesValue, at: Position): RulesValue {
  return value instanceof RulesError ? value.placed(at) : value;
}

export const NULL_VALUE_ERROR = new RulesError('Null value error.');

export class RulesBytes {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** A map whose values are converted when first read: a rule touches three fields of forty. */
export class RulesMap {
  readonly #read: (key: string) => RulesValue | undefined;
  readonly #listKeys: () => string[];
  readonly #values = new Map<string, RulesValue | undefined>();
  #keys: readonly string[] | null = null;

  /** `read` answers undefined for a key the map does not own; both functions are called at most once per key. */
  constructor(listKeys: () => string[], read: (key: string) => RulesValue | undefined) {
    this.#listKeys = listKeys;
    this.#read = read;
  }

  static of(entries: ReadonlyMap<string, RulesValue>): RulesMap {
    return new RulesMap(
      () => [...entries.keys()],
      (key) => entries.get(key),
    );
  }

  get(key: string): RulesValue | undefined {
    const known = this.#values.get(key);
    if (known !== undefined || this.#values.has(key)) return known;
    const value = this.#read(key);
    this.#values.set(key, value);
    return value;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Sorted. */
  keys(): readonly string[] {
    this.#keys ??= this.#listKeys().sort();
    return this.#keys;
  }

  get size(): number {
    return this.keys().length;
  }
}

/** Distinct elements in order of first appearance; built by `toSet` in equality.ts. */
export class RulesSet {
  readonly items: RulesList;

  constructor(items: RulesList) {
    this.items = items;
  }
}

/** `after.diff(before)`. */
export class MapDiff {
  readonly before: RulesMap;
  readonly after: RulesMap;

  constructor(before: RulesMap, after: RulesMap) {
    this.before = before;
    this.after = after;
  }
}

export class RulesPath {
  readonly segments: readonly string[];
  /** Names that `bind` has filled in. */
  readonly bindings: ReadonlyMap<string, string>;

  constructor(segments: readonly string[], bindings: ReadonlyMap<string, string> = new Map()) {
    this.segments = segments;
    this.bindings = bindings;
  }

  toString(): string {
    return `/${this.segments.join('/')}`;
  }
}

export class RulesTimestamp {
  /** Nanoseconds since the Unix epoch. */
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export class RulesDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export class RulesLatLng {
  readonly latitude: number;
  readonly longitude: number;

  constructor(latitude: number, longitude: number) {
    this.latitude = latitude;
    this.longitude = longitude;
  }
}
