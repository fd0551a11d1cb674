import OpenAI, { RateLimitError } from 'openai';
import { expect, test } from 'vitest';
import { useAiSimulator } from '../../testing/ai-simulator.ts';

const simulator = useAiSimulator();

const client = (apiKey = 'sim-openai-1234') =>
  new OpenAI({ apiKey, baseURL: `${simulator.url}/v1`, maxRetries: 0, logLevel: 'off' });
const model = 'gpt-6-luna';
const messages = [{ role: 'user' as const, content: 'Where are you?' }];
const ask = (options: object = {}) => client().chat.completions.create({ model, messages, ...options });
const trouble = (body: object) => simulator.trouble({ times: 1, ...body });

const format = (schema: Record<string, unknown>) => ({
  response_format: { type: 'json_schema' as const, json_schema: { name: 'answer', strict: true, schema } },
});

test('answers text and JSON of a strict schema to the unmodified client', async () => {
  const text = await ask();
  expect(text.choices[0]).toMatchObject({
    message: { content: 'Echo: Where are you?' },
    finish_reason: 'stop',
  });
  expect(text.usage).toEqual({ prompt_tokens: 4, completion_tokens: 5, total_tokens: 9 });
  const schema = {
    type: 'object',
    properties: {
      answer: { type: 'string' },
      isSure: { type: 'boolean' },
      mood: { type: 'string', enum: ['calm', 'angry'] },
      sources: { type: 'array', items: { type: 'string' } },
    },
    required: ['answer', 'isSure', 'mood', 'sources'],
    additionalProperties: false,
  };
  const json = await ask(format(schema));
  expect(JSON.parse(json.choices[0]?.message.content ?? '')).toEqual({
    answer: 'Echo: Where are you?',
    isSure: false,
    mood: 'calm',
    sources: [],
  });
  await expect(ask(format({ ...schema, required: ['answer'] }))).rejects.toMatchObject({ status: 400 });
});

test('streams in pieces, with the usage at the end where it is wanted', async () => {
  const stream = await client().chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let tokens = 0;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    tokens += chunk.usage?.total_tokens ?? 0;
  }
  expect(text).toBe('Echo: Where are you?');
  expect(tokens).toBe(9);
});

test('embeds in the size that is asked for, and lists models', async () => {
  const { data, usage } = await client().embeddings.create({
    model: 'text-embedding-3-small',
    input: ['opening hours', 'prices'],
    dimensions: 768,
  });
  expect(data.map(({ embedding }) => embedding.length)).toEqual([768, 768]);
  expect(Math.hypot(...(data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
  expect(usage.prompt_tokens).toBeGreaterThan(0);
  expect((await client().models.list()).data.map(({ id }) => id)).toContain('gpt-6-luna');
});

test('takes a temperature from models that do not think, and effort from those that do', async () => {
  await expect(ask({ temperature: 0.2 })).rejects.toMatchObject({ status: 400, param: 'temperature' });
  await expect(ask({ model: 'gpt-4.1-mini', reasoning_effort: 'low' })).rejects.toMatchObject({
    status: 400,
  });
  expect((await ask({ model: 'gpt-4.1-mini', temperature: 0.2 })).choices).toHaveLength(1);
});

test('refuses keys that are none, and models that are not there', async () => {
  await simulator.control('PUT', '', { refusedKeys: ['sim-withdrawn'] });
  for (const key of ['sk-real-looking', 'sim-withdrawn'])
    await expect(client(key).models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
  await expect(ask({ model: 'gpt-retired' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
});

test('tells troubles as the service does, as often as it is told to', async () => {
  await trouble({ kind: 'rate-limited', retryAfterSeconds: 7 });
  const limited = await ask().catch((error: unknown) => error);
  expect(limited).toBeInstanceOf(RateLimitError);
  expect((limited as RateLimitError).headers.get('retry-after')).toBe('7'); // as checked above
  await trouble({ kind: 'no-money' });
  await expect(ask()).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
  await trouble({ kind: 'safety' });
  expect((await ask()).choices[0]?.message).toMatchObject({ content: null, refusal: expect.any(String) });
  await trouble({ kind: 'safety', where: 'answer' });
  expect((await ask()).choices[0]?.finish_reason).toBe('content_filter');
  await trouble({ kind: 'cut' });
  expect((await ask()).choices[0]).toMatchObject({
    finish_reason: 'length',
    message: { content: 'Echo: Wher' },
  });
  await trouble({ kind: 'server-error', httpStatus: 503 });
  await expect(ask()).rejects.toMatchObject({ status: 503 });
  await trouble({ kind: 'malformed', what: 'body' });
  await expect(ask()).rejects.toThrow();
  await trouble({ kind: 'break' });
  await expect(ask()).rejects.toThrow('Connection error');
  await trouble({ kind: 'hang' });
  await expect(client().models.list()).resolves.toBeDefined();
  await expect(client().chat.completions.create({ model, messages }, { timeout: 50 })).rejects.toThrow(
    'timed out',
  );
  expect((await ask()).choices[0]?.message.content).toBe('Echo: Where are you?');
});
