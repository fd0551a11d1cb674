import { describe, expect, it } from 'vitest';
import { clientSchema } from '#contracts/collections/client.ts';
import { ticketSchema } from '#contracts/collections/conversation.ts';
import { unansweredSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import { control } from '../../../simulator/testing/control.ts';
import { runOutboxEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { reply, runsOf } from '../testing/automation.ts';
import { NUMBER } from '../testing/demo-company.ts';
import { messagesOf } from '../testing/inbox.ts';
import { useTickingClock } from '../testing/ticking-clock.ts';
import { pendingEntries, useResponder } from '../testing/use-responder.ts';

useTickingClock(Date.now());
const acme = useResponder();

describe('an answer', () => {
  it('is written with everything that it changes, and sent', async () => {
    const ana = acme.newCustomer();
    await ana.write('When do you open?');
    const before = await ana.stored();
    expect(before).toMatchObject({
      status: 'open',
      handler: 'ai',
      assigneeId: null,
      unread: false,
      automation: { assistantId: 'ai-1', turns: 0, failedTurns: 0, answeredCount: 0, bot: null },
    });
    acme.respond.mockResolvedValueOnce(
      reply({
        parts: [
          { text: 'We open at nine.', media: [] },
          { text: ' ', media: [] },
          { text: 'See you!', media: [] },
        ],
        clientFields: { city: 'Lima' },
        hasFailed: true,
        unanswered: 'On holidays too?',
      }),
    );
    await acme.answerAll();
    expect(acme.respond.mock.calls[0]?.[0]).toMatchObject({
      companyId: 'acme',
      conversationId: before.id,
      message: { text: 'When do you open?' },
      assistant: { name: 'ai one' },
    });
    const [, first, second] = await messagesOf('acme', before.id);
    expect(first).toMatchObject({
      direction: 'outbound',
      text: 'We open at nine.',
      status: 'sent',
      sentBy: null,
      assistant: { id: 'ai-1', name: 'ai one', type: 'ai' },
    });
    expect(first?.pendingSince).toBeUndefined();
    expect(second?.providerAt).toBeGreaterThan(first?.providerAt ?? Infinity);
    expect(await ana.taken()).toEqual(['We open at nine.', 'See you!']);
    expect(await ana.stored()).toMatchObject({
      status: 'open',
      handler: 'ai',
      unread: false,
      readCount: 0,
      waitingSince: null,
      lastMessage: { text: 'See you!', direction: 'outbound', sentBy: null, assistantType: 'ai' },
      automation: { turns: 1, failedTurns: 1, answeredCount: 1 },
    });
    expect(await runsOf('acme', before.id)).toMatchObject([
      {
        outcome: 'answered',
        assistantName: 'ai one',
        clientName: 'Ana',
        messageId: first?.id,
        inputTokens: 90,
      },
    ]);
    const client = await db().doc(paths.client('acme', before.clientId)).get();
    expect(clientSchema.parse(client.data())).toMatchObject({ name: 'Ana', fields: { city: 'Lima' } });
    const questions = await db().collection(paths.unanswered('acme')).get();
    expect(questions.docs.map((question) => unansweredSchema.parse(question.data()))).toMatchObject([
      { question: 'On holidays too?', state: 'open', conversationId: before.id },
    ]);
  });

  it('costs at most 6 reads and 7 writes beyond the webhook, and the webhook one write more', async () => {
    const ana = acme.newCustomer();
    await ana.write('one');
    await acme.answerAll();
    const inbound = await acme.stack.bill(() => ana.write('two'));
    expect(inbound).toEqual({ reads: 2, writes: 3, deletes: 0, invocations: 0 });
    const [entry] = await pendingEntries('answer');
    const billed = await acme.stack.bill(() => runOutboxEntry(entry?.path ?? ''));
    expect(billed).toEqual({ reads: 5, writes: 6, deletes: 0, invocations: 0 });
  });

  it('is one for two quick messages', async () => {
    const ana = acme.newCustomer();
    await ana.write('When do you');
    await ana.write('open?');
    await acme.answerAll();
    expect(acme.respond).toHaveBeenCalledTimes(1);
    expect(acme.respond.mock.calls[0]?.[0].message.text).toBe('open?');
    expect(await ana.taken()).toEqual(['We open at nine.']);
  });

  it('shows typing beneath the message that it answers', async () => {
    const ana = acme.newCustomer();
    const sent = { from: ana.address, to: `whatsapp:${NUMBER}`, text: 'When?' };
    const { sid } = (await acme.stack.control('messages', sent)) as { sid: string };
    await ana.write('When?', { providerMessageId: sid });
    await acme.answerAll();
    expect(await control(acme.stack.simulator, 'GET', 'typing')).toEqual({ messages: [sid] });
  });

  it('comes for a message with files after the first attempt at them, whatever that came to', async () => {
    const ana = acme.newCustomer();
    const media = [
      { kind: 'image' as const, mimeType: 'image/png', name: null, ref: 'https://nowhere.test/x' },
    ];
    await ana.write('', { kind: 'image', media });
    expect(await pendingEntries('answer')).toEqual([]);
    const [copy] = await pendingEntries('copy-media');
    await runOutboxEntry(copy?.path ?? '');
    await acme.answerAll();
    expect(await ana.taken()).toEqual(['We open at nine.']);
  });

  it('comes to a message with a file although the first attempt at the file failed', async () => {
    const ana = acme.newCustomer();
    const file = { kind: 'image', mimeType: 'image/png', name: null, ref: 'https://nobody.test/1' } as const;
    await ana.write('What is this?', { media: [file] });
    const { id } = await ana.stored();
    const [message] = await messagesOf('acme', id);
    const ref = db().doc(paths.message('acme', id, message?.id ?? ''));
    const [entry] = await pendingEntries('copy-media');
    await ref.update({ text: 7 }); // what no message is: the attempt ends before it stores anything
    await runOutboxEntry(entry?.path ?? '');
    await ref.update({ text: 'What is this?' });
    await db()
      .doc(entry?.path ?? '')
      .update({ nextAttemptAt: 1 });
    await runOutboxEntry(entry?.path ?? '');
    await acme.answerAll();
    expect(await ana.lines()).toEqual(['inbound: What is this?', 'outbound: We open at nine.']);
  });

  it('closes the conversation where the responder ends it, and the next episode begins with the assistant', async () => {
    const ana = acme.newCustomer();
    await ana.write('bye');
    acme.respond.mockResolvedValueOnce(reply({ next: { type: 'end' } }));
    await acme.answerAll();
    const closed = await ana.stored();
    expect(closed).toMatchObject({ status: 'closed', handler: 'none', waitingSince: null });
    const ticket = await db().doc(paths.ticket('acme', closed.ticket.id)).get();
    expect(ticketSchema.parse(ticket.data())).toMatchObject({ closedBy: null, number: closed.ticket.number });
    expect(await ana.lines()).toEqual(['inbound: bye', 'outbound: We open at nine.', 'event: closed']);
    await ana.write('one more thing');
    await acme.answerAll();
    expect(await ana.stored()).toMatchObject({
      status: 'open',
      handler: 'ai',
      automation: { turns: 1 },
    });
  });
});

describe('a message that opts in or out', () => {
  it('is never answered, and does not make anybody wait', async () => {
    const ana = acme.newCustomer();
    await ana.write('STOP', { optOut: 'stop' });
    expect(await ana.stored()).toMatchObject({ handler: 'ai', waitingSince: null });
    await ana.write('HELP', { optOut: 'help' });
    await acme.answerAll();
    expect(acme.respond).not.toHaveBeenCalled();
    await ana.write('When do you open?');
    await acme.answerAll();
    expect(await ana.taken()).toEqual(['We open at nine.']);
  });

  it('lets people go on with a question that was still open', async () => {
    const ana = acme.newCustomer();
    await ana.write('When do you open?');
    await ana.write('HELP', { optOut: 'help' });
    await acme.answerAll();
    expect(acme.respond).not.toHaveBeenCalled();
    expect(await ana.stored()).toMatchObject({ status: 'waiting', handler: 'none', unread: true });
  });
});

describe('a draft', () => {
  it('is a note that waits, and the customer goes on waiting', async () => {
    const ana = acme.newCustomer();
    await ana.write('Hi');
    acme.respond.mockResolvedValueOnce(reply({ isDraft: true }));
    await acme.answerAll();
    const conversation = await ana.stored();
    expect(conversation).toMatchObject({
      status: 'open',
      handler: 'ai',
      unread: true,
      automation: { turns: 1 },
    });
    expect(conversation.waitingSince).not.toBeNull();
    const note = (await messagesOf('acme', conversation.id))[1];
    expect(note).toMatchObject({
      direction: 'note',
      public: false,
      text: 'We open at nine.',
      draft: { state: 'waiting', inboundCount: 1 },
    });
    expect(await ana.taken()).toEqual([]);
    expect(await runsOf('acme', conversation.id)).toMatchObject([{ outcome: 'draft', messageId: note?.id }]);
  });

  it('that is not there waits for nobody: an assistant that only drafts hands over, and its run says so', async () => {
    const ana = acme.newCustomer();
    await ana.write('A person, please');
    const next = { type: 'hand-over', reason: 'customer-asked', queueId: null, note: '' } as const;
    acme.respond.mockResolvedValueOnce(reply({ isDraft: true, parts: [], next }));
    await acme.answerAll();
    const { id } = await ana.stored();
    expect(await runsOf('acme', id)).toMatchObject([
      { outcome: 'handed-over', reason: 'customer-asked', messageId: null },
    ]);
    expect((await ana.stored()).draftRunId ?? null).toBeNull();
  });

  it('that goes with a hand-over waits all the same', async () => {
    const ana = acme.newCustomer();
    await ana.write('This is outrageous');
    const next = { type: 'hand-over', reason: 'anger', queueId: null, note: '' } as const;
    acme.respond.mockResolvedValueOnce(reply({ isDraft: true, next }));
    await acme.answerAll();
    const { id } = await ana.stored();
    expect(await runsOf('acme', id)).toMatchObject([{ outcome: 'draft', reason: 'anger' }]);
    await ana.write('Hello?'); // people hold it now: no other answer comes
    expect(await runsOf('acme', id)).toMatchObject([{ outcome: 'superseded' }]);
  });

  it('whose run is gone keeps no message of the customer out', async () => {
    const ana = acme.newCustomer();
    acme.respond.mockResolvedValueOnce(reply({ isDraft: true }));
    await ana.write('Hi');
    await acme.answerAll();
    const { draftRunId } = await ana.stored();
    await db()
      .doc(paths.run('acme', draftRunId ?? ''))
      .delete();
    await ana.write('Hello?');
    expect(await ana.lines()).toContain('inbound: Hello?');
    expect((await ana.stored()).draftRunId).toBeNull();
  });

  it('waits no more once the customer writes on, for one write of the webhook', async () => {
    const ana = acme.newCustomer();
    acme.respond.mockImplementation(() => Promise.resolve(reply({ isDraft: true })));
    await ana.write('Hi');
    await acme.answerAll();
    const { id } = await ana.stored();
    const inbound = await acme.stack.bill(() => ana.write('And on Sundays?'));
    expect(inbound).toEqual({ reads: 2, writes: 4, deletes: 0, invocations: 0 });
    expect(await runsOf('acme', id)).toMatchObject([{ outcome: 'superseded' }]);
    const [entry] = await pendingEntries('answer');
    const billed = await acme.stack.bill(() => runOutboxEntry(entry?.path ?? ''));
    expect(billed).toEqual({ reads: 5, writes: 5, deletes: 0, invocations: 0 });
    expect(await runsOf('acme', id)).toMatchObject([{ outcome: 'superseded' }, { outcome: 'draft' }]);
  });
});

it('nothing answers on a channel without an assistant, and an open conversation of nobody waits again', async () => {
  const ana = acme.newCustomer('twilio_sms');
  await ana.write('Hi');
  const { id, ...conversation } = await ana.stored();
  expect(conversation).toMatchObject({ status: 'waiting', handler: 'none' });
  await db().doc(paths.conversation('acme', id)).update({ status: 'open', waitingSince: null });
  await ana.write('Hello?');
  expect(await ana.stored()).toMatchObject({ status: 'waiting', unread: true });
});
