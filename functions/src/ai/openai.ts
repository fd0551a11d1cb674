import type { APIError, ClientOptions } from 'openai';
import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import * as z from 'zod/mini';
import { LIMITS } from '#contracts/limits.ts';
import { costMicros } from './prices.ts';
import {
  ask,
  assertFewTexts,
  assertSendableKey,
  bareType,
  failed,
  mergeTurns,
  readAnswer,
  readVectors,
  THINKING_TOKENS,
  trouble,
  type Trouble,
} from './provider-steps.ts';
import type { AiPart, AiProvider, AiTurn, CompletionRequest, CompletionResult } from './provider.ts';

const ORIGIN = 'https://api.openai.com';
const EMBEDDING_MODEL = 'text-embedding-3-small';
/** Chat Completions look at these; only models made for it listen: https://developers.openai.com/api/docs/guides/images-vision */
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
/** No waiting helps these, though they come as 429. */
const NO_MONEY = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'credit_balance_exhausted']);
/** The question itself was stopped, though it comes as 400. */
const BLOCKED_QUESTION = new Set(['content_filter', 'content_policy_violation', 'invalid_prompt']);

const count = z.optional(z.number());
const completionSchema = z.object({
  choices: z.array(
    z.object({
      message: z.object({ content: z.nullish(z.string()), refusal: z.nullish(z.string()) }),
      finish_reason: z.nullish(z.string()),
    }),
  ),
  usage: z.optional(z.object({ prompt_tokens: count, completion_tokens: count })),
});
const vectorsSchema = z.object({
  data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })),
  usage: z.optional(z.object({ prompt_tokens: count })),
});

/** @param origin of a look-alike; null: the service itself. @throws Error for a key that no header takes */
export function createOpenai(apiKey: string, origin: string | null): AiProvider {
  assertSendableKey(apiKey);
  const options: ClientOptions = {
    apiKey,
    baseURL: `${origin ?? ORIGIN}/v1`,
    maxRetries: 0,
    logLevel: 'off',
    // Not from the environment: a company's requests belong to its own key alone.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
  };
  /** Loaded with the first request: whatever does not speak to an AI never pays for it. */
  const load = async () => {
    const sdk = await import('openai');
    const explain = (error: unknown): Trouble | null =>
      error instanceof sdk.APIError ? explainError(error) : null;
    return { client: new sdk.OpenAI(options), explain };
  };

  return {
    id: 'openai',
    async complete(request) {
      const { client, explain } = await load();
      const about = { provider: 'openai', operation: 'answer', timeoutMs: request.timeoutMs } as const;
      const body = bodyOf(request);
      let isBlocked = false;
      const result = await ask(
        about,
        (signal) => client.chat.completions.create(body, { signal }),
        (error) => {
          const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
          isBlocked = typeof code === 'string' && BLOCKED_QUESTION.has(code);
          return explain(error);
        },
      );
      if (isBlocked) return { outcome: 'blocked', inputTokens: 0, outputTokens: 0 };
      return 'failure' in result ? failed(result) : readCompletion(result.value, request);
    },
    async embed({ texts, timeoutMs }) {
      assertFewTexts(texts);
      const { client, explain } = await load();
      const about = { provider: 'openai', operation: 'embedding', timeoutMs } as const;
      const result = await ask(
        about,
        (signal) =>
          client.embeddings.create(
            {
              model: EMBEDDING_MODEL,
              input: texts,
              dimensions: LIMITS.embeddingDimensions,
              encoding_format: 'float',
            },
            { signal },
          ),
        explain,
      );
      if ('failure' in result) return { outcome: 'failed', ...result };
      const parsed = vectorsSchema.safeParse(result.value);
      if (!parsed.success) return { outcome: 'failed', ...trouble('malformed') };
      const { data, usage } = parsed.data;
      const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
      return readVectors(vectors, texts, usage?.prompt_tokens ?? 0);
    },
    async checkKey(timeoutMs) {
      const { client, explain } = await load();
      const about = { provider: 'openai', operation: 'key', timeoutMs } as const;
      const result = await ask(about, (signal) => client.models.list({ signal }), explain);
      return 'failure' in result ? { outcome: 'failed', failure: result.failure } : { outcome: 'accepted' };
    },
    accepts: (mimeType) => IMAGE_TYPES.has(bareType(mimeType)),
    costMicros: (model, inputTokens, outputTokens) => costMicros('openai', model, inputTokens, outputTokens),
  };
}

