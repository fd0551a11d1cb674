import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversationSchema, type Conversation } from '../../contracts/collections/conversation.ts';
import { paths } from '../../contracts/collections/paths.ts';
import { db } from '../../functions/src/platform/admin.ts';
import { controlAi } from '../../functions/src/testing/ai.ts';
import {
  agentSettings,
  createAnsweringCompany,
  phoneOf,
  putOnChannel,
  type AnsweringCompany,
  type Phone,
} from '../../functions/src/testing/answering-company.ts';
import { entriesOf, runsOf } from '../../functions/src/testing/automation.ts';
import { eventually, messagesOf, type StoredConversation } from '../../functions/src/testing/inbox.ts';
import { startStack, type Stack } from '../../functions/src/testing/stack.ts';

const CONVERSATIONS = 200;
/**
 * Customers who wait at once: the next one writes when one of them no longer does, so that a slow machine is given less to
 * do instead of a queue.
 */
const WAITING = 16;
/** The promise: answered or handed over within this time. */
const WITHIN_MS = 60_000;
/** Longer than a failed attempt's wait, the sweeper's minute and another answer together: what comes later is lost. */
const LOST_AFTER_MS = 5 * 60_000;
const ANSWER = 'From nine to five.';
const FAREWELL = 'A colleague will help you.';
/** Of all calls, 10 % hang, 10 % are refused for their number, 10 % answer with garbage. */
const TROUBLES = [
  { kind: 'hang', share: 0.1 },
  { kind: 'rate-limited', share: 0.1 / 0.9 },
  { kind: 'malformed', share: 0.05 / 0.8 },
  { kind: 'malformed', what: 'body', share: 0.05 / 0.75 },
];

let stack: Stack;
let company: AnsweringCompany;

beforeAll(async () => {
  stack = await startStack();
  company = await createAnsweringCompany(stack, 'acme');
  const handOver = { message: FAREWELL };
  await putOnChannel(company, agentSettings('Ada', { handOver }));
  await company.setMode('ai');
  const answer = { outcome: 'answer', answer: ANSWER, isAngry: false };
  await controlAi(stack, 'PUT', '', { rules: [{ when: '', answer }] });
  for (const trouble of TROUBLES) await controlAi(stack, 'POST', 'trouble', trouble);
});
afterAll(() => stack.stop());

const isSettled = ({ waitingSince, handler }: Conversation) => waitingSince === null || handler === 'none';

/** The conversation once its customer no longer waits for a machine: told by a listener, because 16 who ask are a load. */
function settled({ address }: Phone): Promise<StoredConversation> {
  const query = db().collection(paths.conversations('acme')).where('client.address', '==', address);
  return new Promise((resolve, reject) => {
    const lost = setTimeout(() => {
      stop();
      reject(new Error(`${address} is still waiting`));
    }, LOST_AFTER_MS);
    const stop = query.onSnapshot(({ docs: [snapshot] }) => {
      if (snapshot === undefined) return;
      const conversation = conversationSchema.parse(snapshot.data());
      if (!isSettled(conversation)) return;
      clearTimeout(lost);
      stop();
      resolve({ id: snapshot.id, ...conversation });
    }, reject);
  });
}

/** How a conversation stood once its customer no longer waited for a machine. */
async function endOf(phone: Phone) {
  const { id, handler } = await settled(phone);
  const lines = await messagesOf('acme', id);
  const written = lines.filter(({ direction }) => direction === 'inbound');
  const first = lines.find(({ direction }) => direction !== 'inbound');
  return {
    phone,
    handler,
    written: written.length,
    outcomes: (await runsOf('acme', id)).map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`),
    tookMs: (first?.receivedAt ?? Infinity) - (written[0]?.receivedAt ?? 0),
  };
}

/** Resolves once nobody is at work and nothing is owed: nothing can come late any more, or a second time. */
async function becomesQuiet(): Promise<void> {
  const { control } = stack.emulators;
  const isIdle = ({ waiting, inFlight }: { waiting: number; inFlight: number }) => waiting + inFlight === 0;
  await eventually(async () => (await control.status()).pendingEvents, isIdle, LOST_AFTER_MS);
  await control.runSchedule('sweepOutbox'); // begins when the run that is under way has ended
  expect((await entriesOf('acme', 'answer')).filter(({ state }) => state !== 'done')).toEqual([]);
}

test('of 200 customers of a provider that misbehaves in 30 % of the calls, each is answered or handed over, once', async () => {
  const phones = Array.from({ length: CONVERSATIONS }, (_, index) =>
    phoneOf(stack, company, `+1415557${String(index).padStart(4, '0')}`),
  );
  const next = phones.values();
  const writeInTurn = async () => {
    const ends = [];
    for (const phone of next) {
      await phone.write('What are your opening hours?'); // throws unless acknowledged
      ends.push(await endOf(phone));
    }
    return ends;
  };
  const turns = await Promise.all(Array.from({ length: WAITING }, writeInTurn));
  await becomesQuiet();
  const ends = await Promise.all(
    turns.flat().map(async (end) => ({
      ...end,
      received: (await end.phone.received()).map(({ body }) => body),
    })),
  );

  expect(ends.filter(({ written }) => written !== 1)).toEqual([]);
  const answered = ends.filter(({ handler }) => handler === 'ai');
  const handedOver = ends.filter(({ handler }) => handler === 'none');
  expect(answered.length + handedOver.length).toBe(CONVERSATIONS);
  // Once, and the one or the other: where people go on, the farewell may be missing, because they see the conversation.
  expect(ends.filter(({ received }) => received.length > 1)).toEqual([]);
  expect(answered.filter(({ received }) => received[0] !== ANSWER)).toEqual([]);
  expect(ends.filter(({ tookMs }) => tookMs > WITHIN_MS)).toEqual([]);
  expect(answered.length).toBeGreaterThan(CONVERSATIONS / 2);
});
