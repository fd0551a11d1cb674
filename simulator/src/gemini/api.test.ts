import { GoogleGenerativeAI, SchemaType, TaskType } from '@google/generative-ai';
import { expect, test } from 'vitest';
import { useAiSimulator } from '../../testing/ai-simulator.ts';

const simulator = useAiSimulator();

const model = (name = 'gemini-3.5-flash-lite', key = 'sim-gemini-1234', options: object = {}) =>
  new GoogleGenerativeAI(key).getGenerativeModel({ model: name, ...options }, { baseUrl: simulator.url });

const { trouble } = simulator;

const ANSWER = {
  responseMimeType: 'application/json',
  responseSchema: {
    type: SchemaType.OBJECT,
    properties: {
      answer: { type: SchemaType.STRING },
      isSure: { type: SchemaType.BOOLEAN },
      mood: { type: SchemaType.STRING, enum: ['calm', 'angry'] },
    },
    required: ['answer'],
  },
};

test('answers text and JSON of a schema to the unmodified client', async () => {
  const { response } = await model().generateContent('Where are you?');
  expect(response.text()).toBe('Echo: Where are you?');
  expect(response.usageMetadata).toMatchObject({ promptTokenCount: 4, candidatesTokenCount: 5 });

  const json = await model(undefined, undefined, { generationConfig: ANSWER }).generateContent('Hi');
  expect(JSON.parse(json.response.text())).toEqual({ answer: 'Echo: Hi', isSure: false, mood: 'calm' });
});

test('streams in pieces that the client puts together again', async () => {
  const { stream, response } = await model().generateContentStream('Tell me about hummingbirds, please');
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece.text());
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('')).toBe('Echo: Tell me about hummingbirds, please');
  expect((await response).candidates?.[0]?.finishReason).toBe('STOP');
});

test('embeds one text and many, in the size that is asked for, and counts tokens', async () => {
  const one = await model('gemini-embedding-001').embedContent('opening hours');
  expect(one.embedding.values).toHaveLength(3072);
  expect(Math.hypot(...one.embedding.values)).toBeCloseTo(1);
  const request = (text: string) => ({
    content: { role: 'user', parts: [{ text }] },
    taskType: TaskType.RETRIEVAL_DOCUMENT,
    outputDimensionality: 768,
  });
  const many = await model('gemini-embedding-001').batchEmbedContents({
    requests: ['a b', 'c d'].map(request),
  });
  expect(many.embeddings.map(({ values }) => values.length)).toEqual([768, 768]);
  // As at the service, only the full size comes at length 1.
  expect(Math.hypot(...(many.embeddings[0]?.values ?? []))).not.toBeCloseTo(1);
  expect(await model().countTokens('twelve chars')).toEqual({ totalTokens: 3 });
  const tooMany = Array.from({ length: 101 }, (_, index) => request(`text ${index}`));
  await expect(model('gemini-embedding-001').batchEmbedContents({ requests: tooMany })).rejects.toThrow(
    '400',
  );
});

test.each([
  ['a key that is none', 'AIza-real-looking', 400, 'API_KEY_INVALID'],
  ['a key that was withdrawn', 'sim-withdrawn', 400, 'API_KEY_INVALID'],
])('refuses %s', async (_name, key, status, reason) => {
  await simulator.control('PUT', '', { refusedKeys: ['sim-withdrawn'] });
  await expect(model(undefined, key).generateContent('Hi')).rejects.toMatchObject({
    status,
    errorDetails: [{ reason }],
  });
  const models = await fetch(`${simulator.url}/v1beta/models`, { headers: { 'x-goog-api-key': key } });
  expect(models.status).toBe(status);
});

test('knows no model that is not there, and no field that the service does not know', async () => {
  await expect(model('gemini-retired').generateContent('Hi')).rejects.toMatchObject({ status: 404 });
  const generationConfig = { maxTokens: 5 };
  await expect(model(undefined, undefined, { generationConfig }).generateContent('Hi')).rejects.toMatchObject(
    {
      status: 400,
    },
  );
});

test('tells troubles as the service does, as often as it is told to', async () => {
  await trouble({ kind: 'rate-limited', retryAfterSeconds: 7, times: 1 });
  await expect(model().generateContent('Hi')).rejects.toMatchObject({
    status: 429,
    errorDetails: [{}, { retryDelay: '7s' }],
  });
  await trouble({ kind: 'safety', times: 1 });
  const blocked = await model().generateContent('Hi');
  expect(blocked.response.promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT');
  await trouble({ kind: 'safety', where: 'answer', times: 1 });
  const stopped = await model().generateContent('Hi');
  expect(() => stopped.response.text()).toThrow('SAFETY');
  await trouble({ kind: 'cut', times: 1 });
  const cut = await model().generateContent('Hi');
  expect(cut.response.candidates?.[0]).toMatchObject({
    finishReason: 'MAX_TOKENS',
    content: { parts: [{ text: 'Echo' }] },
  });
  await trouble({ kind: 'server-error', httpStatus: 503, times: 1 });
  await expect(model().generateContent('Hi')).rejects.toMatchObject({ status: 503 });
  await trouble({ kind: 'malformed', what: 'body', times: 1 });
  await expect(model().generateContent('Hi')).rejects.toThrow(SyntaxError);
  await trouble({ kind: 'break', times: 1 });
  await expect(model().generateContent('Hi')).rejects.toThrow('fetch failed');
  await trouble({ kind: 'hang', times: 1 });
  await expect(model().generateContent('Hi', { timeout: 50 })).rejects.toThrow('aborted');
  expect((await model().generateContent('Hi')).response.text()).toBe('Echo: Hi');
});

test('ends an answer where its tokens are spent, thinking included', async () => {
  const generationConfig = { maxOutputTokens: 102 };
  const short = await model(undefined, undefined, { generationConfig }).generateContent('A longer question');
  expect(short.response.candidates?.[0]).toMatchObject({
    finishReason: 'MAX_TOKENS',
    content: { parts: [{ text: 'Echo: A ' }] },
  });
});
