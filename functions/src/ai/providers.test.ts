import { describe, expect, it, vi } from 'vitest';
import { useAiSimulator } from '../../../simulator/testing/ai-simulator.ts';
import { createGemini } from './gemini.ts';
import { createOpenai } from './openai.ts';
import type { AiFailure, AiProvider, CompletionRequest } from './provider.ts';

/** What is printed. The functions' logger takes the console as it is when it is loaded. */
const printed = vi.hoisted(() => {
  const lines: string[] = [];
  const print = (...values: unknown[]) => void lines.push(values.map(String).join(' '));
  Object.assign(console, { log: print, info: print, warn: print, error: print, debug: print });
  return lines;
});

/** For answers that come: as long as a busy machine may take. */
const AMPLE_MS = 15_000;
const KEY = 'sim-canary-key-4f2a91c7';
const PNG = Buffer.from('a picture').toString('base64');

const simulator = useAiSimulator();
const trouble = (body: object) => simulator.trouble({ times: 1, ...body });
const lastRequest = async () => (await simulator.requests()).at(-1);

const schema = {
  type: 'object',
  properties: {
    answer: { type: 'string', description: 'What the customer reads.' },
    handOver: { type: 'boolean' },
    mood: { type: 'string', enum: ['calm', 'angry'] },
    sources: { type: 'array', items: { type: 'string' } },
  },
  required: ['answer', 'handOver'],
};

const requestTo = (model: string, change: Partial<CompletionRequest> = {}): CompletionRequest => ({
  model,
  system: 'You answer for Colibri.',
  turns: [{ role: 'customer', parts: [{ type: 'text', text: 'When are you open?' }] }],
  temperature: 0.3,
  maxOutputTokens: 400,
  responseSchema: schema,
  timeoutMs: AMPLE_MS,
  ...change,
});

