import * as z from 'zod/mini';
import type { AiProvider } from '../ai/provider.ts';
import { log } from '../platform/log.ts';
import { chunksOf, EMBEDDING } from './chunk-store.ts';
import { checked } from './embed-texts.ts';

/** A passage of the knowledge; the smaller `distance` is, the nearer it is to the question (0 to 1). */
export interface Passage {
  documentId: string;
  documentName: string;
  text: string;
  distance: number;
}

export interface FoundPassages {
  passages: Passage[];
  /** What the question's vector cost. */
  inputTokens: number;
  /** The provider gave no vector: what is known was not looked at. The log says why. */
  hasFailed: boolean;
}

const TIMEOUT_MS = 10_000;
/**
 * Passages whose product with the question is less have nothing to do with it, in the vectors of either provider. Low on
 * purpose: the model judges what is left, and a passage that is held back cannot be judged.
 */
const LEAST_SIMILARITY = 0.25;
const SIMILARITY = 'similarity';

const foundChunkSchema = z.object({
  documentId: z.string(),
  documentName: z.string(),
  text: z.string(),
  [SIMILARITY]: z.number(),
});

/**
 * What an assistant knows about a question, the nearest first. Where it knows nothing at all, the provider is not asked.
 * Passages of another provider, which are being trained anew, are not found.
 * A provider that fails is no error: without passages an answer can still be tried, or handed to a person.
 * Costs one read, then one for each passage and for every 100 live passages of the assistant.
 */
export async function findPassages(request: {
  companyId: string;
  assistantId: string;
  provider: AiProvider;
  question: string;
  limit: number;
}): Promise<FoundPassages> {
  const { companyId, assistantId, provider, question, limit } = request;
  const live = chunksOf(companyId, assistantId).where('isLive', '==', true);
  if ((await live.select().limit(1).get()).empty) return { passages: [], inputTokens: 0, hasFailed: false };
  const embedded = checked(
    await provider.embed({ texts: [question], purpose: 'question', timeoutMs: TIMEOUT_MS }),
    1,
  );
  const [queryVector] = embedded.outcome === 'embedded' ? embedded.vectors : [];
  if (embedded.outcome === 'failed' || queryVector === undefined) {
    const failure = embedded.outcome === 'failed' ? embedded.failure : 'malformed';
    log.warn('knowledge not searched', { companyId, assistantId, failure });
    return { passages: [], inputTokens: 0, hasFailed: true };
  }
  // The vectors have length 1: their product orders as the cosine does and is cheaper. They stay behind.
  const found = await live
    .where('provider', '==', provider.id)
    .select('documentId', 'documentName', 'text', SIMILARITY)
    .findNearest({
      vectorField: EMBEDDING,
      queryVector,
      limit,
      distanceMeasure: 'DOT_PRODUCT',
      distanceThreshold: LEAST_SIMILARITY,
      distanceResultField: SIMILARITY,
    })
    .get();
  const passages = found.docs.map((snapshot) => {
    const { similarity, ...chunk } = foundChunkSchema.parse(snapshot.data());
    return { ...chunk, distance: 1 - similarity };
  });
  return { passages, inputTokens: embedded.inputTokens, hasFailed: false };
}
