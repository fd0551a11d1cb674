import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientSchema } from '#contracts/collections/client.ts';
import { conversationSchema, ticketSchema } from '#contracts/collections/conversation.ts';
import { unansweredSchema, usageSchema } from '#contracts/collections/automation.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { InboundMessage } from '#contracts/inbound.ts';
import { findRoute } from '../connections/route-store.ts';
import { applyStatus } from '../inbox/apply-status.ts';
import { sweepPending } from '../inbox/sweep-pending.ts';
import { receiveMessage } from '../inbox/receive-message.ts';
import { runOutboxEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { setClock } from '../platform/clock.ts';
import { localDay } from '../platform/local-day.ts';
import { aiAgent, assistant } from '../testing/assistants.ts';
import { entriesOf, putLiveAssistant, reply, runsOf } from '../testing/automation.ts';
import { createDemoCompany, NUMBER, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, messagesOf } from '../testing/inbox.ts';
import { PUBLIC_BASE_URL, startStack, type Stack } from '../testing/stack.ts';
import { newSid } from '../testing/webhook.ts';
import { forgetAiSettings } from './ai-settings-store.ts';
import { forgetAutomation } from './automation-store.ts';
import { aiResponder } from './ai-responder.ts';
import type { Reply, Turn } from './responder.ts';
import { responders } from './responders.ts';

let stack: Stack;
let company: DemoCompany;
let channelId: string;

beforeAll(async () => {
  stack = await startStack({ withoutFunctions: true });
  company = await createDemoCompany('acme');
  ({ channelId } = company.channels.twilio_whatsapp);
  for (const { routeId } of Object.values(company.channels)) await findRoute(routeId);
});
afterAll(() => stack.stop());

const respond = vi.fn<(turn: Turn) => Promise<Reply>>();

beforeEach(async () => {
  respond.mockReset().mockImplementation(() => Promise.resolve(reply()));
  responders.ai = respond;
  await putLiveAssistant('acme', { channelId, assistant: assistant('ai') });
});
afterEach(async () => {
  responders.ai = aiResponder;
  await fetch(`${stack.simulator.url}/control/trouble`, { method: 'DELETE' });
});

let customers = 0;

interface Customer {
  address: string;
  /** Stores a message of this customer, as the webhook does. */
  write: (text: string, change?: Partial<InboundMessage>) => Promise<void>;
}

function newCustomer(type: 'twilio_whatsapp' | 'twilio_sms' = 'twilio_whatsapp'): Customer {
  customers += 1;
  const phone = `+1415559${String(customers).padStart(4, '0')}`;
  const prefix = type === 'twilio_whatsapp' ? 'whatsapp:' : '';
  const address = prefix + phone;
  return {
    address,
    async write(text, change = {}) {
      const route = await findRoute(company.channels[type].routeId);
      if (route === null) throw new Error('the demo company has a route');
      await receiveMessage(route, {
        type: 'message',
        providerMessageId: newSid(),
        kind: 'text',
        from: address,
        fromName: 'Ana',
        to: prefix + NUMBER,
        primaryId: address,
        aliases: [],
        phone,
        providerAt: null,
        text,
        media: [],
        replyToProviderId: null,
        ...change,
      });
    },
  };
}

/** Runs every answer that is due, side by side, as the triggers do. */
async function answerAll(): Promise<void> {
  const entries = await entriesOf('acme', 'answer');
  await Promise.all(
    entries.filter(({ state }) => state === 'pending').map(({ path }) => runOutboxEntry(path)),
  );
}

const stored = (address: string) => conversationWith('acme', address);

async function texts(address: string): Promise<string[]> {
  const { id } = await stored(address);
  return (await messagesOf('acme', id)).map(
    ({ direction, text, event }) => `${direction}: ${event?.type ?? text}`,
  );
}

/** How often the provider has taken a text for a customer. */
async function taken(address: string): Promise<string[]> {
  const response = await fetch(`${stack.simulator.url}/control/messages`);
  const { messages } = (await response.json()) as {
    messages: { to: string; body: string; direction: string }[];
  };
  return messages
    .filter(({ direction, to }) => direction === 'outbound' && to === address)
    .map(({ body }) => body);
}

describe('an answer', () => {
  it('is written with everything that it changes, and sent', async () => {
    const ana = newCustomer();
    await ana.write('When do you open?');
    const before = await stored(ana.address);
    expect(before).toMatchObject({
      status: 'open',
      handler: 'ai',
      assigneeId: null,
      unread: false,
      automation: { assistantId: 'ai-1', turns: 0, failedTurns: 0, answeredCount: 0, bot: null },
    });
    respond.mockResolvedValueOnce(
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
    await answerAll();
    expect(respond.mock.calls[0]?.[0]).toMatchObject({
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
    expect(await taken(ana.address)).toEqual(['We open at nine.', 'See you!']);
    expect(await stored(ana.address)).toMatchObject({
      status: 'open',
      handler: 'ai',
      unread: false,
      readCount: 0,
      waitingSince: null,
      lastMessage: { text: 'See you!', direction: 'outbound' },
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
    const ana = newCustomer();
    await ana.write('one');
    await answerAll();
    const inbound = await stack.bill(() => ana.write('two'));
    expect(inbound).toEqual({ reads: 2, writes: 3, deletes: 0, invocations: 0 });
    const entry = (await entriesOf('acme', 'answer')).find(({ state }) => state === 'pending');
    const billed = await stack.bill(() => runOutboxEntry(entry?.path ?? ''));
    expect(billed).toEqual({ reads: 5, writes: 6, deletes: 0, invocations: 0 });
  });

  it('comes to a message with a file although the first attempt at the file failed', async () => {
    const ana = newCustomer();
    const file = { kind: 'image', mimeType: 'image/png', name: null, ref: 'https://nobody.test/1' } as const;
    await ana.write('What is this?', { media: [file] });
    const { id } = await stored(ana.address);
    const [message] = await messagesOf('acme', id);
    const ref = db().doc(paths.message('acme', id, message?.id ?? ''));
    const [entry] = (await entriesOf('acme', 'copy-media')).filter(({ state }) => state === 'pending');
    await ref.update({ text: 7 }); // what no message is: the attempt ends before it stores anything
    await runOutboxEntry(entry?.path ?? '');
    await ref.update({ text: 'What is this?' });
    await db()
      .doc(entry?.path ?? '')
      .update({ nextAttemptAt: 1 });
    await runOutboxEntry(entry?.path ?? '');
    await answerAll();
    expect(await texts(ana.address)).toEqual(['inbound: What is this?', 'outbound: We open at nine.']);
  });

  it('is one for two quick messages', async () => {
    const ana = newCustomer();
    await ana.write('When do you');
    await ana.write('open?');
    await answerAll();
    expect(respond).toHaveBeenCalledTimes(1);
    expect(respond.mock.calls[0]?.[0].message.text).toBe('open?');
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
  });

  it('is thrown away where the customer writes meanwhile, and the next one covers both', async () => {
    const ana = newCustomer();
    await ana.write('When?');
    respond.mockImplementationOnce(async () => {
      await ana.write('And where?');
      return reply({ parts: [{ text: 'late', media: [] }] });
    });
    await answerAll();
    expect(await taken(ana.address)).toEqual([]);
    await answerAll();
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
    const { id } = await stored(ana.address);
    expect((await runsOf('acme', id)).map(({ outcome }) => outcome)).toEqual(['superseded', 'answered']);
  });

  it('is sent once however often its entry is delivered', async () => {
    const ana = newCustomer();
    await ana.write('When?');
    const [entry] = (await entriesOf('acme', 'answer')).filter(({ state }) => state === 'pending');
    const deliveries = Array.from({ length: 4 }, () => runOutboxEntry(entry?.path ?? ''));
    await Promise.all(deliveries);
    await runOutboxEntry(entry?.path ?? '');
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
    expect((await stored(ana.address)).automation?.turns).toBe(1);
  });

  it('survives that tags or the reading state change while it is made', async () => {
    const ana = newCustomer();
    await ana.write('When?');
    const { id } = await stored(ana.address);
    respond.mockImplementationOnce(async () => {
      await db().doc(paths.conversation('acme', id)).update({ priority: 'high' });
      return reply();
    });
    await answerAll();
    expect(await stored(ana.address)).toMatchObject({ priority: 'high', automation: { turns: 1 } });
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
  });

  it('that a crash kept from the provider is settled by the sweeper and not sent twice', async () => {
    const ana = newCustomer();
    await ana.write('When?');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 503, times: 1 });
    await answerAll();
    const { id } = await stored(ana.address);
    const answer = async () => (await messagesOf('acme', id))[1];
    expect(await answer()).toMatchObject({ status: 'queued' });
    await answerAll();
    const restore = setClock(() => Date.now() + 150_000);
    await sweepPending().finally(restore);
    expect(await answer()).toMatchObject({ status: 'failed', outcome: 'known', error: { code: 'not-sent' } });
    expect(await taken(ana.address)).toEqual([]);
    // Nobody would look at it in the hands of an assistant that takes itself for done.
    expect(await stored(ana.address)).toMatchObject({ status: 'waiting', handler: 'none', unread: true });
  });

  it('shows typing beneath the message that it answers', async () => {
    const ana = newCustomer();
    const sent = { from: ana.address, to: `whatsapp:${NUMBER}`, text: 'When?' };
    const { sid } = (await stack.control('messages', sent)) as { sid: string };
    await ana.write('When?', { providerMessageId: sid });
    await answerAll();
    const response = await fetch(`${stack.simulator.url}/control/typing`);
    expect(await response.json()).toEqual({ messages: [sid] });
  });

  it('comes for a message with files after the first attempt at them, whatever that came to', async () => {
    const ana = newCustomer();
    const media = [
      { kind: 'image' as const, mimeType: 'image/png', name: null, ref: 'https://nowhere.test/x' },
    ];
    await ana.write('', { kind: 'image', media });
    expect((await entriesOf('acme', 'answer')).filter(({ state }) => state === 'pending')).toEqual([]);
    const [copy] = (await entriesOf('acme', 'copy-media')).filter(({ state }) => state === 'pending');
    await runOutboxEntry(copy?.path ?? '');
    await answerAll();
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
  });

  it('closes the conversation where the responder ends it, and the next episode begins with the assistant', async () => {
    const ana = newCustomer();
    await ana.write('bye');
    respond.mockResolvedValueOnce(reply({ next: { type: 'end' } }));
    await answerAll();
    const closed = await stored(ana.address);
    expect(closed).toMatchObject({ status: 'closed', handler: 'none', waitingSince: null });
    const ticket = await db().doc(paths.ticket('acme', closed.ticket.id)).get();
    expect(ticketSchema.parse(ticket.data())).toMatchObject({ closedBy: null, number: closed.ticket.number });
    expect(await texts(ana.address)).toEqual(['inbound: bye', 'outbound: We open at nine.', 'event: closed']);
    await ana.write('one more thing');
    await answerAll();
    expect(await stored(ana.address)).toMatchObject({
      status: 'open',
      handler: 'ai',
      automation: { turns: 1 },
    });
  });
});

describe('people go on', () => {
  const handedOver = async (address: string) => {
    const conversation = await stored(address);
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
    const ana = newCustomer();
    await ana.write('A person, please');
    const next = {
      type: 'hand-over',
      reason: 'customer-asked',
      queueId: QUEUE_ID,
      note: 'wants Ana',
    } as const;
    respond.mockResolvedValueOnce(reply({ parts: [{ text: 'One moment.', media: [] }], next }));
    await answerAll();
    const { conversation, event } = await handedOver(ana.address);
    expect(event).toMatchObject({
      reason: 'customer-asked',
      toQueueId: QUEUE_ID,
      note: 'wants Ana',
      by: null,
    });
    expect(conversation.queueId).toBe(QUEUE_ID);
    expect(await taken(ana.address)).toEqual(['One moment.']);
    await ana.write('hello?');
    await answerAll();
    expect(respond).toHaveBeenCalledTimes(1);
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
    const ana = newCustomer();
    await ana.write('Hi');
    respond.mockImplementationOnce(fault);
    await answerAll();
    const { conversation, event } = await handedOver(ana.address);
    expect(event).toMatchObject({ reason: 'provider-failed' });
    expect(await runsOf('acme', conversation.id)).toMatchObject([
      { outcome: 'failed', reason: 'provider-failed' },
    ]);
  });

  it('once the mode was changed, and nothing is asked', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    await db().doc(paths.automation('acme')).update({ mode: 'off' });
    await answerAll();
    expect((await handedOver(ana.address)).event).toMatchObject({ reason: 'switched-off' });
    expect(respond).not.toHaveBeenCalled();
  });

  it('after twenty answers in a row', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    const { id } = await stored(ana.address);
    await db().doc(paths.conversation('acme', id)).update({ 'automation.turns': 20 });
    await answerAll();
    expect((await handedOver(ana.address)).event).toMatchObject({ reason: 'turn-limit' });
    expect(respond).not.toHaveBeenCalled();
  });

  it('where nothing can be sent: the window is over', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    const { id } = await stored(ana.address);
    await db().doc(paths.conversation('acme', id)).update({ windowEndsAt: 1000 });
    await answerAll();
    expect((await handedOver(ana.address)).event).toMatchObject({ reason: 'cannot-send' });
  });

  it('where the provider refuses the answer', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    await stack.control('trouble', { kind: 'refuse', httpStatus: 400, code: 63016, times: 1 });
    await answerAll();
    expect((await handedOver(ana.address)).event).toMatchObject({ reason: 'cannot-send' });
  });

  it('where the provider says later that the answer did not get through', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    await answerAll();
    const { id } = await stored(ana.address);
    const answer = (await messagesOf('acme', id)).find(({ direction }) => direction === 'outbound');
    const error = { code: 'twilio:63016', message: 'Not delivered.', retryable: false };
    const providerMessageId = answer?.providerMessageId ?? '';
    const report = { providerMessageId, status: 'failed' as const, error, ids: null };
    expect(await applyStatus('acme', report)).toBe('raised');
    expect((await handedOver(ana.address)).event).toMatchObject({ reason: 'cannot-send' });
    expect(await applyStatus('acme', report)).toBe('unchanged');
  });

  it('and a member who answers takes the conversation: the answer under way is thrown away', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    const { id } = await stored(ana.address);
    respond.mockImplementationOnce(async () => {
      await db()
        .doc(paths.conversation('acme', id))
        .update({ handler: 'human', assigneeId: company.members.agent, automation: null });
      return reply();
    });
    await answerAll();
    expect(await taken(ana.address)).toEqual([]);
    expect(await stored(ana.address)).toMatchObject({ handler: 'human' });
  });
});

