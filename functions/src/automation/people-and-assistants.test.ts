import { randomUUID } from 'node:crypto';
import { FieldPath } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { companySchema } from '#contracts/collections/company.ts';
import { memberSchema } from '#contracts/collections/member.ts';
import type { Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { forgetTaxonomy } from '../company/read-taxonomy.ts';
import { sendMessage } from '../inbox/send-message.ts';
import { addAnswerEntry, answerEntryId } from '../outbox/add-answer-entry.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { runOutboxEntry, takeUpEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { forgetCompany } from '../platform/company.ts';
import { Refusal } from '../platform/refusal.ts';
import { assistant } from '../testing/assistants.ts';
import { entriesOf, putLiveAssistant, runsOf } from '../testing/automation.ts';
import { createDemoCompany, QUEUE_ID, type DemoCompany } from '../testing/demo-company.ts';
import { conversation, inboundMessage } from '../testing/factories.ts';
import { messagesOf } from '../testing/inbox.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { useTickingClock } from '../testing/ticking-clock.ts';
import { approveDraft } from './approve-draft.ts';
import { discardDraft } from './discard-draft.ts';
import { giveToAutomation } from './give-to-automation.ts';

useTickingClock(Date.now());
let stack: Stack;
let company: DemoCompany;

beforeAll(async () => {
  stack = await startStack({ withoutFunctions: true });
  company = await createDemoCompany('acme');
});
afterAll(() => stack.stop());

let channelId = '';
beforeEach(async () => {
  ({ channelId } = company.channels.twilio_sms);
  await putLiveAssistant('acme', { channelId, assistant: assistant('ai') });
});

const held = {
  status: 'open',
  handler: 'ai',
  assigneeId: null,
  automation: { assistantId: 'ai-1', turns: 4, failedTurns: 0, answeredCount: 0, bot: null },
  readCount: 0,
  waitingSince: 1000,
} as const;

/** Stores a conversation that `agent` holds, of a customer who has written once. */
async function put(change: Partial<Conversation> = {}): Promise<string> {
  const id = randomUUID();
  const address = `+1415554${id.replace(/\D/g, '').padEnd(4, '0').slice(0, 4)}`;
  const stored = conversation({
    channelId,
    assigneeId: company.members.agent,
    client: { name: 'Ana', avatar: null, address },
    ...change,
  });
  await db().doc(paths.conversation('acme', id)).set(stored);
  await db()
    .doc(paths.message('acme', id, 'question'))
    .set(inboundMessage({ conversationId: id, text: 'When?' }));
  return id;
}

async function read(id: string): Promise<Conversation> {
  return (await db().doc(paths.conversation('acme', id)).get()).data() as Conversation; // written by this test
}

/** A call as the platform hands it to its handler. */
async function by<Input>(who: keyof DemoCompany['members'], input: Input) {
  const uid = company.members[who];
  const [member, stored] = await Promise.all([
    db().doc(paths.member('acme', uid)).get(),
    db().doc(paths.company('acme')).get(),
  ]);
  return {
    uid,
    companyId: 'acme',
    authTimeSeconds: 0,
    member: memberSchema.parse(member.data()),
    company: companySchema.parse(stored.data()),
    input,
  };
}

/** The reason of a refusal; `done` where there was none. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.details.reason;
    throw error;
  }
}

function text(conversationId: string): CallableInput<'sendMessage'> {
  const clientMessageId = randomUUID();
  return {
    conversationId,
    clientMessageId,
    type: 'message',
    text: 'I am a person.',
    uploads: [],
    replyToMessageId: null,
  };
}

describe('a member who writes where an assistant answers', () => {
  it('takes the conversation over, at no further read or write', async () => {
    const [warm, id] = [await put(), await put(held)];
    await sendMessage(await by('agent', text(warm)));
    const call = await by('agent', text(id));
    const billed = await stack.bill(() => sendMessage(call));
    expect(billed).toMatchObject({ reads: 1, writes: 3 });
    expect(await read(id)).toMatchObject({
      handler: 'human',
      assigneeId: company.members.agent,
      automation: null,
      unread: false,
    });
  });
});

describe('giving a conversation back', () => {
  const give = async (who: keyof DemoCompany['members'], conversationId: string) =>
    outcome(giveToAutomation(await by(who, { conversationId })));
  const answersTo = async (id: string) =>
    (await entriesOf('acme', 'answer')).filter(
      ({ job }) => 'conversationId' in job && job.conversationId === id,
    );

  it('lets the assistant answer at once if the customer waits, and once however often it is given', async () => {
    const agent = company.members.agent;
    const id = await put({ assigneeId: agent, waitingSince: 1000, unread: true });
    expect(await give('agent', id)).toBe('done');
    expect(await give('agent', id)).toBe('done');
    expect(await read(id)).toMatchObject({
      status: 'open',
      handler: 'ai',
      assigneeId: null,
      unread: false,
      automation: { assistantId: 'ai-1', turns: 0, answeredCount: 0 },
    });
    expect((await answersTo(id)).map(({ job }) => job)).toEqual([
      { type: 'answer', conversationId: id, messageId: 'question', inboundCount: 1 },
    ]);
    const lines = await messagesOf('acme', id);
    expect(lines.flatMap(({ event }) => event ?? [])).toEqual([
      { type: 'given-to-automation', by: agent, assistantName: 'ai one' },
    ]);
  });

  it('writes nothing to answer where nobody waits or the customer opted out', async () => {
    const quiet = await put();
    const stopped = await put({ waitingSince: 1000 });
    await db()
      .doc(paths.message('acme', stopped, 'question'))
      .update({ optOut: 'stop' });
    expect([await give('agent', quiet), await give('agent', stopped)]).toEqual(['done', 'done']);
    expect([...(await answersTo(quiet)), ...(await answersTo(stopped))]).toEqual([]);
    expect(await read(stopped)).toMatchObject({ handler: 'ai', waitingSince: null });
  });

  it('is refused without a live assistant, to who does not hold it, and when it is closed', async () => {
    expect(await give('secondAgent', await put({ assigneeId: null }))).toBe('done');
    const taken = await put();
    expect(await give('secondAgent', taken)).toBe('conversation-not-yours');
    expect(await give('supervisor', taken)).toBe('done');
    expect(await give('agent', await put({ status: 'closed' }))).toBe('conversation-closed');
    await putLiveAssistant('acme', { channelId, assistant: assistant('ai'), mode: 'chatbot' });
    expect(await give('agent', await put())).toBe('assistant-not-live');
  });
});

describe('a draft', () => {
  /** A conversation in which the assistant proposes an answer. */
  async function draft(
    change: Partial<Conversation> = {},
  ): Promise<{ conversationId: string; messageId: string }> {
    const messageId = randomUUID();
    const conversationId = await put({ ...held, draftRunId: `run-${messageId}`, ...change });
    const note: Message = inboundMessage({
      conversationId,
      direction: 'note',
      public: false,
      text: 'We open at nine.',
      assistant: { id: 'ai-1', name: 'ai one', type: 'ai' },
      draft: { runId: `run-${messageId}`, state: 'waiting', inboundCount: 1 },
    });
    await db()
      .doc(paths.message('acme', conversationId, messageId))
      .set(note);
    await db()
      .doc(paths.run('acme', `run-${messageId}`))
      .set({
        at: 1,
        assistantId: 'ai-1',
        assistantName: 'ai one',
        type: 'ai',
        conversationId,
        clientName: 'Ana',
        messageId,
        outcome: 'draft',
        reason: null,
        provider: 'gemini',
        model: 'm',
        promptVersion: 1,
        inputTokens: 1,
        outputTokens: 1,
        latencyMs: 1,
        costMicros: 1,
        documentIds: [],
      });
    return { conversationId, messageId };
  }
  const sentOf = async (conversationId: string) =>
    (await messagesOf('acme', conversationId)).filter(({ direction }) => direction === 'outbound');

  it('is sent as the member changed it, and the assistant goes on', async () => {
    const proposed = await draft();
    const call = await by('agent', { ...proposed, text: 'We open at ten.' });
    const { messageId } = await approveDraft(call);
    expect(await sentOf(proposed.conversationId)).toMatchObject([
      {
        id: messageId,
        text: 'We open at ten.',
        status: 'sent',
        sentBy: company.members.agent,
        assistant: { id: 'ai-1' },
      },
    ]);
    expect(await read(proposed.conversationId)).toMatchObject({
      handler: 'ai',
      assigneeId: null,
      waitingSince: null,
      unread: false,
      automation: { turns: 0 },
      draftRunId: null, // so that no later message of the customer overtakes it
    });
    expect(await runsOf('acme', proposed.conversationId)).toMatchObject([{ outcome: 'answered', messageId }]);
    expect(await approveDraft(call)).toEqual({ messageId }); // the same call again
    expect(await outcome(approveDraft(await by('secondAgent', call.input)))).toBe('draft-decided');
    expect(await outcome(discardDraft(await by('agent', proposed)))).toBe('draft-decided');
    expect(await sentOf(proposed.conversationId)).toHaveLength(1);
  });

  it('that two members approve at once is sent once', async () => {
    const proposed = await draft();
    const calls = await Promise.all(
      (['agent', 'secondAgent'] as const).map((who) => by(who, { ...proposed, text: `by ${who}` })),
    );
    const outcomes = await Promise.all(calls.map((call) => outcome(approveDraft(call))));
    expect(outcomes.toSorted()).toEqual(['done', 'draft-decided']);
    expect(await sentOf(proposed.conversationId)).toHaveLength(1);
  });

  it('that one approves and another discards at once is one or the other', async () => {
    const proposed = await draft();
    const [approval, discarding] = [
      await by('agent', { ...proposed, text: 'yes' }),
      await by('secondAgent', proposed),
    ];
    const outcomes = await Promise.all([outcome(approveDraft(approval)), outcome(discardDraft(discarding))]);
    expect(outcomes.toSorted()).toEqual(['done', 'draft-decided']);
    expect(await sentOf(proposed.conversationId)).toHaveLength(outcomes[0] === 'done' ? 1 : 0);
  });

  it('that is discarded stays so, and its run says it', async () => {
    const proposed = await draft();
    const call = await by('agent', proposed);
    await discardDraft(call);
    await discardDraft(call);
    expect(await read(proposed.conversationId)).toMatchObject({ draftRunId: null });
    expect(await runsOf('acme', proposed.conversationId)).toMatchObject([{ outcome: 'discarded' }]);
    expect(await outcome(approveDraft(await by('agent', { ...proposed, text: 'x' })))).toBe('draft-decided');
  });

  it('cannot be sent once the customer has written on, or where another member has the conversation', async () => {
    const late = await draft({ inboundCount: 2 });
    expect(await outcome(approveDraft(await by('agent', { ...late, text: 'x' })))).toBe('changed-meanwhile');
    const taken = await draft({ handler: 'human', assigneeId: company.members.agent, automation: null });
    const foreign = { ...taken, text: 'x' };
    expect(await outcome(approveDraft(await by('secondAgent', foreign)))).toBe('conversation-not-yours');
    expect(await outcome(discardDraft(await by('secondAgent', taken)))).toBe('conversation-not-yours');
    expect(await outcome(approveDraft(await by('agent', foreign)))).toBe('done');
    const question = { conversationId: taken.conversationId, messageId: 'question' };
    expect(await outcome(discardDraft(await by('agent', question)))).toBe('not-found');
  });
});

