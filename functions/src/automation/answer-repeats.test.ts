import { describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { sweepPending } from '../inbox/sweep-pending.ts';
import { runOutboxEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { setClock } from '../platform/clock.ts';
import { reply, runsOf } from '../testing/automation.ts';
import { messagesOf } from '../testing/inbox.ts';
import { pendingEntries, useResponder } from '../testing/use-responder.ts';

const acme = useResponder();

describe('an answer', () => {
  it('is thrown away where the customer writes meanwhile, and the next one covers both', async () => {
    const ana = acme.newCustomer();
    await ana.write('When?');
    acme.respond.mockImplementationOnce(async () => {
      await ana.write('And where?');
      return reply({ parts: [{ text: 'late', media: [] }] });
    });
    await acme.answerAll();
    expect(await ana.taken()).toEqual([]);
    await acme.answerAll();
    expect(await ana.taken()).toEqual(['We open at nine.']);
    const { id } = await ana.stored();
    expect((await runsOf('acme', id)).map(({ outcome }) => outcome)).toEqual(['superseded', 'answered']);
  });

  it('is sent once however often its entry is delivered', async () => {
    const ana = acme.newCustomer();
    await ana.write('When?');
    const [entry] = await pendingEntries('answer');
    const deliveries = Array.from({ length: 4 }, () => runOutboxEntry(entry?.path ?? ''));
    await Promise.all(deliveries);
    await runOutboxEntry(entry?.path ?? '');
    expect(await ana.taken()).toEqual(['We open at nine.']);
    expect((await ana.stored()).automation?.turns).toBe(1);
  });

  it('survives that tags or the reading state change while it is made', async () => {
    const ana = acme.newCustomer();
    await ana.write('When?');
    const { id } = await ana.stored();
    acme.respond.mockImplementationOnce(async () => {
      await db().doc(paths.conversation('acme', id)).update({ priority: 'high' });
      return reply();
    });
    await acme.answerAll();
    expect(await ana.stored()).toMatchObject({ priority: 'high', automation: { turns: 1 } });
    expect(await ana.taken()).toEqual(['We open at nine.']);
  });

  it('that a crash kept from the provider is settled by the sweeper and not sent twice', async () => {
    const ana = acme.newCustomer();
    await ana.write('When?');
    await acme.stack.control('trouble', { kind: 'refuse', httpStatus: 503, times: 1 });
    await acme.answerAll();
    const { id } = await ana.stored();
    const answer = async () => (await messagesOf('acme', id))[1];
    expect(await answer()).toMatchObject({ status: 'queued' });
    await acme.answerAll();
    const restore = setClock(() => Date.now() + 150_000);
    await sweepPending().finally(restore);
    expect(await answer()).toMatchObject({ status: 'failed', outcome: 'known', error: { code: 'not-sent' } });
    expect(await ana.taken()).toEqual([]);
    // Nobody would look at it in the hands of an assistant that takes itself for done.
    expect(await ana.stored()).toMatchObject({ status: 'waiting', handler: 'none', unread: true });
  });
});
