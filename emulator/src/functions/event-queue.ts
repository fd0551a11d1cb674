import type { Clock } from '../shared/clock.ts';
import { Alarm } from '../tasks/alarm.ts';
import type { DeliveryResult } from './functions-host.ts';
import type { CloudEvent } from './protocol.ts';

interface PendingEvent {
  functionId: string;
  event: CloudEvent;
  retry: boolean;
  queuedAtMs: number;
  failures: number;
  crashes: number;
}

/** How many event functions run at once. */
const MAX_IN_FLIGHT = 32;
/** Production starts at 10 s; a developer's machine need not wait as long. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** Production gives up on a failing event after a day. Source: Cloud Run functions, "Retry asynchronous functions". */
const RETRY_FOR_MS = 24 * 60 * 60 * 1000;
/** An event that ends the process each time would keep it from ever running. */
const MAX_CRASHES = 5;

/**
 * Events on their way to functions: at least once, in no promised order, up to 32 at a time. A failed event is tried
 * again where its function asks for retries; an event whose process died before it answered is always delivered to
 * the next one. The queue lives in memory: events that were not acknowledged are lost with the emulator's process.
 */
export class EventQueue {
  readonly #deliver: (functionId: string, event: CloudEvent) => Promise<DeliveryResult>;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #alarm: Alarm;
  #ready: PendingEvent[] = [];
  /** Failed events that wait for their next attempt. */
  #delayed: { pending: PendingEvent; dueAtMs: number }[] = [];
  #inFlight = 0;
  #isStartPlanned = false;
  /** False while background triggers are switched off: events are dropped, as the official emulator does. */
  isEnabled = true;
  #isStopped = false;

  constructor(options: {
    deliver: (functionId: string, event: CloudEvent) => Promise<DeliveryResult>;
    clock: Clock;
    log: (line: string) => void;
  }) {
    this.#deliver = options.deliver;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#alarm = new Alarm(options.clock, () => this.#startDelayed());
  }

  /** Accepts an event for a function. @param retry whether a failure is to be tried again */
  push(functionId: string, event: CloudEvent, retry: boolean): void {
    if (!this.isEnabled) return;
    this.#ready.push({ functionId, event, retry, queuedAtMs: this.#clock.now(), failures: 0, crashes: 0 });
    if (this.#isStartPlanned) return;
    this.#isStartPlanned = true;
    // Not within the commit that caused it: its writer gets the answer first.
    setImmediate(() => {
      this.#isStartPlanned = false;
      this.#startReady();
    });
  }

  /** Events that are waiting or running. */
  get pending(): { waiting: number; inFlight: number } {
    return { waiting: this.#ready.length + this.#delayed.length, inFlight: this.#inFlight };
  }

  /** Starts what a moved clock has made due. */
  wake(): void {
    this.#startDelayed();
  }

  stop(): void {
    this.isEnabled = false;
    this.#isStopped = true;
    this.#ready = [];
    this.#delayed = [];
    this.#alarm.set(null);
  }

  #startDelayed(): void {
    const nowMs = this.#clock.now();
    this.#ready.push(
      ...this.#delayed.filter(({ dueAtMs }) => dueAtMs <= nowMs).map(({ pending }) => pending),
    );
    this.#delayed = this.#delayed.filter(({ dueAtMs }) => dueAtMs > nowMs);
    this.#setAlarm();
    this.#startReady();
  }

  #setAlarm(): void {
    const next = this.#delayed.reduce((least, { dueAtMs }) => Math.min(least, dueAtMs), Infinity);
    this.#alarm.set(next === Infinity ? null : next);
  }

  #startReady(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const pending = this.#ready.shift();
      if (pending === undefined) return;
      void this.#run(pending);
    }
  }

  async #run(pending: PendingEvent): Promise<void> {
    this.#inFlight += 1;
    const result = await this.#deliver(pending.functionId, pending.event);
    this.#inFlight -= 1;
    if (this.#isStopped) return;
    if (result.kind === 'childDied') this.#handleCrash(pending);
    else if (result.kind === 'failed') this.#handleFailure(pending, result.error);
    this.#startReady();
  }

  #handleCrash(pending: PendingEvent): void {
    pending.crashes += 1;
    if (pending.crashes < MAX_CRASHES) this.#ready.push(pending);
    else this.#log(`Gave up on an event for ${pending.functionId}: its process died ${MAX_CRASHES} times.`);
  }

  #handleFailure(pending: PendingEvent, error: string): void {
    const nowMs = this.#clock.now();
    if (!pending.retry) return; // production drops it too; the child has logged why
    if (nowMs - pending.queuedAtMs > RETRY_FOR_MS) {
      this.#log(`Gave up on an event for ${pending.functionId} after a day: ${error}`);
      return;
    }
    pending.failures += 1;
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (pending.failures - 1), LONGEST_RETRY_MS);
    this.#delayed.push({ pending, dueAtMs: nowMs + waitMs });
    this.#setAlarm();
  }
}