describe('a message that opts in or out', () => {
  it('is never answered, and does not make anybody wait', async () => {
    const ana = newCustomer();
    await ana.write('STOP', { optOut: 'stop' });
    expect(await stored(ana.address)).toMatchObject({ handler: 'ai', waitingSince: null });
    await ana.write('HELP', { optOut: 'help' });
    await answerAll();
    expect(respond).not.toHaveBeenCalled();
    await ana.write('When do you open?');
    await answerAll();
    expect(await taken(ana.address)).toEqual(['We open at nine.']);
  });

  it('lets people go on with a question that was still open', async () => {
    const ana = newCustomer();
    await ana.write('When do you open?');
    await ana.write('HELP', { optOut: 'help' });
    await answerAll();
    expect(respond).not.toHaveBeenCalled();
    expect(await stored(ana.address)).toMatchObject({ status: 'waiting', handler: 'none', unread: true });
  });
});

describe('a draft', () => {
  it('is a note that waits, and the customer goes on waiting', async () => {
    const ana = newCustomer();
    await ana.write('Hi');
    respond.mockResolvedValueOnce(reply({ isDraft: true }));
    await answerAll();
    const conversation = await stored(ana.address);
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
    expect(await taken(ana.address)).toEqual([]);
    expect(await runsOf('acme', conversation.id)).toMatchObject([{ outcome: 'draft', messageId: note?.id }]);
  });
});

