import { createHash } from 'node:crypto';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import { knowledgeDocumentSchema, type KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { AiProvider, EmbeddingResult } from '../ai/provider.ts';
import { entryOf } from '../automation/automation-store.ts';
import { trainWith } from '../knowledge/train-document.ts';
import type { JobOutcome } from '../outbox/job.ts';
import { db } from '../platform/admin.ts';
import { aiAgent, assistant } from './assistants.ts';

/** A vector of length 1 in which each word has its own place: texts that share words are near. */
export function vectorOf(text: string): number[] {
  const vector = Array.from({ length: LIMITS.embeddingDimensions }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const place = createHash('sha256').update(word).digest().readUInt16BE() % vector.length;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** A provider that only makes vectors of words. */
export interface WordProvider extends AiProvider {
  /** Texts of every request so far. */
  requests: string[][];
  /** What the next requests get instead, in order; a function runs before the answer. */
  troubles: (EmbeddingResult | (() => Promise<void>))[];
}

export function wordProvider(): WordProvider {
  const requests: string[][] = [];
  const troubles: WordProvider['troubles'] = [];
  const unused = (): never => {
    throw new Error('knowledge only asks for vectors');
  };
  return {
    id: 'openai',
    requests,
    troubles,
    complete: unused,
    checkKey: unused,
    accepts: unused,
    costMicros: () => 0,
    async embed({ texts }) {
      requests.push(texts);
      const trouble = troubles.shift();
      if (typeof trouble === 'object') return trouble;
      await trouble?.();
      return { outcome: 'embedded', vectors: texts.map(vectorOf), inputTokens: texts.join(' ').length };
    },
  };
}

/** An AI agent, in use, with its line in the settings. */
export async function createAiAgent(companyId: string, assistantId: string): Promise<void> {
  const agent = assistant('ai', { name: 'Ada', ai: aiAgent({ provider: 'openai', model: 'gpt-test' }) });
  await db().doc(paths.assistant(companyId, assistantId)).set(agent);
  const automation: Omit<Automation, 'assistants'> = {
    mode: 'ai',
    epoch: 7,
    channels: {},
    changedBy: null,
    changedAt: 1,
  };
  const settings = { ...automation, assistants: { [assistantId]: entryOf(agent) } };
  await db().doc(paths.automation(companyId)).set(settings, { merge: true });
}

export async function documentOf(
  companyId: string,
  assistantId: string,
  documentId: string,
): Promise<KnowledgeDocument | null> {
  const snapshot = await db()
    .doc(paths.knowledgeDocument(companyId, assistantId, documentId))
    .get();
  return snapshot.exists ? knowledgeDocumentSchema.parse(snapshot.data()) : null;
}

/** Paths of the trainings that are still to be done, the oldest first. */
export async function pendingTrainings(companyId: string): Promise<string[]> {
  const found = await db().collection(paths.outbox(companyId)).where('state', '==', 'pending').get();
  return found.docs
    .filter((entry) => entry.get('job.type') === 'train-document')
    .toSorted((a, b) => Number(a.get('createdAt')) - Number(b.get('createdAt')))
    .map(({ ref }) => ref.path);
}

/** Runs one training entry with a provider, as the outbox does. */
export async function runTraining(
  path: string,
  provider: AiProvider | null,
  isLast = false,
): Promise<JobOutcome> {
  const { companyId, job } = outboxEntrySchema.parse((await db().doc(path).get()).data());
  if (job.type !== 'train-document') throw new Error(`${path} trains nothing`);
  return trainWith(() => Promise.resolve(provider))({ path, companyId, job, isLast });
}

/** Runs every training that is due, and those that follow from it. */
export async function runTrainings(companyId: string, provider: AiProvider | null): Promise<void> {
  for (;;) {
    const [path] = await pendingTrainings(companyId);
    if (path === undefined) return;
    const result = await runTraining(path, provider);
    if (result.outcome === 'failed') throw new Error(`the training failed: ${result.reason}`);
  }
}
