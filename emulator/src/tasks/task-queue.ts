import type { RateLimits } from '../functions/protocol.ts';
import type { Clock } from '../shared/clock.ts';
import { Alarm } from './alarm.ts';
import { backoffMs, mayRetry, type RetryPolicy } from './backoff.ts';
import type { Task, TaskStore } from './task-store.ts';

/** The answer of a task's target; null where there was none (connection broken, deadline passed). */
export type DispatchResult = { status: number } | null;

/** Source: firebase-tools, `src/gcp/cloudtasks.ts`. */
const DEFAULT_CONCURRENT_DISPATCHES = 1000;
const DEFAULT_DISPATCHES_PER_SECOND = 500;

/** Dispatches the tasks of one queue when they are due, within the queue's rate, and tries failed ones again. */
export class TaskQueue {
  readonly name: string;
  readonly #store: TaskStore;
  readonly #clock: Clock;
  readonly #policy: RetryPolicy;
  readonly #maxConcurrent: number;
  readonly #maxPerSecond: number;
  readonly #dispatch: (task: Task) => Promise<DispatchResult>;
  readonly #log: (line: string) => void;
  readonly #alarm: Alarm;
  readonly #inFlight = new Map<string, Promise<void>>();
  /** Dispatches that may start now; refilled with real time, because it protects the machine. */
  #tokens: number;
  #tokensAtMs = performance.now();
  #tokenTimer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: {
    name: string;
    store: TaskStore;
    clock: Clock;
    policy: RetryPolicy;
    rateLimits: RateLimits;
    dispatch: (task: Task) => Promise<DispatchResult>;
    log: (line: string) => void;
  }) {
    this.name = options.name;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#policy = options.policy;
    this.#maxConcurrent = options.rateLimits.maxConcurrentDispatches ?? DEFAULT_CONCURRENT_DISPATCHES;
    this.#maxPerSecond = options.rateLimits.maxDispatchesPerSecond ?? DEFAULT_DISPATCHES_PER_SECOND;
    this.#dispatch = options.dispatch;
    this.#log = options.log;
    this.#alarm = new Alarm(options.clock, () => this.startDue());
    this.#tokens = this.#burst;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Starts every due task that the limits allow and plans for the others. */
  startDue(): void {
    if (this.#isStopped) return;
    this.#refill();
    const nowMs = this.#clock.now();
    const free = Math.min(this.#maxConcurrent - this.#inFlight.size, Math.floor(this.#tokens));
    // Tasks in flight are still in the store and still due: ask for that many more.
    const due = this.#store.due(this.name, nowMs, Math.max(free, 0) + this.#inFlight.size + 1);
    const startable = due.filter((task) => !this.#inFlight.has(task.name));
    for (const task of startable.slice(0, Math.max(free, 0))) this.#start(task);
    if (startable.length > free) this.#waitForToken();
    this.#alarm.set(this.#store.nextDueAtMs(this.name, nowMs));
  }

  /** Starts what is due and resolves when nothing due is left. @returns how many attempts were made */
  async runDue(): Promise<number> {
    let attempts = 0;
    this.startDue();
    while (this.#inFlight.size > 0) {
      attempts += this.#inFlight.size;
      await Promise.all(this.#inFlight.values());
      this.startDue();
    }
    return attempts;
  }

  /** Resolves when no attempt is in flight. */
  async idle(): Promise<void> {
    await Promise.all(this.#inFlight.values());
  }

  /** Starts nothing more. Tasks in flight are attempted again after a restart unless they end in time. */
  stop(): void {
    this.#isStopped = true;
    this.#alarm.set(null);
    if (this.#tokenTimer !== null) clearTimeout(this.#tokenTimer);
  }

  /** A queue may spend what it saved in a fifth of a second at once, and always one. */
  get #burst(): number {
    return Math.max(1, this.#maxPerSecond / 5);
  }

  #refill(): void {
    const nowMs = performance.now();
    const gained = ((nowMs - this.#tokensAtMs) / 1000) * this.#maxPerSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#tokensAtMs = nowMs;
  }

  #waitForToken(): void {
    if (this.#tokenTimer !== null || this.#tokens >= 1) return; // else a finished task starts the next
    const waitMs = ((1 - this.#tokens) / this.#maxPerSecond) * 1000;
    this.#tokenTimer = setTimeout(() => {
      this.#tokenTimer = null;
      this.startDue();
    }, waitMs);
  }

  #start(task: Task): void {
    this.#tokens -= 1;
    const attempt = this.#attempt(task).finally(() => {
      this.#inFlight.delete(task.name);
      this.startDue();
    });
    this.#inFlight.set(task.name, attempt);
  }

  async #attempt(task: Task): Promise<void> {
    const startedAtMs = this.#clock.now();
    const result = await this.#dispatch(task);
    if (this.#isStopped && result === null) return; // the emulator stops: not the task's fault
    if (result !== null && result.status >= 200 && result.status < 300) {
      this.#store.remove(task.name, this.#clock.now());
      return;
    }
    const firstAttemptAtMs = task.firstAttemptAtMs ?? startedAtMs;
    const failedAttempts = task.failedAttempts + 1;
    const nowMs = this.#clock.now();
    const reason = result === null ? 'no answer' : `status ${result.status}`;
    if (!mayRetry(this.#policy, failedAttempts, nowMs - firstAttemptAtMs)) {
      this.#log(`Gave up on ${task.name} after ${failedAttempts} attempts: ${reason}.`);
      this.#store.remove(task.name, nowMs);
      return;
    }
    this.#store.update({
      ...task,
      failedAttempts,
      firstAttemptAtMs,
      responses: task.responses + (result === null ? 0 : 1),
      previousStatus: result?.status ?? task.previousStatus,
      dueAtMs: nowMs + backoffMs(this.#policy, failedAttempts),
    });
  }
}