describe('the budget of a day', () => {
  const setBudget = async (tokensPerDay: number) => {
    await db()
      .doc(paths.aiSettings('acme'))
      .set({
        keys: { gemini: null, openai: null },
        allowedHosts: [],
        budget: { tokensPerDay, answersPerDay: 2000 },
      });
    forgetAiSettings('acme');
  };
  const usageRef = () => db().doc(paths.usage('acme', localDay(Date.now(), 'UTC')));
  afterEach(async () => {
    await db().doc(paths.aiSettings('acme')).delete();
    forgetAiSettings('acme');
  });

  it('warns admins once at 80 %, however many answers cross it together, and then ends', async () => {
    await usageRef().delete();
    await setBudget(500);
    const talk = async (count: number) => {
      const guests = Array.from({ length: count }, () => newCustomer());
      for (const guest of guests) await guest.write('Hi');
      await answerAll();
      return guests;
    };
    await talk(3);
    expect(await entriesOf('acme', 'send-mail')).toEqual([]);
    await talk(2); // 400 and 500 of 500
    const mails = await entriesOf('acme', 'send-mail');
    expect(mails.map(({ job }) => job)).toMatchObject([
      {
        mail: {
          to: 'acme-admin@example.test',
          content: { template: 'budget-warning', percent: 80, link: `${PUBLIC_BASE_URL}/chatbot/automation` },
        },
      },
    ]);
    expect(usageSchema.parse((await usageRef().get()).data())).toMatchObject({
      tokens: 500,
      answers: 5,
      costMicros: 35,
      isWarned: true,
    });
    respond.mockClear();
    const [late] = await talk(1);
    expect(respond).not.toHaveBeenCalled();
    expect(await texts(late?.address ?? '')).toEqual(['inbound: Hi', 'event: handed-over']);
    expect(await entriesOf('acme', 'send-mail')).toHaveLength(1);
    await usageRef().delete();
  });

  it('keeps no answer back where several begin the day and cross its warning at once', async () => {
    await usageRef().delete();
    await setBudget(100);
    const mails = await db().collection(paths.outbox('acme')).where('job.type', '==', 'send-mail').get();
    await Promise.all(mails.docs.map(({ ref }) => ref.delete()));
    const guests = [newCustomer(), newCustomer()];
    for (const guest of guests) await guest.write('Hi');
    let release: () => void = () => undefined;
    const bothAsked = new Promise<void>((resolve) => (release = resolve));
    respond.mockImplementation(async () => {
      if (respond.mock.calls.length === guests.length) release();
      await bothAsked;
      return reply();
    });
    await answerAll();
    for (const { address } of guests) expect(await taken(address)).toEqual(['We open at nine.']);
    expect((await entriesOf('acme', 'answer')).filter(({ state }) => state === 'pending')).toEqual([]);
    expect(await entriesOf('acme', 'send-mail')).toHaveLength(1);
    await usageRef().delete();
  });

  it('of 0 allows nothing', async () => {
    await setBudget(0);
    const ana = newCustomer();
    await ana.write('Hi');
    await answerAll();
    expect(respond).not.toHaveBeenCalled();
  });
});

it('nothing answers on a channel without an assistant, and an open conversation of nobody waits again', async () => {
  const ana = newCustomer('twilio_sms');
  await ana.write('Hi');
  const { id } = await stored(ana.address);
  expect(await stored(ana.address)).toMatchObject({ status: 'waiting', handler: 'none' });
  await db().doc(paths.conversation('acme', id)).update({ status: 'open', waitingSince: null });
  await ana.write('Hello?');
  const conversation = conversationSchema.parse(
    (await db().doc(paths.conversation('acme', id)).get()).data(),
  );
  expect(conversation).toMatchObject({ status: 'waiting', unread: true });
});

it('an AI agent says its own words at a hand-over that it did not decide', async () => {
  const words = aiAgent({ handOver: { message: 'A colleague will help.' } });
  await putLiveAssistant('acme', { channelId, assistant: assistant('ai', { ai: words }) });
  forgetAutomation('acme');
  const ana = newCustomer();
  await ana.write('Hi');
  respond.mockRejectedValueOnce(new Error('broken'));
  await answerAll();
  expect(await taken(ana.address)).toEqual(['A colleague will help.']);
});
