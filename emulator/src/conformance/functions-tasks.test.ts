import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../boot.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';
import { FixtureLog } from './functions-log.ts';
import { FIXTURE_FUNCTIONS } from './functions-source.ts';

let project: FixtureProject;
let emulators: RunningEmulators;
let log: FixtureLog;

beforeAll(async () => {
  project = createFixtureProject(FIXTURE_FUNCTIONS);
  emulators = await bootEmulators({
    projectRoot: project.root,
    projectId: 'demo-fixture',
    dataFolder: null,
    ports: 'free',
    secrets: { FIXTURE_SECRET: 'a secret' },
  });
  log = new FixtureLog(emulators);
});

beforeEach(() => log.clear());

afterAll(async () => {
  await log.close();
  await emulators.stop();
  project.remove();
});

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

const enqueue = (data: object, options: object = {}) =>
  post(`${emulators.urls.functions}/enqueue`, { data, options });
const moveClock = (change: object) => post(`${emulators.urls.hub}/emulator/v1/clock`, change);

describe('a task queue', () => {
  it('runs a task of the Admin SDK', async () => {
    expect(await enqueue({ n: 1, failTimes: 0 }, { id: 'first' })).toEqual({ ok: true });
    expect(await log.wait('work')).toMatchObject([
      { data: { n: 1 }, id: 'first', queue: 'work', retryCount: 0 },
    ]);
  });

  it('refuses a second task of a name, also after the first has run', async () => {
    expect(await enqueue({ failTimes: 0 }, { id: 'once' })).toEqual({ ok: true });
    await log.wait('work');
    expect(await enqueue({ failTimes: 0 }, { id: 'once' })).toEqual({
      ok: false,
      code: 'functions/task-already-exists',
    });
  });

  it('tries a failed task again and tells it how often', async () => {
    await enqueue({ failTimes: 2 });
    const entries = await log.wait('work', 3);
    expect(entries.map((entry) => entry['retryCount'])).toEqual([0, 1, 2]);
  });

  it('gives up after the attempts that the function allows', async () => {
    await enqueue({ failTimes: 99 });
    await log.wait('work', 3);
    await expect
      .poll(async () => (await emulators.control.status()).taskQueues)
      .toMatchObject([{ waiting: 0, inFlight: 0 }]);
    expect(await log.entries('work')).toHaveLength(3);
  });

  it('keeps a task until its time, which a test can bring about', async () => {
    await enqueue({ n: 'later', failTimes: 0 }, { scheduleDelaySeconds: 3600 });
    expect((await emulators.control.status()).taskQueues).toMatchObject([{ waiting: 1 }]);
    expect(await moveClock({ advanceMs: 3_500_000 })).toMatchObject({ taskAttempts: 0 });
    expect(await moveClock({ advanceMs: 100_000 })).toMatchObject({ taskAttempts: 1 });
    expect(await log.entries('work')).toMatchObject([{ data: { n: 'later' } }]);
  });

  it('forgets a task that is deleted before its time', async () => {
    await enqueue({ failTimes: 0 }, { id: 'withdrawn', scheduleDelaySeconds: 60 });
    await post(`${emulators.urls.functions}/withdraw`, { id: 'withdrawn' });
    expect((await emulators.control.status()).taskQueues).toMatchObject([{ waiting: 0 }]);
    expect(await moveClock({ advanceMs: 120_000 })).toMatchObject({ taskAttempts: 0 });
  });

  it('exists for task functions only', async () => {
    const response = await fetch(
      `${emulators.urls.tasks}/projects/demo-fixture/locations/us-central1/queues/echo/tasks`,
      { method: 'POST', body: JSON.stringify({ task: { httpRequest: {} } }) },
    );
    expect(response.status).toBe(404);
  });
});

describe('a schedule', () => {
  it('runs when the clock reaches its time in its time zone', async () => {
    // 02:30 in São Paulo is 05:30 UTC.
    await moveClock({ freezeAtMs: Date.UTC(2027, 0, 15, 5, 29) });
    await log.clear();
    expect(await moveClock({ advanceMs: 60_000 })).toMatchObject({ schedules: ['nightly', 'often'] });
    expect(await log.entries('nightly')).toMatchObject([{ scheduleTime: '2027-01-15T05:30:00.000Z' }]);
    await moveClock({ resume: true });
  });

  it('runs once for all the times that a leap of the clock passed', async () => {
    await moveClock({ freezeAtMs: Date.UTC(2027, 1, 1, 12, 1) });
    await log.clear();
    await moveClock({ advanceMs: 14 * 60_000 });
    expect(await log.entries('often')).toHaveLength(1);
    await moveClock({ resume: true });
  });

  it('can be run by name', async () => {
    const run = (name: string) =>
      fetch(`${emulators.urls.hub}/emulator/v1/schedules/${name}:run`, { method: 'POST' });
    expect((await run('nightly')).status).toBe(200);
    expect(await log.entries('nightly')).toHaveLength(1);
    expect((await run('missing')).status).toBe(404);
  });
});
