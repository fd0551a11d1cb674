import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { answerTo, type Verdict } from '../ai/answer.ts';
import { embed } from '../ai/embed.ts';
import { countTokens, questionTokens } from '../ai/question.ts';
import type { AiState } from '../ai/state.ts';
import type { AiTrouble } from '../ai/trouble.ts';
import { refuse, refuseForQuota, refuseKey } from './refuse.ts';
import {
  batchEmbedSchema,
  countSchema,
  embedSchema,
  generateSchema,
  questionOf,
  textOf,
  type EmbedRequest,
  type GenerateRequest,
} from './request.ts';

const MODELS = ['gemini-3.5-flash-lite', 'gemini-3.8-flash', 'gemini-embedding-001'];
/** What a model thinks costs tokens of the answer's limit unless thinking is off. */
const THOUGHT_TOKENS = 100;
/** Only the full vector comes at length 1. */
const FULL_DIMENSIONS = 3072;
const PIECE_CHARACTERS = 12;

/** The part of the Gemini API that Colibri uses, as the unmodified client speaks it: https://ai.google.dev/api */
export function geminiApi(state: AiState): Router {
  const router = express.Router();

  router.use('/v1beta/models', (request, response, next) => {
    const key = keyOf(request);
    if (key === '')
      return refuse(response, 403, "Method doesn't allow unregistered callers. Please use API Key.");
    if (!state.acceptsKey(key)) return refuseKey(response);
    next();
  });

  router.get('/v1beta/models', (request, response) => {
    state.remember({ provider: 'gemini', operation: 'models', model: '', key: keyOf(request) });
    response.json({
      models: MODELS.map((model) => ({
        name: `models/${model}`,
        displayName: model,
        supportedGenerationMethods: model.includes('embedding')
          ? ['embedContent', 'batchEmbedContents']
          : ['generateContent', 'countTokens'],
      })),
    });
  });

  router.post('/v1beta/models/:target', express.json({ limit: '32mb' }), async (request, response) => {
    const [model = '', method = ''] = request.params.target.split(':');
    if (!model.startsWith('gemini-') || model.includes('retired'))
      return refuse(response, 404, `models/${model} is not found for API version v1beta.`);
    const call = { state, request, response, model };
    if (method === 'generateContent') return generate(call, false);
    if (method === 'streamGenerateContent') return generate(call, true);
    if (method === 'countTokens') return count(call);
    if (method === 'embedContent')
      return embedTexts(
        call,
        embedSchema.transform((one) => ({ requests: [one] })),
        ([values]) => ({
          embedding: { values },
        }),
      );
    if (method === 'batchEmbedContents')
      return embedTexts(call, batchEmbedSchema, (vectors) => ({
        embeddings: vectors.map((values) => ({ values })),
      }));
    refuse(response, 404, `Method ${method} not found.`);
  });

  return router;
}

interface GeminiCall {
  state: AiState;
  request: Request;
  response: Response;
  model: string;
}

/** The service takes a key in the address too. Addresses end up in logs, so here that is none. */
function keyOf(request: Request): string {
  return request.get('x-goog-api-key') ?? '';
}

/** The checked body, or null after it was refused. */
function readBody<Body>({ request, response }: GeminiCall, schema: z.ZodType<Body>): Body | null {
  const body = schema.safeParse(request.body);
  if (body.success) return body.data;
  refuse(response, 400, `Invalid JSON payload received. ${z.prettifyError(body.error)}`);
  return null;
}

async function generate(call: GeminiCall, isStreamed: boolean): Promise<void> {
  const { state, response, model } = call;
  const body = readBody(call, generateSchema);
  if (body === null) return;
  const { thinkingLevel } = body.generationConfig.thinkingConfig ?? {};
  if (thinkingLevel === 'minimal' && /^gemini-3\.[78]-/.test(model))
    return refuse(response, 400, 'Thinking level MINIMAL is not supported for this model.');
  const question = questionOf(model, body);
  state.remember({
    provider: 'gemini',
    operation: 'answer',
    model,
    key: keyOf(call.request),
    question,
    isStreamed,
  });
  const thoughts = thoughtTokens(body);
  const verdict = await answerTo(state, question, thoughts);
  if (verdict.type === 'trouble') return tellTrouble(response, verdict.trouble);
  const facts = { model, promptTokens: questionTokens(question), thoughts };
  if (!isStreamed) return void response.json(answerBody(verdict, facts));
  response.set('content-type', 'text/event-stream');
  for (const piece of pieces(verdict))
    response.write(`data: ${JSON.stringify(answerBody(piece, facts))}\r\n\r\n`);
  response.end();
}

