import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { StatusError } from '../../shared/status.ts';
import { contentionError, LockTable, type LockOwner } from './locks.ts';
import type { TransactionId, TransactionOptions } from './types.ts';

/** Source of both: https://firebase.google.com/docs/firestore/quotas#writes_and_transactions */
export const TRANSACTION_IDLE_LIMIT_MS = 60_000;
export const TRANSACTION_TOTAL_LIMIT_MS = 270_000;

/** How often waits and idle transactions are looked at; what has expired is decided by the clock alone. */
const SWEEP_INTERVAL_MS = 250;
/** Ended transactions that are remembered: for the age of their retries and for the error of late calls. */
const ENDED_LIMIT = 10_000;
/** The official SDKs retry a transaction on this INVALID_ARGUMENT, which they tell by its words. */
const EXPIRED_TEXT = 'The referenced transaction has expired or is no longer valid.';

export interface Transaction extends LockOwner {
  readonly id: TransactionId;
  readonly readOnly: boolean;
  readonly session: string | undefined;
  /** The database's version at the beginning: what a read-only transaction reads. */
  readonly version: number;
  readonly beganAtMs: number;
  usedAtMs: number;
  /** One per query it read: whether that query would still see the same. All must hold at its commit. */
  readonly guards: (() => boolean)[];
}

/**
 * The open transactions of a database and the locks they hold.
 *
 * begin -> open -> ended by commit, rollback, a lost deadlock, a wait of 20 s, 60 s without a call, 270 s in all,
 * or the end of its session. Ending frees its locks at once.
 */
export class Transactions {
  readonly #clock: Clock;
  readonly #open = new Map<TransactionId, Transaction>();
  readonly #ended = new Map<TransactionId, { age: number; error: StatusError }>();
  readonly #locks: LockTable;
  #nextAge = 0;
  #sweeper: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#locks = new LockTable((owner, error) => {
      if (isTransaction(owner)) this.#forget(owner, error);
    });
  }

  begin(options: TransactionOptions, version: number): TransactionId {
    this.#sweep();
    const nowMs = this.#clock.now();
    const age = options.retryOf === undefined ? undefined : this.#ageOf(options.retryOf);
    const id = randomBytes(12).toString('base64url');
    this.#open.set(id, {
      id,
      age: age ?? this.#nextAge++,
      breakable: true,
      readOnly: options.readOnly,
      session: options.session,
      version,
      beganAtMs: nowMs,
      usedAtMs: nowMs,
      guards: [],
    });
    this.#keepSweeping();
    return id;
  }

  /**
   * The open transaction `id`, marked as used now.
   * Throws StatusError ABORTED if it lost a deadlock or waited too long, INVALID_ARGUMENT if it is over or unknown.
   */
  use(id: TransactionId): Transaction {
    this.#sweep();
    const transaction = this.#open.get(id);
    if (!transaction) throw this.#endedError(id);
    transaction.usedAtMs = this.#clock.now();
    return transaction;
  }

  /** Whether an ordinary commit may write `paths` right now. */
  isFree(paths: readonly string[]): boolean {
    if (this.#locks.isEmpty || this.#locks.isFree(paths)) return true;
    this.#sweep();
    return this.#locks.isFree(paths);
  }

  /**
   * Locks all `keys` for `owner`. A transaction keeps them until it ends, others until `release`.
   * Throws what `use` throws if the transaction has ended.
   * @returns undefined if all were granted at once, else a promise, which rejects with ABORTED as `LockTable` does.
   */
  lock(owner: LockOwner, keys: Iterable<string>): Promise<void> | undefined {
    this.#assertOpen(owner);
    const sorted = [...new Set(keys)].sort();
    for (const [index, key] of sorted.entries()) {
      const granted = this.#acquire(owner, key);
      if (granted) return this.#lockRest(owner, granted, sorted.slice(index + 1));
    }
    return undefined;
  }

  /** Owner of the locks of one commit outside any transaction; to be given to `release`. */
  commitOwner(): LockOwner {
    return { age: this.#nextAge++, breakable: false };
  }

  release(owner: LockOwner): void {
    this.#locks.release(owner);
  }

  /** Ends a transaction that committed or failed to; later calls with it are refused. */
  end(transaction: Transaction): void {
    this.#end(transaction, expiredError());
  }

  /** Ends `id`; one that is over already is left alone. */
  rollback(id: TransactionId): void {
    const transaction = this.#open.get(id);
    if (transaction) this.end(transaction);
  }

  releaseSession(session: string): void {
    for (const transaction of this.#open.values()) {
      if (transaction.session === session) this.end(transaction);
    }
  }

  /** Ends every transaction with ABORTED: their data was cleared away under them. */
  abortAll(): void {
    for (const transaction of this.#open.values()) this.#end(transaction, contentionError());
  }

  close(): void {
    for (const transaction of this.#open.values()) this.end(transaction);
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #acquire(owner: LockOwner, key: string): Promise<void> | undefined {
    const granted = this.#locks.acquire(owner, key, this.#clock.now());
    if (granted) this.#keepSweeping();
    return granted;
  }

  async #lockRest(owner: LockOwner, granted: Promise<void>, keys: string[]): Promise<void> {
    await granted;
    this.#assertOpen(owner);
    for (const key of keys) {
      await this.#acquire(owner, key);
      this.#assertOpen(owner);
    }
  }

  /** A transaction can end between the grant of a lock and the step that awaited it: it must not lock on then. */
  #assertOpen(owner: LockOwner): void {
    if (!isTransaction(owner)) return;
    if (!this.#open.has(owner.id)) throw this.#endedError(owner.id);
    owner.usedAtMs = this.#clock.now();
  }

  #end(transaction: Transaction, error: StatusError): void {
    this.#forget(transaction, error);
    this.#locks.release(transaction, error);
  }

  #forget(transaction: Transaction, error: StatusError): void {
    this.#open.delete(transaction.id);
    this.#ended.set(transaction.id, { age: transaction.age, error });
    for (const id of this.#ended.keys()) {
      if (this.#ended.size <= ENDED_LIMIT) break;
      this.#ended.delete(id);
    }
  }

  #ageOf(id: TransactionId): number | undefined {
    return (this.#open.get(id) ?? this.#ended.get(id))?.age;
  }

  #endedError(id: TransactionId): StatusError {
    const known = this.#ended.get(id)?.error;
    return known ? new StatusError(known.status, known.message) : expiredError();
  }

  #sweep(): void {
    const nowMs = this.#clock.now();
    for (const transaction of this.#open.values()) {
      const isIdle = nowMs - transaction.usedAtMs >= TRANSACTION_IDLE_LIMIT_MS;
      const isOld = nowMs - transaction.beganAtMs >= TRANSACTION_TOTAL_LIMIT_MS;
      if (isIdle || isOld) this.end(transaction);
    }
    this.#locks.expireWaits(nowMs);
  }

  #keepSweeping(): void {
    if (this.#sweeper) return;
    this.#sweeper = setInterval(() => {
      this.#sweep();
      if (this.#open.size > 0 || this.#locks.hasWaiters) return;
      clearInterval(this.#sweeper);
      this.#sweeper = undefined;
    }, SWEEP_INTERVAL_MS);
    this.#sweeper.unref();
  }
}

function isTransaction(owner: LockOwner): owner is Transaction {
  return 'guards' in owner;
}

function expiredError(): StatusError {
  return new StatusError('INVALID_ARGUMENT', EXPIRED_TEXT);
}
