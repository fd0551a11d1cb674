import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootEmulators, type RunningEmulators } from '../boot.ts';
import { createFixtureProject, type FixtureProject } from './functions-fixture.ts';
import { FIXTURE_FUNCTIONS } from './functions-source.ts';
import { FixtureLog } from './functions-log.ts';

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

describe('document triggers', () => {
  it('get what was created, changed and deleted', async () => {
    const person = log.firestore.doc('people/ana');
    const created = await person.set({
      name: 'Ana',
      age: 41,
      score: 1.5,
      tags: ['a'],
      nested: { none: null },
    });
    expect(await log.wait('created')).toMatchObject([
      {
        id: 'ana',
        value: { name: 'Ana', age: 41, score: 1.5, tags: ['a'], nested: { none: null } },
        updateTime: created.writeTime.toMillis(),
      },
    ]);
    await person.update({ age: 42 });
    expect(await log.wait('updated')).toMatchObject([
      { before: { age: 41 }, after: { age: 42, name: 'Ana' } },
    ]);
    await person.delete();
    expect(await log.wait('deleted')).toMatchObject([{ value: { age: 42 } }]);
  });

  it('match patterns of any depth and get an auth context', async () => {
    await log.firestore.doc('deep/a/b/c').set({});
    expect(await log.wait('deep')).toMatchObject([
      { document: 'deep/a/b/c', rest: 'a/b/c', authType: 'unknown' },
    ]);
  });

  it('are tried again after a failure where they ask for it', async () => {
    await log.firestore.doc('flaky/one').set({});
    expect(await log.wait('flaky', 3)).toHaveLength(3);
  });

  it('are not tried again where they do not ask for it', async () => {
    await log.firestore.doc('failing/one').set({});
    await log.wait('failing');
    await expect
      .poll(async () => (await emulators.control.status()).pendingEvents)
      .toEqual({ waiting: 0, inFlight: 0 });
    expect(await log.entries('failing')).toHaveLength(1);
  });

  it('are delivered to the next process where theirs dies', async () => {
    await log.firestore.doc('fatal/one').set({});
    const entries = await log.wait('fatal', 2);
    const pids = new Set(entries.map((entry) => entry['pid']));
    expect(pids.size).toBe(2);
    expect((await emulators.control.status()).functionsProcess.pid).toBe(entries.at(-1)?.['pid']);
  });

  it('rest while background triggers are off', async () => {
    const put = (path: string) => fetch(`${emulators.urls.hub}/functions/${path}`, { method: 'PUT' });
    expect(await (await put('disableBackgroundTriggers')).json()).toEqual({ enabled: false });
    await log.firestore.doc('people/quiet').set({});
    expect(await (await put('enableBackgroundTriggers')).json()).toEqual({ enabled: true });
    await log.firestore.doc('people/loud').set({});
    expect(await log.wait('created')).toMatchObject([{ id: 'loud' }]);
  });
});

describe('a killed functions process', () => {
  it('loses no event of an acknowledged commit', async () => {
    const ids = Array.from({ length: 150 }, (_value, index) => `kill-${index}`);
    const killer = (async () => {
      for (let kill = 0; kill < 4; kill += 1) {
        const { pid, isReady } = (await emulators.control.status()).functionsProcess;
        if (isReady && pid !== null) process.kill(pid, 'SIGKILL');
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    })();
    for (const id of ids) await log.firestore.doc(`people/${id}`).set({});
    await killer;
    const seen = async () => new Set((await log.entries('created')).map((entry) => entry['id'])).size;
    await expect.poll(seen, { timeout: 15_000, interval: 200 }).toBe(ids.length);
  });

  it('is replaced at once; requests meanwhile wait for it', async () => {
    const { pid } = (await emulators.control.status()).functionsProcess;
    if (pid === null) throw new Error('no process runs');
    const inFlight = fetch(`${emulators.urls.functions}/slow?ms=5000`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(pid, 'SIGKILL');
    await expect(inFlight).rejects.toThrow();
    await expect
      .poll(async () => (await emulators.control.status()).functionsProcess.pid, { interval: 1 })
      .not.toBe(pid);
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_value, index) =>
        fetch(`${emulators.urls.functions}/echo/${index}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"index":${index}}`,
        }),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const { functionsProcess } = await emulators.control.status();
    expect(functionsProcess.isReady).toBe(true);
    expect(functionsProcess.pid).not.toBe(pid);
  });
});
