import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../shared/data-folder-error.ts';
import { AdjustableClock } from '../shared/clock.ts';
import { taskRetryPolicy } from './backoff.ts';
import { type DispatchResult, TaskQueue } from './task-queue.ts';
import { openTaskStore, type Task, type TaskStore } from './task-store.ts';

const NAME = 'projects/p/locations/r/queues/q';
const DAY_MS = 24 * 60 * 60 * 1000;

let folder: string;
let clock: AdjustableClock;
let store: TaskStore;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'emulator-tasks-'));
  clock = new AdjustableClock();
  clock.freeze(1_000_000);
  store = openTaskStore(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function task(id: string, dueAtMs = clock.now()): Task {
  return {
    name: `${NAME}/tasks/${id}`,
    queue: NAME,
    url: '',
    headers: { 'x-sender': 'test' },
    body: Buffer.from([0, 255, 1]),
    createdAtMs: clock.now(),
    dueAtMs,
    dispatchDeadlineMs: 1000,
    failedAttempts: 0,
    responses: 0,
    firstAttemptAtMs: null,
    previousStatus: null,
  };
}

function openQueue(
  dispatch: (task: Task) => Promise<DispatchResult>,
  rateLimits: { maxConcurrentDispatches?: number; maxDispatchesPerSecond?: number } = {},
): TaskQueue {
  const retry = {
    maxAttempts: 3,
    maxRetrySeconds: null,
    minBackoffSeconds: 10,
    maxBackoffSeconds: null,
    maxDoublings: null,
  };
  return new TaskQueue({
    name: NAME,
    store,
    clock,
    policy: taskRetryPolicy(retry),
    rateLimits: { maxConcurrentDispatches: null, maxDispatchesPerSecond: null, ...rateLimits },
    dispatch,
    log: () => undefined,
  });
}

describe('a queue', () => {
  it('counts attempts with and without an answer apart', async () => {
    const seen: Task[] = [];
    const answers: DispatchResult[] = [null, { status: 503 }, { status: 204 }];
    const queue = openQueue((attempt) => {
      seen.push(attempt);
      return Promise.resolve(answers[seen.length - 1] ?? null);
    });
    store.add(task('a'), clock.now());
    await queue.runDue();
    clock.advance(10_000);
    await queue.runDue();
    clock.advance(20_000);
    await queue.runDue();
    expect(
      seen.map(({ failedAttempts, responses, previousStatus }) => ({
        failedAttempts,
        responses,
        previousStatus,
      })),
    ).toEqual([
      { failedAttempts: 0, responses: 0, previousStatus: null },
      { failedAttempts: 1, responses: 0, previousStatus: null },
      { failedAttempts: 2, responses: 1, previousStatus: 503 },
    ]);
    expect(store.counts()).toEqual({});
    queue.stop();
  });

  it('runs no more tasks at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const queue = openQueue(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        return { status: 200 };
      },
      { maxConcurrentDispatches: 2 },
    );
    for (let index = 0; index < 7; index += 1) store.add(task(`t${index}`), clock.now());
    expect(await queue.runDue()).toBe(7);
    expect(most).toBe(2);
    queue.stop();
  });

  it('starts no more tasks in a second than allowed', async () => {
    const startedAtMs: number[] = [];
    const queue = openQueue(
      () => {
        startedAtMs.push(performance.now());
        return Promise.resolve({ status: 200 });
      },
      { maxDispatchesPerSecond: 20 },
    );
    for (let index = 0; index < 10; index += 1) store.add(task(`t${index}`), clock.now());
    queue.startDue();
    await expect.poll(() => startedAtMs.length).toBe(10);
    // Four at once, the other six 50 ms apart.
    expect((startedAtMs.at(-1) ?? 0) - (startedAtMs[0] ?? 0)).toBeGreaterThan(250);
    queue.stop();
  });
});

describe('the store', () => {
  it('keeps tasks and taken names when it is opened again', () => {
    store.add(task('kept', 5_000_000), clock.now());
    store.add(task('done'), clock.now());
    store.remove(`${NAME}/tasks/done`, clock.now());
    store.close();
    store = openTaskStore(folder);
    expect(store.list(NAME)).toEqual([{ ...task('kept'), dueAtMs: 5_000_000 }]);
    expect(store.add(task('kept'), clock.now())).toBe(false);
    expect(store.add(task('done'), clock.now())).toBe(false);
    expect(store.add(task('done'), clock.now() + DAY_MS)).toBe(true);
  });

  it('refuses a folder that another process has, and a damaged file', () => {
    expect(() => openTaskStore(folder)).toThrow(DataFolderError);
    const damaged = mkdtempSync(path.join(tmpdir(), 'emulator-tasks-'));
    writeFileSync(
      path.join(damaged, 'tasks.sqlite'),
      'this is no database, and it is long enough to be read as one',
    );
    expect(() => openTaskStore(damaged)).toThrow(DataFolderError);
    rmSync(damaged, { recursive: true });
  });
});
