import type { Clock } from '../shared/clock.ts';
import { check } from './auth-error.ts';

const MAX_FAILURES = 10;
const WINDOW_MS = 5 * 60_000;

/**
 * Slows the guessing of one account's password. Production does not publish its figures; ten failures within
 * five minutes stop an attacker and not a person. Addresses without an account are counted too, so that the
 * refusal does not tell which exist.
 */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #failuresAtMs = new Map<string, number[]>();
  /** The last attempt in line for each account: side by side, all could pass before the first failure counts. */
  readonly #queue = new Map<string, Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs `verify` after the account's earlier attempts and returns its answer.
   * Refuses with TOO_MANY_ATTEMPTS_TRY_LATER without running it when too many of them failed lately.
   */
  async attempt(account: string, verify: () => Promise<boolean>): Promise<boolean> {
    const before = this.#queue.get(account);
    const run = this.#runAfter(before, account, verify);
    this.#queue.set(account, run);
    try {
      return await run;
    } finally {
      if (this.#queue.get(account) === run) this.#queue.delete(account);
    }
  }

  /** A right password or a reset: the account starts afresh. */
  clear(account: string): void {
    this.#failuresAtMs.delete(account);
  }

  /** Forgets all accounts whose name begins with `prefix`. */
  clearAll(prefix: string): void {
    for (const account of this.#failuresAtMs.keys()) {
      if (account.startsWith(prefix)) this.#failuresAtMs.delete(account);
    }
  }

  async #runAfter(
    before: Promise<unknown> | undefined,
    account: string,
    verify: () => Promise<boolean>,
  ): Promise<boolean> {
    // Only the order matters here; whoever started the earlier attempt handles its refusal.
    await before?.then(
      () => undefined,
      () => undefined,
    );
    this.#forgetOld();
    const failures = this.#failuresAtMs.get(account) ?? [];
    check(
      failures.length < MAX_FAILURES,
      'TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled due to many failed login attempts. You can immediately restore it by resetting your password or you can try again later.',
    );
    const isRight = await verify();
    if (isRight) this.clear(account);
    else this.#failuresAtMs.set(account, [...failures, this.#clock.now()]);
    return isRight;
  }

  #forgetOld(): void {
    const nowMs = this.#clock.now();
    for (const [account, failures] of this.#failuresAtMs) {
      const recent = failures.filter((atMs) => nowMs - atMs < WINDOW_MS);
      if (recent.length === 0) this.#failuresAtMs.delete(account);
      else this.#failuresAtMs.set(account, recent);
    }
  }
}
