import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { answerTo, type Verdict } from '../ai/answer.ts';
import { embed } from '../ai/embed.ts';
import { countTokens, questionTokens } from '../ai/question.ts';
import type { AiState } from '../ai/state.ts';
import type { AiTrouble } from '../ai/trouble.ts';
import { chatSchema, embeddingsSchema, questionOf } from './request.ts';

const MODELS = ['gpt-6-luna', 'gpt-5.4-mini', 'gpt-4.1-mini', 'text-embedding-3-small'];
const FULL_DIMENSIONS = 1536;
const PIECE_CHARACTERS = 12;

/** The part of the OpenAI API that Colibri uses, as the unmodified client speaks it: https://developers.openai.com/api */
export function openaiApi(state: AiState): Router {
  const router = express.Router();

  router.use(['/v1/chat/completions', '/v1/embeddings', '/v1/models'], (request, response, next) => {
    const key = keyOf(request);
    if (state.acceptsKey(key)) return next();
    const shown = `${key.slice(0, 3)}***${key.slice(-4)}`; // as the service itself shows it
    refuse(response, 401, {
      type: 'invalid_request_error',
      code: 'invalid_api_key',
      message: key === '' ? "You didn't provide an API key." : `Incorrect API key provided: ${shown}.`,
    });
  });

  router.get('/v1/models', (request, response) => {
    state.remember({ provider: 'openai', operation: 'models', model: '', key: keyOf(request) });
    const data = MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'openai' }));
    response.json({ object: 'list', data });
  });

  router.post('/v1/chat/completions', express.json({ limit: '32mb' }), async (request, response) => {
    const body = readBody(request, response, chatSchema);
    if (body === null) return;
    const { model, stream: isStreamed = false } = body;
    const question = questionOf(body);
    state.remember({
      provider: 'openai',
      operation: 'answer',
      model,
      key: keyOf(request),
      question,
      isStreamed,
    });
    const verdict = await answerTo(state, question, 0);
    if (verdict.type === 'trouble') return tellTrouble(response, verdict.trouble);
    const answer = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
    const promptTokens = questionTokens(question);
    if (isStreamed)
      return stream(response, answer, verdict, body.stream_options?.include_usage ? promptTokens : null);
    response.json({
      ...answer,
      object: 'chat.completion',
      choices: [{ index: 0, logprobs: null, message: messageOf(verdict), finish_reason: finishOf(verdict) }],
      usage: usageOf(promptTokens, verdict),
    });
  });

  router.post('/v1/embeddings', express.json({ limit: '32mb' }), async (request, response) => {
    const body = readBody(request, response, embeddingsSchema);
    if (body === null) return;
    const { model, input, dimensions = FULL_DIMENSIONS, encoding_format: format } = body;
    const texts = [input].flat();
    state.remember({
      provider: 'openai',
      operation: 'embedding',
      model,
      key: keyOf(request),
      texts,
      dimensions,
    });
    const trouble = state.takeTrouble('embedding');
    if (trouble?.kind === 'slow') await wait(trouble.delayMs, undefined, { ref: false });
    else if (trouble) return tellTrouble(response, trouble);
    const tokens = countTokens(texts.join(''));
    response.json({
      object: 'list',
      model,
      data: texts.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: encode(embed(text, dimensions), format),
      })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
  });

  return router;
}

function keyOf(request: Request): string {
  return (request.get('authorization') ?? '').replace(/^Bearer\s+/i, '');
}

function refuse(
  response: Response,
  status: number,
  error: { message: string; type: string; code: string | null; param?: string | null },
): void {
  response.status(status).json({ error: { param: null, ...error } });
}

/** The checked body, or null after it was refused. */
function readBody<Body extends { model: string }>(
  request: Request,
  response: Response,
  schema: z.ZodType<Body>,
): Body | null {
  const body = schema.safeParse(request.body);
  const type = 'invalid_request_error';
  if (!body.success) {
    const param = body.error.issues[0]?.path.join('.') ?? null;
    refuse(response, 400, { message: z.prettifyError(body.error), type, code: 'invalid_value', param });
    return null;
  }
  const { model } = body.data;
  if (/^(gpt-|text-embedding-)/.test(model) && !model.includes('retired')) return body.data;
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  refuse(response, 404, { message, type, code: 'model_not_found' });
  return null;
}

type Spoken = Exclude<Verdict, { type: 'trouble' }>;

function messageOf(verdict: Spoken): object {
  if (verdict.type === 'answer') return { role: 'assistant', content: verdict.text, refusal: null };
  // What the model itself will not answer is a refusal; what the filter stops has no word.
  const refusal = verdict.where === 'question' ? "I'm sorry, I can't help with that." : null;
  return { role: 'assistant', content: null, refusal };
}

function finishOf(verdict: Spoken): string {
  if (verdict.type === 'answer') return verdict.isCut ? 'length' : 'stop';
  return verdict.where === 'question' ? 'stop' : 'content_filter';
}

function usageOf(promptTokens: number, verdict: Spoken): object {
  const completionTokens = verdict.type === 'answer' ? countTokens(verdict.text) : 0;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

function stream(response: Response, answer: object, verdict: Spoken, promptTokens: number | null): void {
  response.set('content-type', 'text/event-stream');
  const tell = (choices: object[], more: object = {}): void => {
    const chunk = { ...answer, object: 'chat.completion.chunk', choices, ...more };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  const text = verdict.type === 'answer' ? verdict.text : '';
  tell([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
  for (const content of text.match(new RegExp(`[^]{1,${PIECE_CHARACTERS}}`, 'gu')) ?? [])
    tell([{ index: 0, delta: { content }, finish_reason: null }]);
  tell([{ index: 0, delta: {}, finish_reason: finishOf(verdict) }]);
  if (promptTokens !== null) tell([], { usage: usageOf(promptTokens, verdict) });
  response.end('data: [DONE]\n\n');
}

/** The client asks for base64 of 32-bit floats unless it is told otherwise. */
function encode(vector: number[], format: 'float' | 'base64'): number[] | string {
  return format === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

function tellTrouble(response: Response, trouble: AiTrouble): void {
  if (trouble.kind === 'hang') return;
  if (trouble.kind === 'break') return void response.socket?.destroy();
  if (trouble.kind === 'rate-limited') {
    const { retryAfterSeconds } = trouble;
    if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
    const message = 'Rate limit reached for requests.';
    return refuse(response, 429, { message, type: 'requests', code: 'rate_limit_exceeded' });
  }
  if (trouble.kind === 'no-money') {
    const message = 'You exceeded your current quota, please check your plan and billing details.';
    return refuse(response, 429, { message, type: 'insufficient_quota', code: 'insufficient_quota' });
  }
  if (trouble.kind === 'server-error') {
    const message = 'The server had an error while processing your request.';
    return refuse(response, trouble.httpStatus ?? 500, { message, type: 'server_error', code: null });
  }
  response.type('json').send('{"object": "chat.compl');
}
