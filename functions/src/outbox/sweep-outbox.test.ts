import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { outboxEntrySchema, type OutboxEntry } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { now, setClock } from '../platform/clock.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { addOutboxEntry } from './add-entry.ts';
import type { JobRunner } from './job.ts';
import { runOutboxEntry } from './run-entry.ts';
import { runners } from './runners.ts';
import { sweepOutbox } from './sweep-outbox.ts';

let stack: Stack;
const real = runners['send-mail'];
const send = vi.fn<JobRunner<'send-mail'>>();

beforeAll(async () => {
  stack = await startStack({ withoutFunctions: true });
  runners['send-mail'] = send;
});
afterEach(() => {
  send.mockReset();
  setClock(Date.now);
});
afterAll(async () => {
  runners['send-mail'] = real;
  await stack.stop();
});

async function note(id: string): Promise<string> {
  const content = { template: 'test', companyName: 'Acme' } as const;
  const job = { type: 'send-mail', mail: { to: 'bea@example.test', locale: 'en', content } } as const;
  const batch = db().batch();
  addOutboxEntry(batch, { companyId: 'acme', id, at: now(), job });
  await batch.commit();
  return paths.outboxEntry('acme', id);
}

const entryAt = async (path: string): Promise<OutboxEntry> =>
  outboxEntrySchema.parse((await db().doc(path).get()).data());

const markDone: JobRunner<'send-mail'> = async ({ path }) => {
  await db().doc(path).update({ state: 'done' });
  return { outcome: 'done' };
};

const inMinutes = (minutes: number) => {
  const at = now() + minutes * 60_000;
  setClock(() => at);
};

it('leaves an entry to its trigger until the trigger has had its time', async () => {
  const path = await note('fresh');
  await sweepOutbox();
  expect(send).not.toHaveBeenCalled();
  send.mockImplementation(markDone);
  inMinutes(2);
  await sweepOutbox();
  expect(send).toHaveBeenCalledTimes(1);
  expect(await entryAt(path)).toMatchObject({ state: 'done' });
});

it('does an entry once where two sweeps overlap', async () => {
  await note('shared');
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  send.mockImplementation(async (entry) => {
    await released;
    return markDone(entry);
  });
  inMinutes(2);
  let ended = 0;
  const sweeps = [1, 2, 3].map(() => sweepOutbox().then(() => (ended += 1)));
  await expect.poll(() => ended).toBe(2); // they found it in the hands of the third
  release();
  await Promise.all(sweeps);
  expect(send).toHaveBeenCalledTimes(1);
});

it('counts a run that was cut short as a failed attempt, so that it ends as dead', async () => {
  const path = await note('poison');
  const killed = new Promise<never>(() => undefined);
  send.mockReturnValue(killed);
  for (let attempts = 1; attempts <= 5; attempts += 1) {
    inMinutes(180);
    void sweepOutbox(); // never returns, as a run that the platform ended
    await expect.poll(() => send.mock.calls.length).toBe(attempts);
    inMinutes(10);
    await sweepOutbox();
    expect(await entryAt(path)).toMatchObject({ attempts, lastError: 'cut-short' });
  }
  expect(await entryAt(path)).toMatchObject({ state: 'dead' });
});

it('begins nothing that it has no time for', async () => {
  await Promise.all([note('slow-1'), note('slow-2'), note('slow-3')]);
  inMinutes(2);
  send.mockImplementation((entry) => {
    inMinutes(3);
    return markDone(entry);
  });
  await sweepOutbox();
  expect(send).toHaveBeenCalledTimes(1);
  send.mockImplementation(markDone);
  await sweepOutbox();
  expect(send).toHaveBeenCalledTimes(3);
});

it('is not taken up twice after a failed attempt was noted', async () => {
  const path = await note('failing');
  send.mockResolvedValue({ outcome: 'failed', reason: 'unreachable' });
  await runOutboxEntry(path);
  inMinutes(2);
  await sweepOutbox();
  expect(await entryAt(path)).toMatchObject({ state: 'pending', attempts: 2, lastError: 'unreachable' });
  inMinutes(6);
  await sweepOutbox();
  expect(await entryAt(path)).toMatchObject({ attempts: 3, lastError: 'unreachable' });
});
