import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Media, Message } from '#contracts/collections/message.ts';
import type { CompletionResult } from '../../ai/provider.ts';
import { setClock } from '../../platform/clock.ts';
import { aiAgent, assistant, type AgentChange } from '../../testing/assistants.ts';
import { company, conversation, outboundMessage } from '../../testing/factories.ts';
import { answered, scriptedProvider } from '../../testing/scripted-provider.ts';
import { createAiResponder } from './create-ai-responder.ts';
import type { AgentDeps } from './run-agent.ts';

const AT = 1_764_000_000_000;
const YES = { outcome: 'answer', answer: 'Yes.', isAngry: false };
let at = AT;
let restoreClock = () => {};

beforeEach(() => {
  at = AT;
  restoreClock = setClock(() => at);
});
afterEach(() => restoreClock());

const failed = (
  failure: Extract<CompletionResult, { outcome: 'failed' }>['failure'],
  retryAfterMs: number | null = null,
): CompletionResult => ({ outcome: 'failed', failure, retryAfterMs, inputTokens: 7, outputTokens: 0 });
const blocked: CompletionResult = { outcome: 'blocked', inputTokens: 5, outputTokens: 1 };

interface Case {
  results?: CompletionResult[];
  agent?: AgentChange;
  message?: Partial<Message>;
  deps?: Partial<AgentDeps>;
  client?: Conversation['client'];
  /** What each call of the model takes. */
  callMs?: number;
}

async function respond({ results = [answered(YES)], agent = {}, message = {}, deps = {}, ...rest }: Case) {
  const provider = scriptedProvider(...results);
  const { callMs = 0, client = conversation().client } = rest;
  const { complete } = provider;
  provider.complete = (request) => {
    at += Math.min(callMs, request.timeoutMs);
    return complete(request);
  };
  const waits: number[] = [];
  const question: Message = {
    ...outboundMessage({ direction: 'inbound', status: null, text: 'How much?' }),
    ...message,
  };
  const reply = await createAiResponder({
    openProvider: () => Promise.resolve(provider),
    findPassages: () =>
      Promise.resolve({
        passages: [
          { documentId: 'd1', documentName: 'Prices', text: 'Shoes cost 10.', distance: 0.1 },
          { documentId: 'd1', documentName: 'Prices', text: 'Boots cost 20.', distance: 0.2 },
        ],
        inputTokens: 3,
        hasFailed: false,
      }),
    readHistory: () => Promise.resolve([{ ...question, id: 'q' }]),
    readSettings: () =>
      Promise.resolve({
        keys: { gemini: null, openai: null },
        allowedHosts: [],
        budget: { tokensPerDay: 1, answersPerDay: 1 },
      }),
    readMediaFile: () => Promise.resolve(Buffer.from('picture')),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      at += milliseconds;
      return Promise.resolve();
    },
    ...deps,
  })({
    companyId: 'acme',
    company: company(),
    conversationId: 'c1',
    conversation: conversation({
      client,
      automation: { assistantId: 'a1', turns: 0, failedTurns: 0, answeredCount: 0, bot: null },
    }),
    assistant: assistant('ai', {
      name: 'Lola',
      ai: aiAgent({ handOver: { onNoAnswer: false, message: 'Bye.' }, ...agent }),
    }),
    automation: null,
    message: question,
    messageId: 'q',
    at: AT,
    hours: { isOpen: () => false, decide: () => null },
  });
  return { reply, provider, waits, tookMs: at - AT };
}

