import type { AiProviderId } from '#contracts/automation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { log } from '../platform/log.ts';
import { fitsSchema } from './fits-schema.ts';
import type { AiFailure, AiTurn, CompletionResult, EmbeddingResult } from './provider.ts';

/** Texts that one request may embed. */
const TEXTS_AT_ONCE = 100;
/**
 * Models think before they answer, and what they think counts towards the limit of output tokens: a limit for the answer
 * alone would cut it. Thinking is kept low, and this much is added for it. Tokens that are not used cost nothing.
 */
export const THINKING_TOKENS = 4096;

/** What went wrong, by what to do about it. */
export interface Trouble {
  failure: AiFailure;
  retryAfterMs: number | null;
}

export function trouble(failure: AiFailure, retryAfterMs: number | null = null): Trouble {
  return { failure, retryAfterMs };
}

/**
 * Makes one request within its time. A failure that `explain` knows becomes a value; anything else is a fault of ours and
 * thrown. The log learns of the trouble without a word of the request: providers repeat keys and texts in their messages.
 */
export async function ask<Value>(
  about: { provider: AiProviderId; operation: string; timeoutMs: number },
  request: (signal: AbortSignal) => Promise<Value>,
  explain: (error: unknown) => Trouble | null,
): Promise<{ value: Value } | Trouble> {
  const { provider, operation, timeoutMs } = about;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return { value: await request(signal) };
  } catch (error) {
    const found = signal.aborted ? trouble('timed-out') : (explain(error) ?? explainTransport(error));
    if (found === null) throw error;
    const { failure, retryAfterMs } = found;
    log.warn('ai request failed', { provider, operation, failure, retryAfterMs });
    return found;
  }
}

/** What fetch and JSON.parse throw. */
function explainTransport(error: unknown): Trouble | null {
  if (error instanceof SyntaxError) return trouble('malformed');
  if (error instanceof TypeError && error.cause !== undefined) return trouble('unavailable');
  return null;
}

/** A request that ended without an answer; nothing says what it cost. */
export function failed(found: Trouble): CompletionResult {
  return { outcome: 'failed', ...found, inputTokens: 0, outputTokens: 0 };
}

/** An answer's text as the JSON that was asked for. */
export function readAnswer(
  text: string,
  schema: object,
  usage: { inputTokens: number; outputTokens: number },
): CompletionResult {
  const json = parseJson(text);
  if (json === undefined || !fitsSchema(json, schema))
    return { outcome: 'failed', ...trouble('malformed'), ...usage };
  return { outcome: 'answered', json, ...usage };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // "not JSON" is an answer of its own here
  }
}

/** Vectors of length 1, one for each text, or trouble where they are not what was asked for. */
export function readVectors(vectors: number[][], texts: string[], inputTokens: number): EmbeddingResult {
  const isWhole = (vector: number[]): boolean =>
    vector.length === LIMITS.embeddingDimensions && Math.hypot(...vector) > 0;
  if (vectors.length !== texts.length || !vectors.every(isWhole))
    return { outcome: 'failed', ...trouble('malformed') };
  return { outcome: 'embedded', vectors: vectors.map(normalise), inputTokens };
}

function normalise(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Turns as providers want them: the customer begins, and nobody speaks twice in a row. */
export function mergeTurns(turns: AiTurn[]): AiTurn[] {
  const merged: AiTurn[] = [];
  for (const { role, parts } of turns) {
    const last = merged.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else merged.push({ role, parts: [...parts] });
  }
  if (merged[0]?.role === 'customer') return merged;
  return [{ role: 'customer', parts: [{ type: 'text', text: '…' }] }, ...merged];
}

/** @throws Error where a caller asks for more than a request may hold */
export function assertFewTexts(texts: string[]): void {
  if (texts.length > TEXTS_AT_ONCE) throw new Error(`at most ${TEXTS_AT_ONCE} texts are embedded at once`);
}

/** @throws Error for a key that no header takes, without naming it */
export function assertSendableKey(apiKey: string): void {
  if (!isSendableKey(apiKey)) throw new Error('an API key holds printable ASCII alone');
}

/** A header takes nothing else; fetch would repeat such a key in its error. */
export function isSendableKey(apiKey: string): boolean {
  return /^[\x21-\x7e]+$/.test(apiKey);
}

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
export function bareType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