describe.each([
  { name: 'gemini', create: createGemini, model: 'gemini-3.5-flash-lite' },
  { name: 'openai', create: createOpenai, model: 'gpt-6-luna' },
] as const)('$name', ({ name, create, model }) => {
  const provider = (key = KEY): AiProvider => create(key, simulator.url);
  const request = (change: Partial<CompletionRequest> = {}) => requestTo(model, change);
  const complete = (change: Partial<CompletionRequest> = {}) => provider().complete(request(change));

  it('answers with the JSON that was asked for and counts its tokens', async () => {
    const result = await complete();
    expect(result).toMatchObject({
      outcome: 'answered',
      json: { answer: 'Echo: When are you open?', handOver: false, mood: 'calm', sources: [] },
    });
    expect(result.inputTokens).toBe(11);
    expect(result.outputTokens).toBeGreaterThan(10);
  });

  it('sends the instruction apart, the turns merged, files as they are, and room for thinking', async () => {
    const text = (words: string) => ({ type: 'text' as const, text: words });
    await complete({
      turns: [
        { role: 'assistant', parts: [text('Welcome!')] },
        { role: 'customer', parts: [text('Hi.')] },
        {
          role: 'customer',
          parts: [text('What is this?'), { type: 'file', mimeType: 'image/png', data: PNG }],
        },
      ],
    });
    const received = await lastRequest();
    expect(received).toMatchObject({ provider: name, operation: 'answer', model, keyLastFour: '91c7' });
    expect(received?.question).toMatchObject({
      system: 'You answer for Colibri.',
      turns: [
        { role: 'customer', text: '…' },
        { role: 'assistant', text: 'Welcome!' },
        {
          role: 'customer',
          text: 'Hi.\nWhat is this?',
          files: [{ mimeType: 'image/png', bytes: 'a picture'.length }],
        },
      ],
      maxOutputTokens: 4496,
    });
  });

  it.each<[object, AiFailure, number | null]>([
    [{ kind: 'rate-limited', retryAfterSeconds: 7 }, 'rate-limited', 7000],
    [{ kind: 'rate-limited' }, 'rate-limited', null],
    [{ kind: 'server-error' }, 'unavailable', null],
    [{ kind: 'server-error', httpStatus: 503 }, 'unavailable', null],
    [{ kind: 'break' }, 'unavailable', null],
    [{ kind: 'malformed' }, 'malformed', null],
    [{ kind: 'malformed', what: 'body' }, 'malformed', null],
    [{ kind: 'cut' }, 'malformed', null],
    [{ kind: 'empty' }, 'malformed', null],
  ])('makes a value of %o', async (what, failure, retryAfterMs) => {
    await trouble(what);
    expect(await complete()).toMatchObject({ outcome: 'failed', failure, retryAfterMs });
    expect(await complete()).toMatchObject({ outcome: 'answered' }); // and did not try by itself again
  });

  it.each([{ kind: 'hang' }, { kind: 'slow', delayMs: 600_000 }])('gives up in time: %o', async (what) => {
    await trouble(what);
    expect(await complete({ timeoutMs: 100 })).toMatchObject({ outcome: 'failed', failure: 'timed-out' });
  });

  it.each(['question', 'answer'])('tells that the safety filter stopped the %s', async (where) => {
    await trouble({ kind: 'safety', where });
    expect(await complete()).toMatchObject({ outcome: 'blocked' });
  });

  it.each<[string, string | object]>([
    ['other fields', { reply: 'Hello' }],
    ['a field of another type', { answer: 'Hello', handOver: 'no' }],
    ['no object', '[]'],
    ['no JSON', 'Hello!'],
  ])('takes %s for no answer', async (_name, answer) => {
    await simulator.control('PUT', '', { rules: [{ when: '', answer }] });
    const result = await complete();
    expect(result).toMatchObject({ outcome: 'failed', failure: 'malformed' });
    expect(result.outputTokens).toBeGreaterThan(0); // it is paid for all the same
  });

  it('says that a person has to act where the key, the model or the money is wrong', async () => {
    const refused = await provider('sk-none').complete(request());
    expect(refused).toMatchObject({ outcome: 'failed', failure: 'key-refused' });
    expect(await complete({ model: `${model}-retired` })).toMatchObject({ failure: 'request-refused' });
    await trouble({ kind: 'no-money' });
    const broke = await complete();
    expect(broke).toMatchObject(
      name === 'openai'
        ? { failure: 'request-refused' }
        : { failure: 'rate-limited', retryAfterMs: 3_600_000 }, // a day's quota says no more than that
    );
  });

  it('finds nobody at an address where nobody is', async () => {
    const nobody = create(KEY, 'http://127.0.0.1:9');
    expect(await nobody.complete(request())).toMatchObject({ failure: 'unavailable' });
    expect(await nobody.checkKey(AMPLE_MS)).toEqual({ outcome: 'failed', failure: 'unavailable' });
  });

  it('embeds texts in their order, of length 1, for what they are meant', async () => {
    const texts = ['Our opening hours are nine to five.', 'A parcel costs ten dollars.'];
    const documents = await provider().embed({ texts, purpose: 'document', timeoutMs: AMPLE_MS });
    const received = await lastRequest();
    expect(received).toMatchObject({ operation: 'embedding', texts, dimensions: 768 });
    const asked = {
      texts: ['What are your opening hours?'],
      purpose: 'question' as const,
      timeoutMs: AMPLE_MS,
    };
    const question = await provider().embed(asked);
    if (name === 'gemini') {
      expect(received?.purpose).toBe('RETRIEVAL_DOCUMENT');
      expect((await lastRequest())?.purpose).toBe('RETRIEVAL_QUERY');
    }
    if (documents.outcome !== 'embedded' || question.outcome !== 'embedded') throw new Error('not embedded');
    expect(documents.inputTokens).toBeGreaterThan(5);
    expect(documents.vectors.map((vector) => vector.length)).toEqual([768, 768]);
    for (const vector of documents.vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const near = documents.vectors.map((vector) =>
      vector.reduce((sum, value, index) => sum + value * (question.vectors[0]?.[index] ?? 0), 0),
    );
    expect(near[0]).toBeGreaterThan(near[1] ?? 1);
  });

  it('makes values of what goes wrong with embeddings, and refuses more than a request holds', async () => {
    const asked = { texts: ['a text'], purpose: 'document' as const, timeoutMs: AMPLE_MS };
    await trouble({ kind: 'rate-limited', retryAfterSeconds: 2, on: 'embedding' });
    expect(await provider().embed(asked)).toMatchObject({ failure: 'rate-limited', retryAfterMs: 2000 });
    await trouble({ kind: 'malformed' });
    expect(await provider().embed(asked)).toMatchObject({ failure: 'malformed' });
    await trouble({ kind: 'hang' });
    expect(await provider().embed({ ...asked, timeoutMs: 300 })).toMatchObject({ failure: 'timed-out' });
    const texts = Array.from({ length: 101 }, () => 'x');
    await expect(provider().embed({ ...asked, texts })).rejects.toThrow('at most 100');
  });

  it('checks a key without an answer', async () => {
    expect(await provider().checkKey(AMPLE_MS)).toEqual({ outcome: 'accepted' });
    expect((await lastRequest())?.operation).toBe('models');
    expect(await provider('wrong').checkKey(AMPLE_MS)).toEqual({ outcome: 'failed', failure: 'key-refused' });
  });

  it('never prints the key, nor names it in what it throws', async () => {
    const before = printed.length;
    const answers: unknown[] = [];
    for (const kind of ['rate-limited', 'server-error', 'break', 'malformed', 'cut', 'safety']) {
      await trouble({ kind });
      answers.push(await complete());
    }
    await simulator.control('PUT', '', { refusedKeys: [KEY] });
    answers.push(await complete(), await provider().checkKey(AMPLE_MS));
    expect(() => create(`${KEY}é`, simulator.url)).toThrow(/printable ASCII alone$/);
    const lines = printed.slice(before);
    expect(lines.length).toBeGreaterThan(3); // the troubles themselves are told
    expect(JSON.stringify([answers, lines])).not.toMatch(/canary|When are you open/);
  });

  it('knows what it takes and what tokens cost', () => {
    const { accepts, costMicros } = provider();
    expect(['image/jpeg', 'video/mp4', 'toString'].map(accepts)).toEqual([true, false, false]);
    expect(accepts('audio/ogg; codecs=opus')).toBe(name === 'gemini');
    expect(costMicros(model, 1000, 100)).toBe(name === 'gemini' ? 550 : 150);
    expect(costMicros(`${model}-2026-01-31`, 1000, 100)).toBe(costMicros(model, 1000, 100));
    expect(costMicros('a-model-of-tomorrow', 1000, 100)).toBe(0);
  });
});

it.each(['gemini-3.8-flash', 'gemini-2.5-flash-lite', 'gemini-flash-latest'])(
  'asks %s for as little thinking as it allows, without an instruction too',
  async (model) => {
    const result = await createGemini(KEY, simulator.url).complete(requestTo(model, { system: '' }));
    expect(result).toMatchObject({ outcome: 'answered' });
    // What was thought is paid for as output; a budget of nothing is for the models that know one.
    if (model.startsWith('gemini-2.5')) expect(result.outputTokens).toBeLessThan(100);
    else expect(result.outputTokens).toBeGreaterThan(100);
  },
);

it('lets models that think decide on their temperature, and the others take ours', async () => {
  const ask = (model: string) =>
    createOpenai(KEY, simulator.url).complete(requestTo(model, { temperature: 0.2 }));
  expect(await ask('gpt-4.1-mini')).toMatchObject({ outcome: 'answered' });
  expect((await lastRequest())?.question?.temperature).toBe(0.2);
  expect(await ask('gpt-6-luna')).toMatchObject({ outcome: 'answered' });
  expect((await lastRequest())?.question?.temperature).toBeNull();
});
