import { describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import { auditEntrySchema } from '#contracts/collections/audit.ts';
import { calendarSchema } from '#contracts/collections/calendar.ts';
import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import { forgetCompany } from '../platform/company.ts';
import { randomId } from '../platform/ids.ts';
import { ACCOUNT_SID, NUMBER, QUEUE_ID } from '../testing/demo-company.ts';
import { useCompany } from '../testing/use-company.ts';
import { forgetCalendars, openHours } from './hours-store.ts';

const demo = useCompany();

type Save = CallableInput<'saveCalendar'>;

function hours(change: Partial<Save> = {}): Save {
  const week = Array.from({ length: 7 }, () => ({ intervals: [{ from: 540, to: 1080 }] }));
  const id = { calendarId: randomId(), isNew: change.calendarId === undefined };
  return { ...id, name: 'Shop', timeZone: 'UTC', week, exceptions: [], ...change };
}

async function save(change: Partial<Save>): Promise<string> {
  const result = await demo.call('saveCalendar', hours(change));
  if (!result.ok) throw new Error(`not saved: ${JSON.stringify(result)}`);
  return result.data.calendarId;
}

const set = (input: CallableInput<'setHours'>) => demo.call('setHours', input);
const queueHours = (queueId: string, closedQueueId: string | null, calendarId: string | null = null) =>
  set({ target: { type: 'queue', queueId, closedQueueId }, calendarId });

async function newQueue(name: string): Promise<string> {
  const queue = { queueId: null, name, color: 'blue', archived: false } as const;
  const result = await demo.call('saveQueue', queue);
  if (!result.ok) throw new Error('no queue');
  return result.data.queueId;
}

async function audit() {
  const rows = await db().collection(paths.audit('acme')).orderBy('at').get();
  return rows.docs.map((row) => auditEntrySchema.parse(row.data()));
}

const stored = async (path: string) => (await db().doc(path).get()).data();

describe('opening hours', () => {
  it('are saved, changed and deleted, each with its row in the record', async () => {
    const calendarId = await save({ name: 'Nights' });
    expect(await save({ calendarId, name: 'Nights' })).toBe(calendarId); // as they are: nothing to record
    await save({
      calendarId,
      name: 'Late nights',
      exceptions: [{ date: '2026-12-25', name: 'Christmas', intervals: [] }],
    });
    const calendar = calendarSchema.parse(await stored(paths.calendar('acme', calendarId)));
    expect(calendar.exceptions).toHaveLength(1);
    expect(await demo.call('deleteCalendar', { calendarId })).toEqual({ ok: true, data: {} });
    expect(await stored(paths.calendar('acme', calendarId))).toBeUndefined();
    const rows = (await audit()).filter(({ target }) => target.id === calendarId);
    expect(rows.map(({ action }) => action)).toEqual([
      'calendar.saved',
      'calendar.saved',
      'calendar.deleted',
    ]);
    expect(rows[1]).toMatchObject({
      before: { name: 'Nights', exceptions: [] },
      after: { name: 'Late nights', exceptions: ['2026-12-25 Christmas closed'] },
      by: { uid: demo.company.members.admin, name: demo.company.members.admin },
    });
    expect(Object.keys(rows[1]?.after ?? {}).toSorted()).toEqual(['exceptions', 'name']);
  });

  it('of one name are not saved twice, also at the same time', async () => {
    const results = await Promise.all(
      ['Same', 'sáme', 'SAME'].map((name) => demo.call('saveCalendar', hours({ name }))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ details: { reason: 'name-taken', field: 'name' } });
  });

  it('are an administrator’s alone', async () => {
    const agent = await demo.stack.signIn(demo.company.members.agent);
    const supervisor = await demo.stack.signIn(demo.company.members.supervisor);
    for (const token of [agent, supervisor])
      expect(await demo.stack.call('saveCalendar', hours({ name: 'Mine' }), token)).toMatchObject({
        details: { reason: 'role-not-allowed' },
      });
  });

  it('that somebody keeps are not deleted', async () => {
    const calendarId = await save({ name: 'Kept' });
    const remove = () => demo.call('deleteCalendar', { calendarId });
    const { channelId } = demo.company.channels.twilio_sms;
    const keepers: [string, (id: string | null) => Promise<unknown>][] = [
      ['company', (id) => set({ target: { type: 'company' }, calendarId: id })],
      [
        'channel',
        (id) => set({ target: { type: 'channel', channelId, closedMessage: null }, calendarId: id }),
      ],
      ['queue', (id) => queueHours(QUEUE_ID, null, id)],
      [
        'assistant',
        (id) =>
          db()
            .doc(paths.automation('acme'))
            .set({
              mode: 'off',
              epoch: 0,
              channels: {},
              assistants: { a: { name: 'A', type: 'ai', status: 'inactive', calendarId: id } },
              changedBy: null,
              changedAt: 1,
            }),
      ],
    ];
    for (const [keeper, give] of keepers) {
      await give(calendarId);
      expect({ keeper, result: await remove() }).toMatchObject({ result: { details: { reason: 'in-use' } } });
      await give(null);
    }
    expect(await remove()).toMatchObject({ ok: true });
  });
});

describe('whose hours', () => {
  it('a channel has them with its message, on its route too, and keeps them when it is saved', async () => {
    const calendarId = await save({ name: 'Channel' });
    const { channelId, routeId } = demo.company.channels.twilio_sms;
    const target = { type: 'channel', channelId, closedMessage: '  We are closed.  ' } as const;
    expect(await set({ target, calendarId })).toMatchObject({ ok: true });
    const wanted = { calendarId, closedMessage: 'We are closed.' };
    const saved = await demo.call('saveChannel', {
      channelId,
      type: 'twilio_sms',
      name: 'Renamed',
      account: ACCOUNT_SID,
      authToken: null,
      phone: NUMBER,
      queueId: QUEUE_ID,
      reopenWithinMs: 0,
      state: 'active',
    });
    expect(saved).toMatchObject({ ok: true });
    expect(await stored(paths.channel('acme', channelId))).toMatchObject({ ...wanted, name: 'Renamed' });
    expect(await stored(paths.route(routeId))).toMatchObject(wanted);
    const rows = (await audit()).filter(({ after }) => after['closedMessage'] === 'We are closed.');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'channel.saved', after: wanted });

    expect(await set({ target, calendarId })).toMatchObject({ ok: true });
    expect((await audit()).filter(({ after }) => after['calendarId'] === calendarId)).toHaveLength(1);
    await set({ target: { ...target, closedMessage: ' ' }, calendarId: null });
    expect(await stored(paths.route(routeId))).toMatchObject({ calendarId: null, closedMessage: null });
  });

  it('a queue has them with its way out, and keeps them when it is saved', async () => {
    const calendarId = await save({ name: 'Queue' });
    const night = await newQueue('Night');
    expect(await queueHours(QUEUE_ID, night, calendarId)).toMatchObject({ ok: true });
    const queue = { queueId: QUEUE_ID, name: 'Support', color: 'red', archived: false } as const;
    await demo.call('saveQueue', queue);
    expect(await stored(paths.taxonomy('acme'))).toMatchObject({
      queues: { [QUEUE_ID]: { color: 'red', calendarId, closedQueueId: night }, [night]: { name: 'Night' } },
      tags: expect.objectContaining({}),
    });
    await queueHours(QUEUE_ID, null);
  });

  it('closed queues do not send in a circle, to an archived queue or nowhere', async () => {
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map(newQueue));
    if (a === undefined || b === undefined || c === undefined) throw new Error('no queues');
    const wrong = { details: { field: 'target.closedQueueId' } };
    expect(await queueHours(a, a)).toMatchObject({ ...wrong, details: { reason: 'invalid-input' } });
    expect(await queueHours(a, b)).toMatchObject({ ok: true });
    expect(await queueHours(b, c)).toMatchObject({ ok: true });
    expect(await queueHours(c, a)).toMatchObject({ ...wrong, details: { reason: 'invalid-input' } });
    expect(await queueHours(c, 'no-queue')).toMatchObject({ ...wrong, details: { reason: 'not-found' } });
    const archived = { queueId: b, name: 'B', color: 'blue', archived: true } as const;
    await demo.call('saveQueue', archived);
    expect(await queueHours(a, b)).toMatchObject({ ...wrong, details: { reason: 'not-found' } });
  });

  it('the company’s count where an assistant that was put away meanwhile keeps hours that are gone', async () => {
    const week = Array.from({ length: 7 }, () => ({ intervals: [] }));
    const calendarId = await save({ name: 'Never', week });
    await set({ target: { type: 'company' }, calendarId });
    forgetCalendars('acme');
    forgetCompany('acme');
    const { isOpen } = await openHours('acme', null);
    expect([isOpen(calendarId), isOpen(null), isOpen('gone')]).toEqual([false, false, false]);
    await set({ target: { type: 'company' }, calendarId: null });
  });

  it('hours that do not exist are given to nobody', async () => {
    for (const target of [
      { type: 'company' },
      { type: 'channel', channelId: demo.company.channels.twilio_sms.channelId, closedMessage: null },
      { type: 'queue', queueId: QUEUE_ID, closedQueueId: null },
    ] as const)
      expect(await set({ target, calendarId: 'no-calendar' })).toMatchObject({
        details: { reason: 'not-found', field: 'calendarId' },
      });
  });
});
