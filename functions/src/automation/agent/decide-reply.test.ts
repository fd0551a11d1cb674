import { describe, expect, it } from 'vitest';
import type { AiAgent } from '#contracts/collections/assistant.ts';
import { aiAgent } from '../../testing/assistants.ts';
import { decideReply, type ReplyFacts } from './decide-reply.ts';
import type { AgentResult } from './run-agent.ts';

const usage: AgentResult['usage'] = {
  provider: 'gemini',
  model: 'm',
  inputTokens: 1,
  outputTokens: 1,
  latencyMs: 1,
  costMicros: 1,
  documentIds: [],
};
type Answered = Extract<AgentResult, { outcome: 'answered' }>;
const answer = (type: Answered['type'], change: Partial<Answered> = {}): AgentResult => ({
  outcome: 'answered',
  type,
  text: 'Said.',
  isAngry: false,
  sources: [],
  usage,
  ...change,
});

function decide(
  result: AgentResult,
  handOver: Partial<AiAgent['handOver']> = {},
  facts: Partial<ReplyFacts> & { draftOnly?: boolean } = {},
) {
  const { draftOnly = false, ...rest } = facts;
  return decideReply(result, {
    agent: aiAgent({
      draftOnly,
      handOver: { onNoAnswer: false, message: 'Bye.', queueId: 'q1', ...handOver },
    }),
    failedTurns: 0,
    question: 'How much?',
    locale: 'en',
    ...rest,
  });
}
const texts = (decided: ReturnType<typeof decide>) => decided.parts.map(({ text }) => text);
const reasonOf = ({ next }: ReturnType<typeof decide>) =>
  next.type === 'hand-over' ? next.reason : next.type;

describe('what an answer means', () => {
  it.each<[string, AgentResult, Partial<AiAgent['handOver']>, number, object]>([
    [
      'an answer goes on',
      answer('answer'),
      {},
      2,
      { says: ['Said.'], is: 'continue', hasFailed: false, kept: null },
    ],
    [
      'an angry customer meets a person',
      answer('answer', { isAngry: true }),
      {},
      0,
      { says: ['Said.', 'Bye.'], is: 'anger', hasFailed: false, kept: null },
    ],
    [
      'anger is left to the agent where it may',
      answer('answer', { isAngry: true }),
      { onAnger: false },
      0,
      { says: ['Said.'], is: 'continue', hasFailed: false, kept: null },
    ],
    [
      'no answer goes on, and the question is kept',
      answer('no_answer'),
      {},
      0,
      { says: ['Said.'], is: 'continue', hasFailed: true, kept: 'How much?' },
    ],
    [
      'no answer hands over where it shall',
      answer('no_answer'),
      { onNoAnswer: true },
      0,
      { says: ['Said.', 'Bye.'], is: 'no-answer', hasFailed: true, kept: 'How much?' },
    ],
    [
      'the third in a row hands over',
      answer('no_answer'),
      {},
      2,
      { says: ['Said.', 'Bye.'], is: 'failed-turns', hasFailed: true, kept: 'How much?' },
    ],
    [
      'anger goes before a missing answer, which is kept',
      answer('no_answer', { isAngry: true }),
      { onNoAnswer: true },
      2,
      { says: ['Said.', 'Bye.'], is: 'anger', hasFailed: true, kept: 'How much?' },
    ],
    [
      'a refused topic stays and counts',
      answer('refused_topic'),
      { onNoAnswer: true },
      0,
      { says: ['Said.'], is: 'continue', hasFailed: true, kept: null },
    ],
    [
      'who insists on it meets a person',
      answer('refused_topic'),
      {},
      2,
      { says: ['Said.', 'Bye.'], is: 'refused-topic', hasFailed: true, kept: null },
    ],
    [
      'who asks for a person gets one goodbye',
      answer('hand_over'),
      {},
      0,
      { says: ['Bye.'], is: 'customer-asked', hasFailed: false, kept: null },
    ],
    [
      "the model's where the company has none",
      answer('hand_over'),
      { message: '' },
      0,
      { says: ['Said.'], is: 'customer-asked', hasFailed: false, kept: null },
    ],
    [
      'a keyword hands over',
      { outcome: 'keyword', usage },
      {},
      0,
      { says: ['Bye.'], is: 'keyword', hasFailed: false, kept: null },
    ],
    [
      'a missing key hands over',
      { outcome: 'no-key', usage },
      {},
      0,
      { says: ['Bye.'], is: 'not-configured', hasFailed: false, kept: null },
    ],
    [
      'a refused key hands over',
      { outcome: 'failed', failure: 'key-refused', usage },
      {},
      0,
      { says: ['Bye.'], is: 'not-configured', hasFailed: true, kept: null },
    ],
    [
      'a silent provider hands over',
      { outcome: 'failed', failure: 'timed-out', usage },
      {},
      0,
      { says: ['Bye.'], is: 'provider-failed', hasFailed: true, kept: null },
    ],
    [
      'a safety filter hands over',
      { outcome: 'blocked', usage },
      { message: '' },
      0,
      { says: [], is: 'safety', hasFailed: true, kept: null },
    ],
    [
      'a held back answer hands over',
      { outcome: 'refused', why: 'credential', usage },
      {},
      0,
      { says: ['Bye.'], is: 'safety', hasFailed: true, kept: null },
    ],
  ])('%s', (_name, result, handOver, failedTurns, expected) => {
    const decided = decide(result, handOver, { failedTurns });
    const { hasFailed, unanswered } = decided;
    expect({ says: texts(decided), is: reasonOf(decided), hasFailed, kept: unanswered }).toEqual(expected);
    if (decided.next.type === 'hand-over') expect(decided.next.queueId).toBe('q1');
  });

  it('tells people what happened, in their language', () => {
    const failed: AgentResult = { outcome: 'failed', failure: 'rate-limited', usage };
    expect(decide(failed).next).toMatchObject({ note: 'The AI provider had too many requests.' });
    expect(decide(failed, {}, { locale: 'es' }).next).toMatchObject({
      note: 'El proveedor de IA tenía demasiadas solicitudes.',
    });
  });

  it('keeps 500 characters of a question, and no empty one', () => {
    expect(decide(answer('no_answer'), {}, { question: 'x'.repeat(600) }).unanswered).toHaveLength(500);
    expect(decide(answer('no_answer'), {}, { question: ' ' }).unanswered).toBeNull();
  });

  it('says nothing by itself where every answer waits for approval', () => {
    const draft = decide(answer('no_answer'), { onNoAnswer: true }, { draftOnly: true });
    expect({ says: texts(draft), isDraft: draft.isDraft }).toEqual({ says: ['Said.'], isDraft: true });
    const silent = decide({ outcome: 'keyword', usage }, {}, { draftOnly: true });
    expect({ says: texts(silent), isDraft: silent.isDraft }).toEqual({ says: [], isDraft: true });
  });
});
