import type { WriteBatch } from 'firebase-admin/firestore';
import type { Run, Unanswered } from '#contracts/collections/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { paths } from '#contracts/collections/paths.ts';
import { firstInUse } from '../company/queue-in-use.ts';
import { composeMessage, composeNote, type Composition } from '../inbox/compose-message.ts';
import type { QueuedMessage } from '../inbox/dispatch-message.ts';
import { eventMessage, messageRef } from '../inbox/message-store.ts';
import { commitMessages, readConversation, whileStale } from '../inbox/queue-messages.ts';
import { overtakeDraft } from '../inbox/overtake-draft.ts';
import { closedTicket } from '../inbox/ticket.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { isAlreadyExists } from '../platform/firestore-errors.ts';
import { derivedId } from '../platform/ids.ts';
import { decideAnswer } from './decide-answer.ts';
import { isOwed } from './decide-turn.ts';
import { readSpending, type OwedTurn } from './read-turn.ts';
import { fitParts } from './reply.ts';
import type { OutgoingPart, Reply } from './responder.ts';
import { addUsageAndWarn } from './usage-store.ts';

/** What a turn came to, and when. */
export interface Answer {
  reply: Reply;
  /** Of the turn itself: a draft that is written makes it one that waits. */
  outcome: Run['outcome'];
  at: number;
}

/** What customers tell of themselves, and questions, are kept up to this length. */
const FIELD_CHARACTERS = 500;
const FIELDS = 20;
const QUESTION_CHARACTERS = 1000;

/**
 * Writes everything that an answer changes in one commit, on condition that the conversation is as it was read: messages,
 * row, event, run, usage, and the entry's mark. Where the customer wrote meanwhile or people took the conversation, the
 * answer is thrown away and only the run and what it cost are kept. The run's id comes from the entry, so that of two
 * deliveries one commits.
 * @returns the messages to hand to the provider; none where another delivery was faster
 */
export async function commitAnswer(turn: OwedTurn, answer: Answer): Promise<QueuedMessage[]> {
  const write = (first: OwedTurn) =>
    whileStale(
      first,
      () => reread(turn),
      (current) => writeOnce(current, answer),
    );
  try {
    return await write(turn);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    if ((await runRef(turn).get()).exists) return [];
    // Another conversation began the day's usage at this moment; now it is there to be read.
    return write(await reread(turn));
  }
}

async function reread(turn: OwedTurn): Promise<OwedTurn> {
  const { companyId, job } = turn.entry;
  const [read, spending] = await Promise.all([
    readConversation(companyId, job.conversationId),
    turn.spending === null ? null : readSpending(companyId, turn.company),
  ]);
  return { ...turn, read, spending };
}

async function writeOnce(turn: OwedTurn, answer: Answer): Promise<QueuedMessage[]> {
  const { entry, read } = turn;
  const isCurrent =
    isOwed(read.conversation, entry.job.inboundCount) &&
    (read.conversation.automation?.assistantId ?? null) === turn.startedBy;
  const batch = db().batch();
  batch.update(db().doc(entry.path), { state: 'done', lastError: null });
  if (!isCurrent) {
    await writeRun(batch, turn, { ...answer, outcome: 'superseded' }, null);
    await batch.commit();
    return [];
  }
  return writeAnswer(batch, turn, answer);
}

async function writeAnswer(batch: WriteBatch, turn: OwedTurn, answer: Answer): Promise<QueuedMessage[]> {
  const { entry, read, channel } = turn;
  const { companyId, job } = entry;
  const { conversationId } = job;
  const { conversation } = read;
  const { reply } = answer;
  const at = Math.max(now(), conversation.lastMessage.at);
  const parts = channel === null ? [] : fitParts(reply.parts, conversation.channelType);
  const compositions = parts.map((part, index) => composition(turn, part, at + index));
  const from = channel?.channel.address ?? '';
  const messages = reply.isDraft
    ? []
    : compositions.map((written, index) => ({
        id: derivedId('answer-part', entry.path, String(index)),
        message: composeMessage(written, from),
      }));
  const decision = decideAnswer(conversation, reply, {
    messages: messages.map(({ message }) => message),
    assistantName: turn.assistantName,
    queueId: queueOf(turn, reply),
    at: at + messages.length,
  });
  const draftId = reply.isDraft && parts.length > 0 ? writeDraft(batch, turn, parts, at) : null;
  if (decision.event !== null) {
    const placement = {
      companyId,
      conversationId,
      ticketId: conversation.ticket.id,
      receivedAt: at + messages.length,
    };
    const line = messageRef(companyId, conversationId, derivedId('answer-event', entry.path));
    batch.create(line, eventMessage(placement, null, decision.event));
  }
  if (decision.closes !== null) writeTicket(batch, turn, decision.closes, at + messages.length);
  writeUnanswered(batch, turn, answer);
  writeClientFields(batch, turn, reply.clientFields);
  if (draftId === null) {
    await writeRun(batch, turn, answer, messages[0]?.id ?? null);
    return commitMessages(batch, read, { patch: decision.patch, messages });
  }
  overtakeDraft(batch, companyId, conversation);
  await writeRun(batch, turn, { ...answer, outcome: 'draft' }, draftId);
  return commitMessages(batch, read, {
    patch: { ...decision.patch, draftRunId: runIdOf(turn) },
    messages,
  });
}

