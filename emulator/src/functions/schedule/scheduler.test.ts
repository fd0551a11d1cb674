import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AdjustableClock } from '../../shared/clock.ts';
import type { FunctionDescription } from '../protocol.ts';
import { Scheduler } from './scheduler.ts';

const SWEEP: FunctionDescription = {
  id: 'sweep',
  region: 'us-central1',
  timeoutSeconds: 60,
  trigger: {
    kind: 'schedule',
    schedule: 'every 1 minutes',
    timeZone: null,
    retry: {
      maxAttempts: null,
      maxRetrySeconds: null,
      minBackoffSeconds: null,
      maxBackoffSeconds: null,
      maxDoublings: null,
    },
  },
};

/** Functions that never answer: what was started is still running. */
const TARGET = {
  deliveryKey: 'key',
  url: () => 'http://127.0.0.1',
  whenReady: () => new Promise<void>(() => undefined),
};

let scheduler: Scheduler;

function schedule(isByClock: boolean): void {
  const log = () => undefined;
  scheduler = new Scheduler({
    clock: new AdjustableClock(),
    functions: [SWEEP],
    target: TARGET,
    isByClock,
    log,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  scheduler.stop();
  vi.useRealTimers();
});

it('starts what is due by the clock', async () => {
  schedule(true);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(scheduler.status()).toMatchObject([{ name: 'sweep', isRunning: true }]);
});

it('by name starts nothing by itself, and what is due when it is asked to', async () => {
  schedule(false);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(scheduler.status()).toMatchObject([{ name: 'sweep', isRunning: false }]);
  void scheduler.runDue();
  expect(scheduler.status()).toMatchObject([{ name: 'sweep', isRunning: true }]);
});