it('who waits for an assistant of a suspended company is seen to once it is active again', async () => {
  const id = await put({ ...held, inboundCount: 1 });
  const batch = db().batch();
  const answer = { companyId: 'acme', conversationId: id, messageId: 'suspended', inboundCount: 1 };
  addAnswerEntry(batch, { ...answer, at: Date.now() });
  await batch.commit();
  const ref = db().doc(paths.outboxEntry('acme', answerEntryId('suspended')));
  await setCompanyStatus('suspended');
  await runOutboxEntry(ref.path);
  await ref.update({ nextAttemptAt: 1 });
  await takeUpEntry(ref.path);
  expect(await read(id)).toMatchObject(held);
  const waiting = { state: 'pending', attempts: 0, lastError: 'company-suspended', isTakenUp: false };
  expect((await ref.get()).data()).toMatchObject(waiting);
  await setCompanyStatus('active');
  await ref.update({ nextAttemptAt: 1 });
  await takeUpEntry(ref.path);
  expect(await runsOf('acme', id)).toHaveLength(1);
  expect((await ref.get()).get('state')).toBe('done');
});

async function setCompanyStatus(status: 'active' | 'suspended'): Promise<void> {
  await db().doc(paths.company('acme')).update({ status });
  forgetCompany('acme');
}