function bodyOf(request: CompletionRequest): ChatCompletionCreateParamsNonStreaming {
  const { model, system, turns, maxOutputTokens, responseSchema } = request;
  return {
    model,
    messages: [{ role: 'system', content: system }, ...mergeTurns(turns).map(describeTurn)],
    max_completion_tokens: maxOutputTokens + THINKING_TOKENS,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: { ...closeSchema(responseSchema) } },
    },
    store: false,
    // Models that think take no temperature, and those that do not take no effort. Customers wait: little thinking.
    ...(model.startsWith('gpt-4') ? { temperature: request.temperature } : { reasoning_effort: 'low' }),
  };
}

/** Strict mode wants every object closed and all of its fields required; what it fills in besides still fits. */
function closeSchema(schema: object): object {
  const { properties, items, ...rest }: { properties?: Record<string, object>; items?: object } = schema;
  return {
    ...rest,
    ...(items === undefined ? {} : { items: closeSchema(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, closeSchema(property)]),
          ),
          required: Object.keys(properties),
          additionalProperties: false,
        }),
  };
}

function describeTurn({ role, parts }: AiTurn): ChatCompletionMessageParam {
  if (role === 'assistant')
    return { role, content: parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n') };
  return { role: 'user', content: parts.map(describePart) };
}

function describePart(part: AiPart): ChatCompletionContentPart {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const mimeType = bareType(part.mimeType);
  if (!IMAGE_TYPES.has(mimeType)) throw new Error(`OpenAI takes no ${mimeType}`);
  return { type: 'image_url', image_url: { url: `data:${mimeType};base64,${part.data}` } };
}

function readCompletion(raw: unknown, { responseSchema }: CompletionRequest): CompletionResult {
  const completion = completionSchema.safeParse(raw);
  if (!completion.success) return failed(trouble('malformed'));
  const { choices, usage: used = {} } = completion.data;
  const usage = { inputTokens: used.prompt_tokens ?? 0, outputTokens: used.completion_tokens ?? 0 };
  const [choice] = choices;
  const isRefused = typeof choice?.message.refusal === 'string';
  if (isRefused || choice?.finish_reason === 'content_filter') return { outcome: 'blocked', ...usage };
  // Cut, empty or ended for a reason that nobody knows: half an answer is none.
  if (choice?.finish_reason !== 'stop') return { outcome: 'failed', ...trouble('malformed'), ...usage };
  return readAnswer(choice.message.content ?? '', responseSchema, usage);
}

/** https://developers.openai.com/api/docs/guides/error-codes */
function explainError({ status, code, type, headers }: APIError): Trouble {
  if (status === undefined) return trouble('unavailable'); // the connection failed
  if (status === 429) {
    const isBroke = [code, type].some((word) => typeof word === 'string' && NO_MONEY.has(word));
    return isBroke ? trouble('request-refused') : trouble('rate-limited', retryAfterOf(headers));
  }
  if (status === 401 || status === 403) return trouble('key-refused');
  return trouble(status >= 500 || status === 408 || status === 409 ? 'unavailable' : 'request-refused');
}

function retryAfterOf(headers: Headers | undefined): number | null {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  const waitMs = Number.isFinite(milliseconds) ? milliseconds : seconds * 1000;
  return Number.isFinite(waitMs) && waitMs >= 0 ? Math.ceil(waitMs) : null;
}
