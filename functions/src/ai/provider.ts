import type { AiProviderId } from '#contracts/automation.ts';

/** A part of a turn: text, or a file that the model can look at or listen to. */
export type AiPart =
  | { type: 'text'; text: string }
  /** `data`: base64. */
  | { type: 'file'; mimeType: string; data: string };

export interface AiTurn {
  role: 'customer' | 'assistant';
  parts: AiPart[];
}

export interface CompletionRequest {
  model: string;
  system: string;
  turns: AiTurn[];
  temperature: number;
  maxOutputTokens: number;
  /** JSON schema (the subset that both providers take: type, properties, required, enum, items, description). */
  responseSchema: object;
  timeoutMs: number;
}

/** Why an answer did not come, by what to do about it. */
export type AiFailure =
  /** Wait `retryAfterMs` (null: as the caller sees fit) and try again. */
  | 'rate-limited'
  | 'timed-out'
  | 'unavailable'
  /** The answer is no JSON of the schema, or was cut off. */
  | 'malformed'
  /** A person has to act: the key is refused, the model does not exist, the account has no money. */
  | 'key-refused'
  | 'request-refused';

export type CompletionResult =
  | { outcome: 'answered'; json: unknown; inputTokens: number; outputTokens: number }
  /** The provider's safety filter stopped the question or the answer. */
  | { outcome: 'blocked'; inputTokens: number; outputTokens: number }
  | {
      outcome: 'failed';
      failure: AiFailure;
      retryAfterMs: number | null;
      inputTokens: number;
      outputTokens: number;
    };

export type EmbeddingResult =
  | { outcome: 'embedded'; vectors: number[][]; inputTokens: number }
  | { outcome: 'failed'; failure: AiFailure; retryAfterMs: number | null };

/** An AI provider with one company's key. Troubles of the provider are values; what it throws is a fault of ours. */
export interface AiProvider {
  id: AiProviderId;
  complete: (request: CompletionRequest) => Promise<CompletionResult>;
  /** Vectors of `LIMITS.embeddingDimensions`, of length 1, in the order of the texts (at most 100). */
  embed: (request: {
    texts: string[];
    purpose: 'document' | 'question';
    timeoutMs: number;
  }) => Promise<EmbeddingResult>;
  /** Whether the key works; costs no tokens where the provider has such a request. */
  checkKey: (
    timeoutMs: number,
  ) => Promise<{ outcome: 'accepted' } | { outcome: 'failed'; failure: AiFailure }>;
  /** MIME types that `complete` takes as files. */
  accepts: (mimeType: string) => boolean;
  /** What tokens cost, in millionths of a US dollar; 0 for models whose price we do not know. */
  costMicros: (model: string, inputTokens: number, outputTokens: number) => number;
}