it('who waits for an assistant is handed to people where each run of its answer was killed', async () => {
  const id = await put({ ...held, inboundCount: 1 });
  const batch = db().batch();
  const answer = { companyId: 'acme', conversationId: id, messageId: 'question', inboundCount: 1 };
  addAnswerEntry(batch, { ...answer, at: Date.now() });
  await batch.commit();
  const ref = db().doc(paths.outboxEntry('acme', answerEntryId('question')));
  await ref.update({ attempts: 4, isTakenUp: true, nextAttemptAt: 1 });
  await takeUpEntry(ref.path);
  expect(await read(id)).toMatchObject({ status: 'waiting', handler: 'none', waitingSince: 1000 });
  expect(await runsOf('acme', id)).toMatchObject([{ outcome: 'failed' }]);
  expect((await ref.get()).get('state')).toBe('done');
});

describe('after a switch', () => {
  async function release(epoch: number): Promise<void> {
    const batch = db().batch();
    const id = randomUUID();
    addOutboxEntry(batch, {
      companyId: 'acme',
      id,
      job: { type: 'release-conversations', epoch },
      at: Date.now(),
    });
    await batch.commit();
    for (;;) {
      const due = (await entriesOf('acme', 'release-conversations')).filter(
        ({ state }) => state === 'pending',
      );
      if (due.length === 0) return;
      for (const { path } of due) await runOutboxEntry(path);
    }
  }
  const epochNow = async () => Number((await db().doc(paths.automation('acme')).get()).get('epoch'));

  it('who waits is handed to people, what is settled is closed, and what is still live stays', async () => {
    const waiting = await put(held);
    const settled = await put({ ...held, waitingSince: null });
    const people = await put({ assigneeId: company.members.agent });
    const elsewhere = await put({ ...held, channelId: company.channels.twilio_whatsapp.channelId });
    await putLiveAssistant('acme', { channelId, assistant: assistant('ai', { status: 'inactive' }) });
    await putLiveAssistant('acme', {
      channelId: company.channels.twilio_whatsapp.channelId,
      assistant: assistant('ai'),
      id: 'ai-2',
    });
    await db().doc(paths.conversation('acme', elsewhere)).update({ 'automation.assistantId': 'ai-2' });
    const many = Array.from({ length: 101 }, () => randomUUID()); // more than one entry looks at
    const batch = db().batch();
    const gone = { ...held, automation: { ...held.automation, assistantId: 'gone' } };
    for (const id of many) {
      batch.set(db().doc(paths.conversation('acme', id)), conversation({ channelId, ...gone }));
    }
    await batch.commit();
    const epoch = await epochNow();
    await release(epoch - 1); // an older change has nothing to do
    expect(await read(waiting)).toMatchObject({ handler: 'ai' });
    await release(epoch);
    await release(epoch);
    expect(await read(waiting)).toMatchObject({
      status: 'waiting',
      handler: 'none',
      automation: null,
      unread: true,
      waitingSince: 1000,
    });
    expect((await messagesOf('acme', waiting)).flatMap(({ event }) => event ?? [])).toMatchObject([
      { type: 'handed-over', by: null, reason: 'switched-off', assistantName: 'ai one' },
    ]);
    expect(await read(settled)).toMatchObject({ status: 'closed', handler: 'none' });
    expect((await messagesOf('acme', settled)).flatMap(({ event }) => event ?? [])).toMatchObject([
      { type: 'closed', by: null },
    ]);
    expect(await read(people)).toMatchObject({ handler: 'human', assigneeId: company.members.agent });
    expect(await read(elsewhere)).toMatchObject({ handler: 'ai', automation: { assistantId: 'ai-2' } });
    const after = await Promise.all(many.map(read));
    expect(new Set(after.map(({ handler }) => handler))).toEqual(new Set(['none']));
  });

  it('who waits is handed to people in no queue where the channel’s is archived', async () => {
    const waiting = await put({ ...held, queueId: QUEUE_ID });
    await putLiveAssistant('acme', { channelId, assistant: assistant('ai', { status: 'inactive' }) });
    const archived = new FieldPath('queues', QUEUE_ID, 'archived');
    await db().doc(paths.taxonomy('acme')).update(archived, true);
    forgetTaxonomy('acme');
    await release(await epochNow());
    expect(await read(waiting)).toMatchObject({ status: 'waiting', queueId: null });
    await db().doc(paths.taxonomy('acme')).update(archived, false);
    forgetTaxonomy('acme');
  });

  it('a conversation that cannot be read is left alone, and holds up no other', async () => {
    await putLiveAssistant('acme', { channelId, assistant: assistant('ai', { status: 'inactive' }) });
    const broken = ['0-first', 'zz-last'];
    for (const id of broken) await db().doc(paths.conversation('acme', id)).set({ handler: 'ai' });
    const waiting = await put(held);
    await release(await epochNow());
    expect(await read(waiting)).toMatchObject({ status: 'waiting', handler: 'none' });
    for (const id of broken) expect(await read(id)).toEqual({ handler: 'ai' });
  });
});
