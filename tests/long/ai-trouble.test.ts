import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlAi } from '../../functions/src/testing/ai.ts';
import {
  agentSettings,
  createAnsweringCompany,
  phoneOf,
  putOnChannel,
  type AnsweringCompany,
  type Phone,
} from '../../functions/src/testing/answering-company.ts';
import { runsOf } from '../../functions/src/testing/automation.ts';
import { conversationWith, eventually, messagesOf } from '../../functions/src/testing/inbox.ts';
import { startStack, type Stack } from '../../functions/src/testing/stack.ts';

const CONVERSATIONS = 200;
/** Customers who write at once. */
const WRITERS = 8;
/** The promise: answered or handed over within this time. */
const WITHIN_MS = 60_000;
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

/** How a conversation stood once its customer no longer waited for a machine. */
async function endOf(phone: Phone) {
  const { id, handler } = await eventually(
    () => conversationWith('acme', phone.address),
    ({ waitingSince, handler: by }) => waitingSince === null || by === 'none',
    2 * WITHIN_MS,
  );
  const lines = await messagesOf('acme', id);
  const written = lines.filter(({ direction }) => direction === 'inbound');
  const first = lines.find(({ direction }) => direction !== 'inbound');
  return {
    handler,
    written: written.length,
    outcomes: (await runsOf('acme', id)).map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`),
    tookMs: (first?.receivedAt ?? Infinity) - (written[0]?.receivedAt ?? 0),
  };
}

test('of 200 customers of a provider that misbehaves in 30 % of the calls, each is answered or handed over, once', async () => {
  const phones = Array.from({ length: CONVERSATIONS }, (_, index) =>
    phoneOf(stack, company, `+1415557${String(index).padStart(4, '0')}`),
  );
  const waiting = phones.values();
  const write = async (): Promise<void> => {
    for (const phone of waiting) await phone.write('What are your opening hours?'); // throws unless acknowledged
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  const ends = await Promise.all(phones.map(endOf));
  // Whatever comes late, or would come a second time, has come by now.
  await new Promise((resolve) => setTimeout(resolve, WITHIN_MS));
  const received = await Promise.all(
    phones.map(async (phone) => (await phone.received()).map(({ body }) => body)),
  );

  expect(ends.filter(({ written }) => written !== 1)).toEqual([]);
  const answered = ends.filter(({ handler }) => handler === 'ai');
  const handedOver = ends.filter(({ handler }) => handler === 'none');
  expect(answered.length + handedOver.length).toBe(CONVERSATIONS);
  // Once, and the one or the other: where people go on, the farewell may be missing, because they see the conversation.
  const doubled = received.filter(({ length }) => length > 1);
  expect(doubled).toEqual([]);
  const unanswered = ends.filter(({ handler }, index) => handler === 'ai' && received[index]?.[0] !== ANSWER);
  expect(unanswered).toEqual([]);
  expect(ends.filter(({ tookMs }) => tookMs > WITHIN_MS)).toEqual([]);
  expect(answered.length).toBeGreaterThan(CONVERSATIONS / 2);
});
