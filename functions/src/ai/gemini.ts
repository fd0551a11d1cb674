import type {
  Content,
  EmbedContentRequest,
  GenerationConfig,
  Part,
  ResponseSchema,
} from '@google/generative-ai';
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
import type { AiPart, AiProvider, CompletionRequest, CompletionResult } from './provider.ts';

const ORIGIN = 'https://generativelanguage.googleapis.com';
const EMBEDDING_MODEL = 'gemini-embedding-001';
/** What it looks at and listens to, and under which name: https://ai.google.dev/gemini-api/docs/audio */
const FILE_TYPES: Record<string, string> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/webp': 'image/webp',
  'image/heic': 'image/heic',
  'image/heif': 'image/heif',
  'audio/wav': 'audio/wav',
  'audio/mpeg': 'audio/mp3',
  'audio/mp3': 'audio/mp3',
  'audio/aiff': 'audio/aiff',
  'audio/aac': 'audio/aac',
  'audio/ogg': 'audio/ogg',
  'audio/flac': 'audio/flac',
};
/** Why a candidate ended that no customer may see: https://ai.google.dev/api/generate-content#FinishReason */
const BLOCKED = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
]);
/** A spent daily quota comes back at midnight, whatever the hint says. */
const DAILY_RETRY_MS = 60 * 60_000;

/** The client's types end before the service does: https://ai.google.dev/gemini-api/docs/embeddings */
interface SizedEmbedRequest extends EmbedContentRequest {
  outputDimensionality: number;
}

/** https://ai.google.dev/gemini-api/docs/thinking */
interface ThinkingConfig extends GenerationConfig {
  thinkingConfig?: { thinkingBudget: number } | { thinkingLevel: 'low' };
}

const count = z.optional(z.number());
const responseSchema = z.object({
  candidates: z.optional(
    z.array(
      z.object({
        content: z.optional(
          z.object({
            parts: z.optional(
              z.array(z.object({ text: z.optional(z.string()), thought: z.optional(z.boolean()) })),
            ),
          }),
        ),
        finishReason: z.optional(z.string()),
      }),
    ),
  ),
  promptFeedback: z.optional(z.object({ blockReason: z.optional(z.string()) })),
  usageMetadata: z.optional(
    z.object({ promptTokenCount: count, candidatesTokenCount: count, thoughtsTokenCount: count }),
  ),
});
const vectorsSchema = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });
const detailsSchema = z.array(
  z.looseObject({
    reason: z.optional(z.string()),
    retryDelay: z.optional(z.string()),
    violations: z.optional(z.array(z.looseObject({ quotaId: z.optional(z.string()) }))),
  }),
);
const errorSchema = z.object({ error: z.object({ details: z.optional(z.unknown()) }) });

/** @param origin of a look-alike; null: the service itself. @throws Error for a key that no header takes */
export function createGemini(apiKey: string, origin: string | null): AiProvider {
  assertSendableKey(apiKey);
  const baseUrl = origin ?? ORIGIN;
  /** Loaded with the first request: whatever does not speak to an AI never pays for it. */
  const load = async () => {
    const sdk = await import('@google/generative-ai');
    const client = new sdk.GoogleGenerativeAI(apiKey);
    const explain = (error: unknown): Trouble | null => {
      if (error instanceof sdk.GoogleGenerativeAIFetchError)
        return explainStatus(error.status ?? 0, error.errorDetails);
      return error instanceof sdk.GoogleGenerativeAIError ? trouble('unavailable') : null;
    };
    return { sdk, client, explain };
  };

  return {
    id: 'gemini',
    async complete(request) {
      const { client, explain } = await load();
      const model = client.getGenerativeModel({ model: request.model }, { baseUrl });
      const about = { provider: 'gemini', operation: 'answer', timeoutMs: request.timeoutMs } as const;
      const body = {
        contents: mergeTurns(request.turns).map(({ role, parts }): Content => ({
          role: role === 'customer' ? 'user' : 'model',
          parts: parts.map(describePart),
        })),
        // An instruction without a word is refused.
        ...(request.system === '' ? {} : { systemInstruction: request.system }),
        generationConfig: configOf(request),
      };
      const result = await ask(about, (signal) => model.generateContent(body, { signal }), explain);
      return 'failure' in result ? failed(result) : readResponse(result.value.response, request);
    },
    async embed({ texts, purpose, timeoutMs }) {
      assertFewTexts(texts);
      const { sdk, client, explain } = await load();
      const model = client.getGenerativeModel({ model: EMBEDDING_MODEL }, { baseUrl });
      const { RETRIEVAL_DOCUMENT, RETRIEVAL_QUERY } = sdk.TaskType;
      const requests = texts.map((text): SizedEmbedRequest => ({
        content: { role: 'user', parts: [{ text }] },
        taskType: purpose === 'document' ? RETRIEVAL_DOCUMENT : RETRIEVAL_QUERY,
        outputDimensionality: LIMITS.embeddingDimensions,
      }));
      const about = { provider: 'gemini', operation: 'embedding', timeoutMs } as const;
      const result = await ask(
        about,
        (signal) => model.batchEmbedContents({ requests }, { signal }),
        explain,
      );
      if ('failure' in result) return { outcome: 'failed', ...result };
      const vectors = vectorsSchema.safeParse(result.value);
      if (!vectors.success) return { outcome: 'failed', ...trouble('malformed') };
      // The service counts no tokens here; four characters make about one.
      const inputTokens = Math.ceil(texts.join('').length / 4);
      return readVectors(
        vectors.data.embeddings.map(({ values }) => values),
        texts,
        inputTokens,
      );
    },
    async checkKey(timeoutMs) {
      const about = { provider: 'gemini', operation: 'key', timeoutMs } as const;
      const result = await ask(
        about,
        (signal) => listModels(baseUrl, apiKey, signal),
        () => null,
      );
      if ('failure' in result) return { outcome: 'failed', failure: result.failure };
      return result.value === null
        ? { outcome: 'accepted' }
        : { outcome: 'failed', failure: result.value.failure };
    },
    accepts: (mimeType) => Object.hasOwn(FILE_TYPES, bareType(mimeType)),
    costMicros: (model, inputTokens, outputTokens) => costMicros('gemini', model, inputTokens, outputTokens),
  };
}