function thoughtTokens({ generationConfig: { thinkingConfig } }: GenerateRequest): number {
  return thinkingConfig?.thinkingBudget === 0 || thinkingConfig?.thinkingLevel === 'minimal'
    ? 0
    : THOUGHT_TOKENS;
}

type Spoken = Exclude<Verdict, { type: 'trouble' }> & { isPart?: boolean };

/** A stream tells why it ended in its last piece alone. */
function pieces(verdict: Spoken): Spoken[] {
  if (verdict.type !== 'answer' || verdict.text === '') return [verdict];
  const texts = verdict.text.match(new RegExp(`[^]{1,${PIECE_CHARACTERS}}`, 'gu')) ?? [];
  return texts.map((text, index) => ({ ...verdict, text, isPart: index < texts.length - 1 }));
}

function answerBody(
  verdict: Spoken,
  { model, promptTokens, thoughts }: { model: string; promptTokens: number; thoughts: number },
): object {
  const about = { modelVersion: model, responseId: randomUUID() };
  if (verdict.type === 'blocked' && verdict.where === 'question')
    return {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: promptTokens, totalTokenCount: promptTokens },
      ...about,
    };
  const text = verdict.type === 'answer' ? verdict.text : '';
  const candidatesTokenCount = countTokens(text);
  const finishReason = verdict.type === 'blocked' ? 'SAFETY' : verdict.isCut ? 'MAX_TOKENS' : 'STOP';
  return {
    candidates: [
      {
        content: { role: 'model', ...(text === '' ? {} : { parts: [{ text }] }) },
        ...(verdict.isPart ? {} : { finishReason }),
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount: promptTokens,
      candidatesTokenCount,
      thoughtsTokenCount: thoughts,
      totalTokenCount: promptTokens + candidatesTokenCount + thoughts,
    },
    ...about,
  };
}

function count(call: GeminiCall): void {
  const body = readBody(call, countSchema);
  if (body === null) return;
  const { state, model } = call;
  state.remember({ provider: 'gemini', operation: 'tokens', model, key: keyOf(call.request) });
  const contents = 'contents' in body ? body.contents : body.generateContentRequest.contents;
  call.response.json({ totalTokens: countTokens(contents.map(textOf).join('')) });
}

async function embedTexts(
  call: GeminiCall,
  schema: z.ZodType<{ requests: EmbedRequest[] }>,
  describe: (vectors: number[][]) => object,
): Promise<void> {
  const { state, response, model } = call;
  const body = readBody(call, schema);
  if (body === null) return;
  const { requests } = body;
  state.remember({
    provider: 'gemini',
    operation: 'embedding',
    model,
    key: keyOf(call.request),
    texts: requests.map(({ content }) => textOf(content)),
    dimensions: requests[0]?.outputDimensionality ?? null,
    purpose: requests[0]?.taskType ?? null,
  });
  const trouble = state.takeTrouble('embedding');
  if (trouble?.kind === 'slow') await wait(trouble.delayMs, undefined, { ref: false });
  else if (trouble) return tellTrouble(response, trouble);
  const vectors = requests.map(({ content, outputDimensionality = FULL_DIMENSIONS }) => {
    const scale = outputDimensionality === FULL_DIMENSIONS ? 1 : 0.7;
    return embed(textOf(content), outputDimensionality).map((value) => value * scale);
  });
  response.json(describe(vectors));
}

function tellTrouble(response: Response, trouble: AiTrouble): void {
  if (trouble.kind === 'hang') return;
  if (trouble.kind === 'break') return void response.socket?.destroy();
  if (trouble.kind === 'rate-limited') return refuseForQuota(response, trouble);
  if (trouble.kind === 'no-money') return refuseForQuota(response, { isDaily: true });
  if (trouble.kind === 'server-error')
    return refuse(response, trouble.httpStatus ?? 500, 'An internal error has occurred.');
  response.type('json').send('{"candidates": [{"cont');
}
