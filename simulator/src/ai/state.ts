import * as z from 'zod';
import type { Question } from './question.ts';
import { takeTrouble, type AiTrouble } from './trouble.ts';

/** Most requests that are remembered: the newest. */
const REQUEST_LIMIT = 100;
/** No real key of either provider begins so: whoever sends one by mistake is refused. */
const KEY_PREFIX = 'sim-';

const ruleSchema = z.strictObject({
  /** A part of the customer's last text, whatever its case; empty: any. */
  when: z.string(),
  /** What is answered: an object becomes the JSON that was asked for, a string stands as it is. */
  answer: z.union([z.string(), z.record(z.string(), z.unknown())]),
  delayMs: z.number().int().min(0).optional(),
});

/**
 * How what no rule answers is answered, in the schema that was asked for. `echo`: with the customer's own words.
 * `knowledge`: with the passage of the request that fits best, or with a hand-over. `adversarial`: it obeys whatever it
 * reads.
 */
const aiModeSchema = z.enum(['echo', 'knowledge', 'adversarial']);
export type AiMode = z.infer<typeof aiModeSchema>;

export const aiSetupSchema = z.strictObject({
  mode: aiModeSchema.optional(),
  rules: z.array(ruleSchema).optional(),
  /** Keys that are no longer accepted. */
  refusedKeys: z.array(z.string()).optional(),
});
interface AiSetup {
  mode: AiMode;
  rules: z.infer<typeof ruleSchema>[];
  refusedKeys: string[];
}

export type AiProviderName = 'gemini' | 'openai';

/** A request that a provider received. */
export interface AiRequest {
  at: number;
  provider: AiProviderName;
  operation: 'answer' | 'embedding' | 'models' | 'tokens';
  model: string;
  /** The key's last four characters; the rest is never kept. */
  keyLastFour: string;
  /** What was asked; null for the other operations. */
  question: Question | null;
  /** What was to be embedded. */
  texts: string[];
  dimensions: number | null;
  purpose: string | null;
  isStreamed: boolean;
}

/** What both look-alikes share: how they answer, what goes wrong, and what they were asked. In memory only. */
export class AiState {
  readonly #initial: AiSetup;
  setup: AiSetup;
  troubles: AiTrouble[] = [];
  requests: AiRequest[] = [];

  constructor(mode: AiMode) {
    this.#initial = { mode, rules: [], refusedKeys: [] };
    this.setup = this.#initial;
  }

  reset(): void {
    this.setup = this.#initial;
    this.troubles = [];
    this.requests = [];
  }

  acceptsKey(key: string): boolean {
    return key.startsWith(KEY_PREFIX) && !this.setup.refusedKeys.includes(key);
  }

  remember(
    request: Pick<AiRequest, 'provider' | 'operation' | 'model'> & Partial<AiRequest> & { key: string },
  ): void {
    const { key, ...facts } = request;
    const blank = { question: null, texts: [], dimensions: null, purpose: null, isStreamed: false };
    this.requests.push({ ...blank, ...facts, at: Date.now(), keyLastFour: key.slice(-4) });
    this.requests = this.requests.slice(-REQUEST_LIMIT);
  }

  takeTrouble(on: 'answer' | 'embedding'): AiTrouble | null {
    const { trouble, left } = takeTrouble(this.troubles, on, Math.random);
    this.troubles = left;
    return trouble;
  }
}
