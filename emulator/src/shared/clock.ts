/** Source of wall time for every emulated service, so that a test can drive it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs with the system's but can be moved: what the schedule and expiry tests drive. */
export class AdjustableClock implements Clock {
  #offsetMs = 0;
  #frozenAtMs: number | null = null;

  now(): number {
    return this.#frozenAtMs ?? Date.now() + this.#offsetMs;
  }

  /** Moves the clock forward (or back, if negative) by `ms`. */
  advance(ms: number): void {
    if (this.#frozenAtMs === null) this.#offsetMs += ms;
    else this.#frozenAtMs += ms;
  }

  /** Stops the clock at `atMs` until `resume`. */
  freeze(atMs: number): void {
    this.#frozenAtMs = atMs;
  }

  resume(): void {
    this.#frozenAtMs = null;
    this.#offsetMs = 0;
  }
}