describe('an AI that answers', () => {
  it('asks with what the assistant is set to, and says what it used', async () => {
    const { reply, provider } = await respond({
      callMs: 1200,
      agent: { model: 'gemini-test', temperature: 0.2, maxOutputTokens: 300 },
    });
    expect(provider.requests).toMatchObject([
      { model: 'gemini-test', temperature: 0.2, maxOutputTokens: 300, timeoutMs: 20_000 },
    ]);
    expect(provider.requests[0]?.system).toContain('You are Lola, the assistant of Zapatos.');
    expect(provider.requests[0]?.system).toContain('Today is 2025-11-24, it is 10:00.');
    expect(JSON.stringify(provider.requests[0]?.turns)).toContain('Boots cost 20.');
    expect(reply).toEqual({
      parts: [{ text: 'Yes.', media: [] }],
      next: { type: 'continue' },
      hasFailed: false,
      isDraft: false,
      unanswered: null,
      bot: null,
      clientFields: {},
      usage: {
        provider: 'gemini',
        model: 'gemini-test',
        inputTokens: 103,
        outputTokens: 10,
        latencyMs: 1200,
        costMicros: 143,
        documentIds: ['d1'],
      },
    });
  });

  it('is told the name of a customer, and no address where nobody knows the name', async () => {
    const prompt = async (name: string, address: string) => {
      const { provider } = await respond({ client: { name, address, avatar: null } });
      return JSON.stringify(provider.requests);
    };
    expect(await prompt('Ana Díaz', '+12025550232')).toContain('Ana Díaz');
    expect(await prompt('+12025550232', '+12025550232')).not.toContain('2025550232');
    expect(await prompt('ana@example.test', 'ana@example.test')).not.toContain('ana@');
  });

  it('asks nobody where a keyword calls a person', async () => {
    const handOver = { keywords: ['Persona'] };
    const { reply, provider } = await respond({ agent: { handOver }, message: { text: '¡una PERSONA ya!' } });
    expect(provider.requests).toEqual([]);
    expect(reply.next).toMatchObject({ type: 'hand-over', reason: 'keyword' });
    expect(reply.usage).toMatchObject({ inputTokens: 0, costMicros: 0 });
  });

  it('hands over where no key is stored', async () => {
    const { reply } = await respond({ deps: { openProvider: () => Promise.resolve(null) } });
    expect(reply.next).toMatchObject({
      reason: 'not-configured',
      note: 'No key of the AI provider is stored.',
    });
  });

  it('does not search for a picture without a word, and shows the picture', async () => {
    const picture: Media = {
      kind: 'image',
      mimeType: 'image/png',
      name: null,
      size: 7,
      path: 'companies/acme/media/c1/m/0',
      state: 'stored',
    };
    const { provider, reply } = await respond({ message: { text: '', kind: 'image', media: [picture] } });
    expect(provider.requests[0]?.turns[0]?.parts.at(-1)).toEqual({
      type: 'file',
      mimeType: 'image/png',
      data: Buffer.from('picture').toString('base64'),
    });
    expect(reply.usage.documentIds).toEqual([]);
    const refused = await respond({
      message: { text: 'this', media: [picture] },
      results: [failed('request-refused'), answered(YES)],
    });
    expect(refused.reply.parts).toEqual([{ text: 'Yes.', media: [] }]);
    expect(refused.provider.requests[1]?.turns[0]?.parts.at(-1)).toEqual({
      type: 'text',
      text: 'this\n[file: image]',
    });
    expect(refused.reply.usage.inputTokens).toBe(110);
  });

  it('does not keep a question as unanswered where the knowledge could not be searched', async () => {
    const { reply } = await respond({
      results: [answered({ ...YES, outcome: 'no_answer' })],
      deps: { findPassages: () => Promise.resolve({ passages: [], inputTokens: 0, hasFailed: true }) },
    });
    expect(reply).toMatchObject({ unanswered: null, next: { reason: 'provider-failed' } });
  });
});

describe('a provider in trouble', () => {
  it.each<[string, CompletionResult[], number, string]>([
    [
      'is asked again and answers',
      [failed('unavailable'), failed('rate-limited'), answered(YES)],
      3,
      'continue',
    ],
    ['is asked three times at most', [failed('timed-out')], 3, 'provider-failed'],
    ['is asked again for what is no answer', [answered('Yes'), answered(YES)], 2, 'continue'],
    [
      'is given up where it never answers with JSON of the schema',
      [answered({ answer: 'Yes' })],
      3,
      'provider-failed',
    ],
    ['may block once', [blocked, answered(YES)], 2, 'continue'],
    ['may not block twice', [blocked, blocked], 2, 'safety'],
    ['that refuses the key is asked once', [failed('key-refused')], 1, 'not-configured'],
    ['that refuses the request is asked once', [failed('request-refused')], 1, 'not-configured'],
    ['that wants a minute is not asked again', [failed('rate-limited', 60_000)], 1, 'provider-failed'],
  ])('%s', async (_name, results, requests, outcome) => {
    const { reply, provider } = await respond({ results });
    expect(provider.requests).toHaveLength(requests);
    expect(reply.next.type === 'hand-over' ? reply.next.reason : reply.next.type).toBe(outcome);
  });

  it('is not asked sooner than it wants', async () => {
    const { waits } = await respond({ results: [failed('rate-limited', 9000), answered(YES)] });
    expect(waits).toEqual([9000]);
  });

  it('pays for every attempt', async () => {
    const { reply } = await respond({ results: [failed('unavailable'), blocked, answered(YES)] });
    expect(reply.usage).toMatchObject({ inputTokens: 7 + 5 + 100 + 3, outputTokens: 11 });
  });

  it('that hangs is left after 25 seconds, and the customer is with people', async () => {
    const { reply, provider, tookMs } = await respond({ results: [failed('timed-out')], callMs: 60_000 });
    expect(provider.requests.map(({ timeoutMs }) => timeoutMs > 0 && timeoutMs <= 20_000)).toEqual([
      true,
      true,
    ]);
    expect(tookMs).toBeLessThanOrEqual(25_000);
    expect(reply).toMatchObject({
      parts: [{ text: 'Bye.' }],
      next: { reason: 'provider-failed', note: 'The AI provider took too long.' },
      hasFailed: true,
    });
  });

  it('gives a fault of ours on', async () => {
    const readHistory = () => Promise.reject(new Error('no index'));
    await expect(respond({ deps: { readHistory } })).rejects.toThrow('no index');
  });
});
