import { LIMITS } from '#contracts/limits.ts';
import type { AiFailure, AiProvider, EmbeddingResult } from '../ai/provider.ts';

/** Texts of one request: what both providers take. */
export const EMBEDDING_BATCH = 100;

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 20_000;

/** What another attempt may change. */
const PASSING = new Set<AiFailure>(['rate-limited', 'timed-out', 'unavailable', 'malformed']);

type Embedded =
  | { outcome: 'embedded'; vectors: number[][]; inputTokens: number }
  | { outcome: 'failed'; failure: AiFailure };

/**
 * Vectors of at most 100 texts. What may pass is tried again here, up to four times and as the provider asks to wait;
 * a longer trouble is the caller's.
 */
export async function embedTexts(provider: AiProvider, texts: string[]): Promise<Embedded> {
  for (let attempt = 1; ; attempt++) {
    const result = checked(
      await provider.embed({ texts, purpose: 'document', timeoutMs: TIMEOUT_MS }),
      texts.length,
    );
    if (result.outcome === 'embedded') return result;
    const waitMs = result.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
    if (!isPassing(result.failure) || attempt === ATTEMPTS || waitMs > MAX_WAIT_MS) return result;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

export function isPassing(failure: AiFailure): boolean {
  return PASSING.has(failure);
}

/** A vector for each text, of the length that the index has; anything else would be stored and never found. */
export function checked(result: EmbeddingResult, count: number): EmbeddingResult {
  if (result.outcome === 'failed') return result;
  const isComplete =
    result.vectors.length === count &&
    result.vectors.every(({ length }) => length === LIMITS.embeddingDimensions);
  return isComplete ? result : { outcome: 'failed', failure: 'malformed', retryAfterMs: null };
}
