import { describe, expect, it } from 'vitest';
import { paths } from '#contracts/collections/paths.ts';
import { forgetTaxonomy } from '../company/read-taxonomy.ts';
import { applyStatus } from '../inbox/apply-status.ts';
import { db } from '../platform/admin.ts';
import { aiAgent, assistant } from '../testing/assistants.ts';
import { putLiveAssistant, reply, runsOf } from '../testing/automation.ts';
import { QUEUE_ID } from '../testing/demo-company.ts';
import { messagesOf } from '../testing/inbox.ts';
import { useResponder, type Customer } from '../testing/use-responder.ts';
import { forgetAutomation } from './automation-store.ts';

const acme = useResponder();

describe('people go on', () => {
  const setArchived = async (archived: string[]) => {
    const queues = Object.fromEntries(
      ['named', QUEUE_ID].map((id) => [id, { name: id, color: 'teal', archived: archived.includes(id) }]),
    );
    await db().doc(paths.taxonomy('acme')).update({ queues });
    forgetTaxonomy('acme');
  };
  const handedOver = async (customer: Customer) => {
    const conversation = await customer.stored();
    const lines = await messagesOf('acme', conversation.id);
    const event = lines.find((line) => line.event?.type === 'handed-over')?.event;
    expect(conversation).toMatchObject({
      status: 'waiting',
      handler: 'none',
      assigneeId: null,
      automation: null,
      unread: true,
    });
    expect(conversation.waitingSince).not.toBeNull();
    return { conversation, event };
  };

  it('where the responder hands over, in the queue that it names', async () => {
    const ana = acme.newCustomer();
    await ana.write('A person, please');
    const next = {
      type: 'hand-over',
      reason: 'customer-asked',
      queueId: QUEUE_ID,
      note: 'wants Ana',
    } as const;
    acme.respond.mockResolvedValueOnce(reply({ parts: [{ text: 'One moment.', media: [] }], next }));
    await acme.answerAll();
    const { conversation, event } = await handedOver(ana);
    expect(event).toMatchObject({
      reason: 'customer-asked',
      toQueueId: QUEUE_ID,
      note: 'wants Ana',
      by: null,
    });
    expect(conversation.queueId).toBe(QUEUE_ID);
    expect(await ana.taken()).toEqual(['One moment.']);
    await ana.write('hello?');
    await acme.answerAll();
    expect(acme.respond).toHaveBeenCalledTimes(1);
  });

  it.each<[string, string[], 'own' | null]>([
    ['in the queue of the channel where the one that it names is archived', ['named'], 'own'],
    ['in no queue where both are archived', ['named', QUEUE_ID], null],
  ])('%s', async (_name, archived, expected) => {
    const ana = acme.newCustomer();
    await ana.write('A person, please');
    await setArchived(archived);
    const next = { type: 'hand-over', reason: 'customer-asked', queueId: 'named', note: '' } as const;
    acme.respond.mockResolvedValueOnce(reply({ next }));
    await acme.answerAll();
    const { conversation, event } = await handedOver(ana);
    const queueId = expected === null ? null : QUEUE_ID;
    expect(conversation.queueId).toBe(queueId);
    expect(event).toMatchObject({ toQueueId: queueId });
    await setArchived([]);
  });

  it('in no queue where an answer did not get through and theirs is archived', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    await setArchived([QUEUE_ID]);
    await acme.stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 63016, times: 1 });
    await acme.answerAll();
    expect((await handedOver(ana)).conversation.queueId).toBeNull();
    const ben = acme.newCustomer();
    await ben.write('Hi');
    expect((await ben.stored()).queueId).toBeNull();
    await setArchived([]);
    await acme.answerAll();
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    [
      'answers with what cannot be stored',
      () =>
        Promise.resolve(
          reply({
            unanswered: '\u0000',
            bot: { stepId: null, failures: 0, variables: { x: Symbol('no') as unknown as string } },
          }),
        ),
    ],
  ])('at the first fault, when the responder %s', async (_name, fault) => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    acme.respond.mockImplementationOnce(fault);
    await acme.answerAll();
    const { conversation, event } = await handedOver(ana);
    expect(event).toMatchObject({ reason: 'provider-failed' });
    expect(await runsOf('acme', conversation.id)).toMatchObject([
      { outcome: 'failed', reason: 'provider-failed' },
    ]);
  });

  it('once the mode was changed, and nothing is asked', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    await db().doc(paths.automation('acme')).update({ mode: 'off' });
    await acme.answerAll();
    expect((await handedOver(ana)).event).toMatchObject({ reason: 'switched-off' });
    expect(acme.respond).not.toHaveBeenCalled();
  });

  it('after twenty answers in a row', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    const { id } = await ana.stored();
    await db().doc(paths.conversation('acme', id)).update({ 'automation.turns': 20 });
    await acme.answerAll();
    expect((await handedOver(ana)).event).toMatchObject({ reason: 'turn-limit' });
    expect(acme.respond).not.toHaveBeenCalled();
  });

  it('where nothing can be sent: the window is over', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    const { id } = await ana.stored();
    await db().doc(paths.conversation('acme', id)).update({ windowEndsAt: 1000 });
    await acme.answerAll();
    expect((await handedOver(ana)).event).toMatchObject({ reason: 'cannot-send' });
  });

  it('where the provider refuses the answer', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    await acme.stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 63016, times: 1 });
    await acme.answerAll();
    expect((await handedOver(ana)).event).toMatchObject({ reason: 'cannot-send' });
  });

  it('where the provider says later that the answer did not get through', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    await acme.answerAll();
    const { id } = await ana.stored();
    const answer = (await messagesOf('acme', id)).find(({ direction }) => direction === 'outbound');
    const error = { code: 'twilio:63016', message: 'Not delivered.', retryable: false };
    const providerMessageId = answer?.providerMessageId ?? '';
    const report = { providerMessageId, status: 'failed' as const, error, ids: null };
    expect(await applyStatus('acme', report)).toBe('raised');
    expect((await handedOver(ana)).event).toMatchObject({ reason: 'cannot-send' });
    expect(await applyStatus('acme', report)).toBe('unchanged');
  });

  it('and a member who answers takes the conversation: the answer under way is thrown away', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    const { id } = await ana.stored();
    acme.respond.mockImplementationOnce(async () => {
      await db()
        .doc(paths.conversation('acme', id))
        .update({ handler: 'human', assigneeId: acme.company.members.agent, automation: null });
      return reply();
    });
    await acme.answerAll();
    expect(await ana.taken()).toEqual([]);
    expect(await ana.stored()).toMatchObject({ handler: 'human' });
  });
});

it('an AI agent says its own words at a hand-over that it did not decide', async () => {
  const words = aiAgent({ handOver: { message: 'A colleague will help.' } });
  await putLiveAssistant('acme', { channelId: acme.channelId, assistant: assistant('ai', { ai: words }) });
  forgetAutomation('acme');
  const ana = acme.newCustomer();
  await ana.write('Hi');
  acme.respond.mockRejectedValueOnce(new Error('broken'));
  await acme.answerAll();
  expect(await ana.taken()).toEqual(['A colleague will help.']);
});
