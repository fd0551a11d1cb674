import { setTimeout as wait } from 'node:timers/promises';
import type { HandOverReason } from '#contracts/automation.ts';
import type { Run } from '#contracts/collections/automation.ts';
import type { DeliveryStatus } from '#contracts/message-kinds.ts';
import { dispatchMessage, type OpenChannel, type QueuedMessage } from '../inbox/dispatch-message.ts';
import type { DueEntry, JobOutcome } from '../outbox/job.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { commitAnswer, type Answer } from './commit-answer.ts';
import { decideHindrance } from './decide-turn.ts';
import { handOverUnsent } from './hand-over-unsent.ts';
import { bareTurn, findOwed, readTurn, type Owed, type OwedTurn } from './read-turn.ts';
import { handOverReply } from './reply.ts';
import type { Reply, Turn } from './responder.ts';
import { responders } from './responders.ts';
import { showTyping } from './show-typing.ts';

/** Customers write in bursts: two quick messages get one answer. */
const QUIET_MS = 1_000;
/**
 * Beyond this a responder counts as failed. Longer than an AI gives itself, so that people are told what was wrong, and
 * short enough that the sweeper does not overtake.
 */
const RESPONDER_LIMIT_MS = 30_000;
/** A provider that is slow to show typing does not hold up the answer for longer. */
const TYPING_GRACE_MS = 1_000;

/**
 * Lets the bot or AI of a conversation answer what the customer has written: once, however often the entry is delivered.
 * Everything that the answer changes is one commit together with the entry's mark; then the messages go to the provider,
 * and what a crash leaves of that is settled as for members' messages. A fault of ours hands the conversation over at
 * once instead of letting the customer wait for the next attempt.
 * An answer of an AI costs 6 reads and 6 writes up to the provider's word, without history and knowledge.
 */
export async function runAnswer(entry: DueEntry<'answer'>): Promise<JobOutcome> {
  await wait(QUIET_MS);
  const owed = await findOwed(entry);
  if (owed === null) return markDone(entry);
  const turn = await prepare(entry, owed);
  const queued = await commit(turn, await findAnswer(turn));
  await send(turn, queued);
  return { outcome: 'done' };
}

/** Hands over to people what no run has answered, because each of them was killed. */
export async function giveUpAnswer(entry: DueEntry<'answer'>): Promise<void> {
  const owed = await findOwed(entry);
  if (owed === null) return;
  const turn = bareTurn(entry, owed);
  await commitAnswer(turn, failed(turn));
}

async function markDone({ path }: DueEntry<'answer'>): Promise<JobOutcome> {
  await db().doc(path).update({ state: 'done', lastError: null });
  return { outcome: 'done' };
}

async function prepare(entry: DueEntry<'answer'>, owed: Owed): Promise<OwedTurn> {
  try {
    return await readTurn(entry, owed);
  } catch (error) {
    logFault(entry, error);
    return bareTurn(entry, owed);
  }
}

async function findAnswer(turn: OwedTurn): Promise<Answer> {
  if (turn.isBare) return failed(turn);
  const hindrance = hindranceOf(turn);
  if (hindrance !== null)
    return { reply: handOverReply(hindrance, turn.assistant), outcome: 'handed-over', at: now() };
  try {
    const reply = await ask(turn);
    return { reply, outcome: outcomeOf(reply), at: now() };
  } catch (error) {
    logFault(turn.entry, error);
    return failed(turn);
  }
}

/** Commits the answer; one that cannot be stored is a fault of ours like any other. */
async function commit(turn: OwedTurn, answer: Answer): Promise<QueuedMessage[]> {
  try {
    return await commitAnswer(turn, answer);
  } catch (error) {
    if (answer.outcome === 'failed') throw error;
    logFault(turn.entry, error);
    return commitAnswer(turn, failed(turn));
  }
}

function failed({ assistant }: OwedTurn): Answer {
  return { reply: handOverReply('provider-failed', assistant), outcome: 'failed', at: now() };
}

function logFault({ companyId, job }: DueEntry<'answer'>, error: unknown): void {
  log.error('no answer', error, { companyId, conversationId: job.conversationId });
}

function hindranceOf(turn: OwedTurn): HandOverReason | null {
  const { read, live, assistant, channel, spending } = turn;
  return decideHindrance({
    conversation: read.conversation,
    live,
    assistant,
    isChannelOpen: channel !== null,
    spending: spending === null ? null : { usage: spending.day.usage, budget: spending.budget },
    at: now(),
  });
}

/** Asks the responder, and shows the customer meanwhile that an answer is coming. */
async function ask(turn: OwedTurn): Promise<Reply> {
  const { entry, read, company, assistant, message, channel, hours } = turn;
  const { companyId, job } = entry;
  if (assistant === null || message === null || channel === null) {
    throw new Error('an assistant is asked about a message on a channel');
  }
  const asked: Turn = {
    companyId,
    company,
    conversationId: job.conversationId,
    conversation: read.conversation,
    assistant,
    automation: read.conversation.automation ?? null,
    message,
    messageId: job.messageId,
    at: now(),
    hours,
  };
  // A draft is not on its way to the customer yet.
  const isDrafting = assistant.type === 'ai' && assistant.ai.draftOnly;
  const typing = isDrafting ? undefined : showTyping(channel, message.providerMessageId);
  const reply = await inTime(responders[assistant.type](asked));
  await Promise.race([typing, wait(TYPING_GRACE_MS)]); // after the answer it would say that another one comes
  return reply;
}

async function inTime(reply: Promise<Reply>): Promise<Reply> {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`the responder took longer than ${RESPONDER_LIMIT_MS} ms`)),
    RESPONDER_LIMIT_MS,
  );
  try {
    return await Promise.race([reply, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf({ next }: Reply): Run['outcome'] {
  return next.type === 'hand-over' ? 'handed-over' : 'answered';
}

/** Hands the messages to the provider, one after the other, so that they arrive in their order. */
async function send(turn: OwedTurn, queued: QueuedMessage[]): Promise<void> {
  const { channel } = turn;
  if (channel === null) return;
  let unsent: QueuedMessage | null = null;
  for (const message of queued) {
    const status = await trySend(message, channel);
    if (status === 'failed') unsent = message;
  }
  if (unsent !== null) await handOverUnsent(unsent.message);
}

/** What a fault leaves pending is settled by the sweeper; people see to it all the same. */
async function trySend(message: QueuedMessage, channel: OpenChannel): Promise<DeliveryStatus> {
  try {
    return await dispatchMessage(message, channel);
  } catch (error) {
    const { companyId, conversationId } = message.message;
    log.error('answer not sent', error, { companyId, conversationId });
    return 'failed';
  }
}
