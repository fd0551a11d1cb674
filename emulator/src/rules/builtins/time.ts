import { RulesDuration, RulesError, RulesTimestamp, type RulesValue } from '../values.ts';
import { fn, method, type Builtin } from './table.ts';

const NANOS_PER_MILLI = 1_000_000n;
const NANOS_PER_SECOND = 1_000_000_000n;
const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND;

const NANOS_PER_UNIT: Readonly<Record<string, bigint>> = {
  w: 7n * NANOS_PER_DAY,
  d: NANOS_PER_DAY,
  h: 3_600n * NANOS_PER_SECOND,
  m: 60n * NANOS_PER_SECOND,
  s: NANOS_PER_SECOND,
  ms: NANOS_PER_MILLI,
  ns: 1n,
};

/** Timestamp.toMillis and JavaScript's Date agree on this range: 0001-01-01 to 9999-12-31. */
const MIN_MILLIS = -62_135_596_800_000n;
const MAX_MILLIS = 253_402_300_799_999n;

/** https://firebase.google.com/docs/reference/rules/rules.Timestamp; all in UTC. */
export const TIMESTAMP_METHODS: readonly Builtin[] = [
  method('timestamp', 'year', [], (time) => BigInt(dateOf(time).getUTCFullYear())),
  method('timestamp', 'month', [], (time) => BigInt(dateOf(time).getUTCMonth() + 1)),
  method('timestamp', 'day', [], (time) => BigInt(dateOf(time).getUTCDate())),
  method('timestamp', 'hours', [], (time) => BigInt(dateOf(time).getUTCHours())),
  method('timestamp', 'minutes', [], (time) => BigInt(dateOf(time).getUTCMinutes())),
  method('timestamp', 'seconds', [], (time) => BigInt(dateOf(time).getUTCSeconds())),
  method('timestamp', 'nanos', [], ({ nanos }) => floorModulo(nanos, NANOS_PER_SECOND)),
  // Monday is 1, Sunday is 7.
  method('timestamp', 'dayOfWeek', [], (time) => BigInt(((dateOf(time).getUTCDay() + 6) % 7) + 1)),
  method('timestamp', 'dayOfYear', [], dayOfYear),
  method('timestamp', 'toMillis', [], ({ nanos }) => floorDivide(nanos, NANOS_PER_MILLI)),
  method(
    'timestamp',
    'date',
    [],
    ({ nanos }) => new RulesTimestamp(nanos - floorModulo(nanos, NANOS_PER_DAY)),
  ),
  method('timestamp', 'time', [], ({ nanos }) => new RulesDuration(floorModulo(nanos, NANOS_PER_DAY))),
];

/** https://firebase.google.com/docs/reference/rules/rules.Duration. */
export const DURATION_METHODS: readonly Builtin[] = [
  method('duration', 'seconds', [], ({ nanos }) => nanos / NANOS_PER_SECOND),
  method('duration', 'nanos', [], ({ nanos }) => nanos % NANOS_PER_SECOND),
];

export const TIME_FUNCTIONS: readonly Builtin[] = [
  fn('timestamp.value', ['int'], (millis) => timestampOfMillis(millis)),
  fn('timestamp.date', ['int', 'int', 'int'], date),
  fn('duration.value', ['int', 'string'], durationOf),
  fn('duration.time', ['int', 'int', 'int', 'int'], (hours, minutes, seconds, nanos) => {
    return new RulesDuration((hours * 3_600n + minutes * 60n + seconds) * NANOS_PER_SECOND + nanos);
  }),
  fn('duration.abs', ['duration'], ({ nanos }) => new RulesDuration(nanos < 0n ? -nanos : nanos)),
];

function durationOf(magnitude: bigint, unit: string): RulesValue {
  const nanos = Object.hasOwn(NANOS_PER_UNIT, unit) ? NANOS_PER_UNIT[unit] : undefined;
  if (nanos === undefined) return new RulesError(`Invalid duration unit: ${unit}.`);
  return new RulesDuration(magnitude * nanos);
}

function date(year: bigint, month: bigint, day: bigint): RulesValue {
  // Years below 100 would be read as 19xx by Date.UTC, so the year is set apart.
  const instant = new Date(0);
  instant.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal =
    instant.getUTCFullYear() === Number(year) &&
    instant.getUTCMonth() + 1 === Number(month) &&
    instant.getUTCDate() === Number(day);
  if (!isReal) return new RulesError(`Invalid date: ${year}-${month}-${day}.`);
  return timestampOfMillis(BigInt(instant.getTime()));
}

/** A timestamp, or an error outside the years 1 to 9999. */
function timestampOfMillis(millis: bigint): RulesValue {
  return millis < MIN_MILLIS || millis > MAX_MILLIS
    ? new RulesError(`Timestamp out of range: ${millis}.`)
    : new RulesTimestamp(millis * NANOS_PER_MILLI);
}

/** `timestamp + duration`, or an error outside the years 1 to 9999. */
export function addNanos({ nanos }: RulesTimestamp, more: bigint): RulesValue {
  const sum = nanos + more;
  const checked = timestampOfMillis(floorDivide(sum, NANOS_PER_MILLI));
  return checked instanceof RulesError ? checked : new RulesTimestamp(sum);
}

function dateOf({ nanos }: RulesTimestamp): Date {
  return new Date(Number(floorDivide(nanos, NANOS_PER_MILLI)));
}

function dayOfYear(time: RulesTimestamp): bigint {
  const day = dateOf(time);
  const newYear = new Date(day);
  newYear.setUTCMonth(0, 1);
  return BigInt(Math.round((day.getTime() - newYear.getTime()) / 86_400_000) + 1);
}

function floorModulo(value: bigint, modulus: bigint): bigint {
  const remainder = value % modulus;
  return remainder < 0n ? remainder + modulus : remainder;
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  return (value - floorModulo(value, divisor)) / divisor;
}
