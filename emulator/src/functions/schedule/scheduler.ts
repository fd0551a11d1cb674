import type { Clock } from '../../shared/clock.ts';
import { Alarm } from '../../tasks/alarm.ts';
import { backoffMs, mayRetry, type RetryPolicy, scheduleRetryPolicy } from '../../tasks/backoff.ts';
import type { FunctionTarget } from '../functions-host.ts';
import { DELIVERY_KEY_HEADER, type FunctionDescription } from '../protocol.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

interface Job {
  functionId: string;
  region: string;
  schedule: Schedule;
  policy: RetryPolicy;
  /** On the clock; null where the schedule has no further run. */
  nextRunAtMs: number | null;
  running: Promise<void> | null;
}

/** Time zone of a schedule that names none. Source: firebase-tools, `src/gcp/cloudscheduler.ts`, second generation. */
const DEFAULT_TIME_ZONE = 'UTC';

/**
 * Runs scheduled functions by the emulator's clock. A job never overlaps itself, and a clock that jumps over several
 * of its times runs it once.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #target: FunctionTarget;
  readonly #isByClock: boolean;
  readonly #log: (line: string) => void;
  readonly #jobs: Job[];
  readonly #alarm: Alarm;
  #isStopped = false;

  /** @throws Error that names the function whose schedule or time zone is not understood */
  constructor(options: {
    clock: Clock;
    functions: readonly FunctionDescription[];
    target: FunctionTarget;
    /** False: nothing is started but by `runDue` and `run`. */
    isByClock: boolean;
    log: (line: string) => void;
  }) {
    this.#clock = options.clock;
    this.#target = options.target;
    this.#isByClock = options.isByClock;
    this.#log = options.log;
    this.#jobs = options.functions.flatMap((description) => readJob(description, options.clock.now()));
    this.#alarm = new Alarm(options.clock, () => this.#startDue());
    this.#setAlarm();
  }

  /** Name of each scheduled function with its next run, milliseconds since the epoch. */
  status(): { name: string; nextRunAtMs: number | null; isRunning: boolean }[] {
    return this.#jobs.map(({ functionId, nextRunAtMs, running }) => ({
      name: functionId,
      nextRunAtMs,
      isRunning: running !== null,
    }));
  }

  /** Starts what the clock has made due and resolves when it has ended. @returns the names of what ran */
  async runDue(): Promise<string[]> {
    const started = this.#startDue();
    await Promise.all(started.map(({ running }) => Promise.resolve(running)));
    return started.map(({ functionId }) => functionId);
  }

  /** Runs a job now, whatever its time, and resolves when it has ended. @returns false where there is none */
  async run(name: string): Promise<boolean> {
    const job = this.#jobs.find(({ functionId }) => functionId === name);
    if (job === undefined) return false;
    await job.running;
    this.#start(job, this.#clock.now());
    await job.running;
    return true;
  }

  /** Plans anew after the clock was set back or forth without running what was skipped. */
  replan(): void {
    for (const job of this.#jobs) job.nextRunAtMs = job.schedule.next(this.#clock.now());
    this.#setAlarm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#alarm.set(null);
  }

  #startDue(): Job[] {
    const nowMs = this.#clock.now();
    const due = this.#jobs.filter(({ nextRunAtMs }) => nextRunAtMs !== null && nextRunAtMs <= nowMs);
    for (const job of due) {
      const scheduledAtMs = job.nextRunAtMs ?? nowMs;
      job.nextRunAtMs = job.schedule.next(nowMs);
      if (job.running === null) this.#start(job, scheduledAtMs);
    }
    this.#setAlarm();
    return due;
  }

  #setAlarm(): void {
    if (this.#isStopped || !this.#isByClock) return;
    const times = this.#jobs.flatMap(({ nextRunAtMs }) => (nextRunAtMs === null ? [] : [nextRunAtMs]));
    this.#alarm.set(times.length === 0 ? null : Math.min(...times));
  }

  #start(job: Job, scheduledAtMs: number): void {
    job.running = this.#runWithRetries(job, scheduledAtMs).finally(() => {
      job.running = null;
    });
  }

  async #runWithRetries(job: Job, scheduledAtMs: number): Promise<void> {
    const startedAtMs = performance.now();
    for (let attempts = 1; !this.#isStopped; attempts += 1) {
      const problem = await this.#call(job, scheduledAtMs);
      if (problem === null || this.#isStopped) return;
      if (!mayRetry(job.policy, attempts, performance.now() - startedAtMs)) {
        this.#log(`The schedule ${job.functionId} failed: ${problem}.`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, backoffMs(job.policy, attempts)).unref());
    }
  }

  /** @returns what went wrong, null for nothing */
  async #call({ functionId, region }: Job, scheduledAtMs: number): Promise<string | null> {
    await this.#target.whenReady();
    try {
      const response = await fetch(`${this.#target.url(region)}/${functionId}`, {
        method: 'POST',
        headers: {
          'user-agent': 'Google-Cloud-Scheduler',
          'x-cloudscheduler': 'true',
          'x-cloudscheduler-jobname': `firebase-schedule-${functionId}-${region}`,
          'x-cloudscheduler-scheduletime': new Date(scheduledAtMs).toISOString(),
          [DELIVERY_KEY_HEADER]: this.#target.deliveryKey,
        },
      });
      await response.arrayBuffer();
      return response.ok ? null : `status ${response.status}`;
    } catch (error) {
      return `no answer (${error instanceof Error ? error.message : String(error)})`;
    }
  }
}

function readJob({ id, region, trigger }: FunctionDescription, nowMs: number): Job[] {
  if (trigger.kind !== 'schedule') return [];
  try {
    const schedule = parseSchedule(trigger.schedule, trigger.timeZone ?? DEFAULT_TIME_ZONE);
    const policy = scheduleRetryPolicy(trigger.retry);
    return [{ functionId: id, region, schedule, policy, nextRunAtMs: schedule.next(nowMs), running: null }];
  } catch (error) {
    throw new Error(`The schedule of ${id}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
