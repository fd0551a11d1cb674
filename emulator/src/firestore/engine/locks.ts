import { StatusError } from '../../shared/status.ts';

/** Who may hold a lock: a transaction, or a commit outside any transaction. */
export interface LockOwner {
  /** Rises with each new transaction; a retry keeps the figure of the one it retries. Lower is older. */
  readonly age: number;
  /** False for commits outside a transaction: their callers do not retry, so a deadlock never ends them. */
  readonly breakable: boolean;
}

interface Waiter {
  owner: LockOwner;
  key: string;
  sinceMs: number;
  granted: Promise<void>;
  grant: () => void;
  refuse: (error: StatusError) => void;
}

interface Lock {
  holder: LockOwner;
  /** First come, first served. */
  queue: Waiter[];
}

/** How long a lock is waited for. Firestore answers contention after about 20 s. */
export const LOCK_WAIT_LIMIT_MS = 20_000;

/** The texts of the production backend, which people search for. */
const CONTENTION_TEXT =
  'Aborted due to cross-transaction contention. This occurs when multiple transactions attempt to access the ' +
  'same data, requiring Firestore to abort at least one in order to enforce serializability.';
const LOCK_TIMEOUT_TEXT = 'Transaction lock timeout.';

/** The error of a transaction that lost against another one; the official SDKs retry it. */
export function contentionError(): StatusError {
  return new StatusError('ABORTED', CONTENTION_TEXT);
}

/**
 * Exclusive locks by key (document paths, and one key per query read in a transaction), granted in the order of
 * asking. Being exclusive from the first read on, they queue the transactions of a hot document one behind the
 * other, where shared locks would make all but one of them fail on the upgrade.
 *
 * A wait that would close a circle of owners waiting for each other ends the youngest breakable owner of the circle.
 * Owners that take several locks at once must ask in sorted order: then every circle holds a transaction.
 */
export class LockTable {
  /** Owners that were looked at in search of circles so far. */
  examined = 0;
  readonly #locks = new Map<string, Lock>();
  readonly #held = new Map<LockOwner, Set<string>>();
  readonly #waits = new Map<LockOwner, Map<string, Waiter>>();
  readonly #onBroken: (owner: LockOwner, error: StatusError) => void;

  /** `onBroken` is told of each owner that lost all it held, before its waits are refused. */
  constructor(onBroken: (owner: LockOwner, error: StatusError) => void) {
    this.#onBroken = onBroken;
  }

  /** True while nothing is locked: what lets an ordinary commit skip the table. */
  get isEmpty(): boolean {
    return this.#locks.size === 0;
  }

  get hasWaiters(): boolean {
    return this.#waits.size > 0;
  }

  /** Whether none of `keys` is locked. */
  isFree(keys: readonly string[]): boolean {
    return !keys.some((key) => this.#locks.has(key));
  }

  /**
   * Takes the lock of `key`, or waits for it. Asking again for a held lock is free.
   * @returns undefined if it was granted at once, else a promise that rejects with ABORTED when the owner loses a
   * deadlock, waits too long or is released meanwhile.
   */
  acquire(owner: LockOwner, key: string, nowMs: number): Promise<void> | undefined {
    const lock = this.#locks.get(key);
    if (!lock) {
      this.#locks.set(key, { holder: owner, queue: [] });
      this.#hold(owner, key);
      return undefined;
    }
    if (lock.holder === owner) return undefined;
    const asked = this.#waits.get(owner)?.get(key);
    if (asked) return asked.granted;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { owner, key, sinceMs: nowMs, granted: promise, grant: resolve, refuse: reject };
    lock.queue.push(waiter);
    const waits = this.#waits.get(owner);
    if (waits) waits.set(key, waiter);
    else this.#waits.set(owner, new Map([[key, waiter]]));
    this.#breakCircles(owner);
    return promise;
  }

  /** Frees all that `owner` holds and withdraws what it waits for, refusing those waits with `error`. */
  release(owner: LockOwner, error: StatusError = contentionError()): void {
    const waits = this.#waits.get(owner);
    this.#waits.delete(owner);
    for (const waiter of waits?.values() ?? []) {
      const queue = this.#locks.get(waiter.key)?.queue;
      queue?.splice(queue.indexOf(waiter), 1);
      waiter.refuse(error);
    }
    const held = this.#held.get(owner);
    this.#held.delete(owner);
    for (const key of held ?? []) this.#passOn(key);
  }

  /** Ends every owner that has waited longer than LOCK_WAIT_LIMIT_MS. */
  expireWaits(nowMs: number): void {
    for (const [owner, waits] of this.#waits) {
      for (const waiter of waits.values()) {
        if (nowMs - waiter.sinceMs < LOCK_WAIT_LIMIT_MS) continue;
        this.#break(owner, new StatusError('ABORTED', LOCK_TIMEOUT_TEXT));
        break;
      }
    }
  }

  #hold(owner: LockOwner, key: string): void {
    const held = this.#held.get(owner);
    if (held) held.add(key);
    else this.#held.set(owner, new Set([key]));
  }

  #passOn(key: string): void {
    const lock = this.#locks.get(key);
    if (!lock) return;
    const next = lock.queue.shift();
    if (!next) {
      this.#locks.delete(key);
      return;
    }
    const waits = this.#waits.get(next.owner);
    waits?.delete(key);
    if (waits?.size === 0) this.#waits.delete(next.owner);
    lock.holder = next.owner;
    this.#hold(next.owner, key);
    next.grant();
  }

  #break(owner: LockOwner, error: StatusError): void {
    this.#onBroken(owner, error);
    this.release(owner, error);
  }

  #breakCircles(start: LockOwner): void {
    while (this.#waits.has(start)) {
      const victim = this.#findCircle(start)
        .filter((owner) => owner.breakable)
        .sort((a, b) => b.age - a.age)
        .at(0);
      if (!victim) return;
      this.#break(victim, contentionError());
    }
  }

  /** The shortest circle of the waits-for graph through `start`, or an empty list. */
  #findCircle(start: LockOwner): LockOwner[] {
    // Nobody can wait for an owner that holds nothing and stands at the end of a single queue: the usual case.
    if (!this.#held.has(start) && this.#waits.get(start)?.size === 1) return [];
    const reachedFrom = new Map<LockOwner, LockOwner>();
    const open = [start];
    for (let owner = open.shift(); owner; owner = open.shift()) {
      this.examined++;
      for (const blocker of this.#blockersOf(owner)) {
        if (blocker === start) return trailTo(owner, reachedFrom);
        if (reachedFrom.has(blocker)) continue;
        reachedFrom.set(blocker, owner);
        open.push(blocker);
      }
    }
    return [];
  }

  /** For each wait the one just ahead: all others ahead are reached through it. */
  *#blockersOf(owner: LockOwner): Iterable<LockOwner> {
    for (const waiter of this.#waits.get(owner)?.values() ?? []) {
      const lock = this.#locks.get(waiter.key);
      if (!lock) continue;
      const ahead = lock.queue[lock.queue.indexOf(waiter) - 1];
      yield ahead ? ahead.owner : lock.holder;
    }
  }
}

function trailTo(last: LockOwner, reachedFrom: Map<LockOwner, LockOwner>): LockOwner[] {
  const trail: LockOwner[] = [];
  for (let owner: LockOwner | undefined = last; owner; owner = reachedFrom.get(owner)) trail.push(owner);
  return trail;
}
