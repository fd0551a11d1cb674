import type { Clock } from '../shared/clock.ts';

/** A clock that a test moves gives no sign of it; this is how late an alarm may notice. */
const LONGEST_SLEEP_MS = 500;

/** Calls back once the clock reaches a time that can be moved at will. */
export class Alarm {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Replaces what was set before. @param atMs milliseconds since the epoch on the clock; null for never */
  set(atMs: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (atMs === null) return;
    const waitMs = Math.min(Math.max(atMs - this.#clock.now(), 0), LONGEST_SLEEP_MS);
    this.#timer = setTimeout(() => {
      if (this.#clock.now() >= atMs) this.#onDue();
      else this.set(atMs);
    }, waitMs);
  }
}
