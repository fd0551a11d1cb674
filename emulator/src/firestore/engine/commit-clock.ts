import type { Clock } from '../../shared/clock.ts';
import { fromMicros, toMicros } from './timestamps.ts';
import type { Timestamp } from './types.ts';

export interface CommitTime {
  timestamp: Timestamp;
  /** Since 1970; exact in a number until the year 2255. */
  micros: number;
}

/**
 * Gives each commit its time: the clock's, in microseconds, but always later than the one before, even when the
 * clock stands still or jumps back. Clients drop snapshots that are older than one they have seen.
 */
export class CommitClock {
  readonly #clock: Clock;
  #last: CommitTime;

  /** `last` is the time of the newest commit there is; without one, time starts at the clock's now. */
  constructor(clock: Clock, last?: Timestamp) {
    this.#clock = clock;
    const micros = last === undefined ? Math.floor(clock.now() * 1000) : Number(toMicros(last));
    this.#last = { micros, timestamp: last ?? fromMicros(BigInt(micros)) };
  }

  /** Time of the newest commit. */
  get last(): Timestamp {
    return this.#last.timestamp;
  }

  /** The time of the next commit if it happened now; `advance` makes it the newest. */
  next(): CommitTime {
    const micros = Math.max(Math.floor(this.#clock.now() * 1000), this.#last.micros + 1);
    const milliseconds = new Date(Math.floor(micros / 1000)).toISOString();
    const fraction = String(micros % 1000).padStart(3, '0');
    return { micros, timestamp: `${milliseconds.slice(0, 23)}${fraction}Z` };
  }

  advance(time: CommitTime): void {
    this.#last = time;
  }
}