function composition(turn: OwedTurn, { text, media }: OutgoingPart, at: number): Composition {
  const { companyId, job } = turn.entry;
  const { conversation } = turn.read;
  return {
    companyId,
    conversationId: job.conversationId,
    conversation,
    text,
    media,
    replyTo: null,
    sentBy: null,
    at,
    assistant: {
      id: turn.startedBy ?? '',
      name: turn.assistantName,
      type: turn.startedType,
    },
  };
}

/** Where people go on: in the queue that the assistant names, else in the channel's. */
function queueOf({ read, channel, queues }: OwedTurn, { next }: Reply): string | null {
  const given = next.type === 'hand-over' ? next.queueId : null;
  return firstInUse(queues, [given, channel === null ? read.conversation.queueId : channel.channel.queueId]);
}

/** The answer as one note that a member may send. */
function writeDraft(batch: WriteBatch, turn: OwedTurn, parts: OutgoingPart[], at: number): string {
  const { companyId, job, path } = turn.entry;
  const id = derivedId('answer-draft', path);
  const whole = {
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n\n')
      .slice(0, LIMITS.noteCharacters),
    media: parts.flatMap(({ media }) => media),
  };
  const note = {
    ...composeNote(composition(turn, whole, at)),
    draft: { runId: runIdOf(turn), state: 'waiting' as const, inboundCount: job.inboundCount },
  };
  batch.create(messageRef(companyId, job.conversationId, id), note);
  return id;
}

function writeTicket(batch: WriteBatch, { entry }: OwedTurn, closed: Conversation, at: number): void {
  const { companyId, job } = entry;
  const record = closedTicket(job.conversationId, closed, { at, by: null });
  batch.set(db().doc(paths.ticket(companyId, closed.ticket.id)), record);
}

function writeUnanswered(batch: WriteBatch, { entry, startedBy }: OwedTurn, { reply, at }: Answer): void {
  if (reply.unanswered === null || startedBy === null) return;
  const { companyId, job, path } = entry;
  const question: Unanswered = {
    at,
    assistantId: startedBy,
    conversationId: job.conversationId,
    question: reply.unanswered.slice(0, QUESTION_CHARACTERS),
    state: 'open',
  };
  batch.create(db().doc(paths.question(companyId, derivedId('question', path))), question);
}

function writeClientFields(batch: WriteBatch, { entry, read }: OwedTurn, told: Reply['clientFields']): void {
  const fields = Object.entries(told).slice(0, FIELDS);
  if (fields.length === 0) return;
  const client = db().doc(paths.client(entry.companyId, read.conversation.clientId));
  const clipped = fields.map(([name, value]) => [
    name.slice(0, LIMITS.nameCharacters),
    value.slice(0, FIELD_CHARACTERS),
  ]);
  batch.set(client, { fields: Object.fromEntries(clipped), updatedAt: now() }, { merge: true });
}

async function writeRun(
  batch: WriteBatch,
  turn: OwedTurn,
  { reply, outcome, at }: Answer,
  messageId: string | null,
): Promise<void> {
  const { entry, read, company, assistant, spending } = turn;
  const { companyId, job } = entry;
  const run: Run = {
    at,
    assistantId: turn.startedBy ?? '',
    assistantName: turn.assistantName,
    type: turn.startedType,
    conversationId: job.conversationId,
    clientName: read.conversation.client.name,
    messageId,
    outcome,
    reason: reply.next.type === 'hand-over' ? reply.next.reason : null,
    promptVersion: assistant?.promptVersion ?? null,
    ...reply.usage,
  };
  batch.create(runRef(turn), run);
  if (spending === null) return;
  const tokens = reply.usage.inputTokens + reply.usage.outputTokens;
  const used = {
    tokens,
    answers: messageId === null ? 0 : 1,
    costMicros: reply.usage.costMicros,
  };
  if (used.tokens === 0 && used.answers === 0) return;
  await addUsageAndWarn(batch, spending.day, used, { companyId, company, budget: spending.budget, at });
}

function runRef(turn: OwedTurn) {
  return db().doc(paths.run(turn.entry.companyId, runIdOf(turn)));
}

function runIdOf({ entry }: OwedTurn): string {
  return derivedId('run', entry.path);
}