function configOf({
  model,
  temperature,
  maxOutputTokens,
  responseSchema: schema,
}: CompletionRequest): ThinkingConfig {
  return {
    temperature,
    maxOutputTokens: maxOutputTokens + THINKING_TOKENS,
    responseMimeType: 'application/json',
    responseSchema: schema as ResponseSchema, // the client names the same types by an enum with these very values
    ...thinkingOf(model),
  };
}

/** Customers wait: as little thinking as the model allows. A name that tells no generation is left to its own. */
function thinkingOf(model: string): Pick<ThinkingConfig, 'thinkingConfig'> {
  if (model.startsWith('gemini-2.5-flash')) return { thinkingConfig: { thinkingBudget: 0 } };
  if (/^gemini-([3-9]|\d\d)/.test(model)) return { thinkingConfig: { thinkingLevel: 'low' } };
  return {};
}

function describePart(part: AiPart): Part {
  if (part.type === 'text') return { text: part.text };
  const mimeType = FILE_TYPES[bareType(part.mimeType)];
  if (mimeType === undefined) throw new Error(`Gemini takes no ${part.mimeType}`);
  return { inlineData: { mimeType, data: part.data } };
}

function readResponse(raw: unknown, { responseSchema: schema }: CompletionRequest): CompletionResult {
  const response = responseSchema.safeParse(raw);
  if (!response.success) return failed(trouble('malformed'));
  const { candidates, promptFeedback, usageMetadata = {} } = response.data;
  const { promptTokenCount = 0, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = usageMetadata;
  const usage = { inputTokens: promptTokenCount, outputTokens: candidatesTokenCount + thoughtsTokenCount };
  const candidate = candidates?.[0];
  const reason = candidate?.finishReason ?? '';
  if (promptFeedback?.blockReason !== undefined || BLOCKED.has(reason))
    return { outcome: 'blocked', ...usage };
  // Cut, empty or ended for a reason that nobody knows: half an answer is none.
  if (reason !== 'STOP') return { outcome: 'failed', ...trouble('malformed'), ...usage };
  const spoken = (candidate?.content?.parts ?? []).filter(({ thought }) => thought !== true);
  return readAnswer(spoken.map(({ text = '' }) => text).join(''), schema, usage);
}

/** The client has no such request, which is free. */
async function listModels(baseUrl: string, apiKey: string, signal: AbortSignal): Promise<Trouble | null> {
  const response = await fetch(`${baseUrl}/v1beta/models?pageSize=1`, {
    headers: { 'x-goog-api-key': apiKey },
    redirect: 'error',
    signal,
  });
  const body: unknown = await response.json();
  if (response.ok) return null;
  const error = errorSchema.safeParse(body);
  return explainStatus(response.status, error.success ? error.data.error.details : undefined);
}

/** https://ai.google.dev/gemini-api/docs/troubleshooting */
function explainStatus(status: number, details: unknown): Trouble {
  const parsed = detailsSchema.safeParse(details);
  const known = parsed.success ? parsed.data : [];
  if (status === 429) {
    const isDaily = known.some(({ violations = [] }) =>
      violations.some(({ quotaId = '' }) => quotaId.includes('PerDay')),
    );
    return trouble('rate-limited', isDaily ? DAILY_RETRY_MS : retryDelayOf(known));
  }
  if (status === 401 || status === 403 || known.some(({ reason }) => reason === 'API_KEY_INVALID'))
    return trouble('key-refused');
  return trouble(status >= 500 || status === 408 || status === 0 ? 'unavailable' : 'request-refused');
}

/** `37s` or `0.5s`: https://protobuf.dev/reference/protobuf/google.protobuf/#duration */
function retryDelayOf(details: z.infer<typeof detailsSchema>): number | null {
  const delay = details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay ?? '';
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000);
}
