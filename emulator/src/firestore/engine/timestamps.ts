import { StatusError } from '../../shared/status.ts';
import type { Timestamp } from './types.ts';

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, the range of google.protobuf.Timestamp. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;

/** Seconds since the Unix epoch (rounded down) and nanoseconds within that second. */
interface SecondsAndNanos {
  seconds: number;
  nanos: number;
}

/**
 * Normalises RFC 3339 (0 to 9 fraction digits, any offset) or seconds and nanoseconds to the engine's form. Digits
 * below a microsecond are dropped, as Firestore stores microseconds.
 * Throws StatusError INVALID_ARGUMENT for what is no time or lies outside the years 1 to 9999.
 */
export function normaliseTimestamp(time: string | SecondsAndNanos): Timestamp {
  const { seconds, nanos } = typeof time === 'string' ? parseRfc3339(time) : time;
  if (!Number.isInteger(seconds) || seconds < MIN_SECONDS || seconds > MAX_SECONDS) throw invalid(time);
  if (!Number.isInteger(nanos) || nanos < 0 || nanos > 999_999_999) throw invalid(time);
  const micros = Math.floor(nanos / 1000);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

/** Splits a normalised timestamp; `nanos` is a whole number of microseconds. */
export function toSecondsAndNanos(timestamp: Timestamp): SecondsAndNanos {
  return {
    seconds: Date.parse(`${timestamp.slice(0, 19)}Z`) / 1000,
    nanos: Number(timestamp.slice(20, 26)) * 1000,
  };
}

/** Microseconds since the Unix epoch; exact over the whole range. */
export function toMicros(timestamp: Timestamp): bigint {
  const { seconds, nanos } = toSecondsAndNanos(timestamp);
  return BigInt(seconds) * 1_000_000n + BigInt(nanos / 1000);
}

/** The inverse of `toMicros`. */
export function fromMicros(micros: bigint): Timestamp {
  const remainder = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return normaliseTimestamp({
    seconds: Number((micros - remainder) / 1_000_000n),
    nanos: Number(remainder) * 1000,
  });
}

function parseRfc3339(text: string): SecondsAndNanos {
  const match = RFC3339.exec(text);
  if (!match) throw invalid(text);
  const local = text.slice(0, 19).toUpperCase();
  const milliseconds = Date.parse(`${local}${(match[8] ?? 'Z').toUpperCase()}`);
  // Date.parse lets February 30 roll over into March.
  const isRealDate = !Number.isNaN(milliseconds) && new Date(`${local}Z`).toISOString().startsWith(local);
  if (!isRealDate) throw invalid(text);
  return { seconds: milliseconds / 1000, nanos: Number((match[7] ?? '').padEnd(9, '0')) };
}

function invalid(time: string | SecondsAndNanos): StatusError {
  const shown = typeof time === 'string' ? time : `${time.seconds}s ${time.nanos}ns`;
  return new StatusError('INVALID_ARGUMENT', `Invalid timestamp: ${shown}`);
}
