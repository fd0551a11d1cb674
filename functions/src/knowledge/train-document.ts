import type { Transaction } from 'firebase-admin/firestore';
import type { AiProviderId } from '#contracts/automation.ts';
import { knowledgeDocumentSchema, type KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Reason } from '#contracts/errors.ts';
import type { AiFailure, AiProvider } from '../ai/provider.ts';
import { openAiProvider } from '../ai/open-provider.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import type { DueEntry, JobEnding, JobOutcome, JobRunner } from '../outbox/job.ts';
import { noteUsage } from '../automation/usage-store.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { findCompany } from '../platform/company.ts';
import { derivedId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import {
  decideTrainingBegin,
  decideTrainingEnd,
  findAssistant,
  writeTraining,
} from './assistant-training.ts';
import {
  deleteAllChunks,
  deleteOlderChunks,
  deleteUnpublishedChunks,
  publishChunks,
  writeChunks,
  type Training,
} from './chunk-store.ts';
import { EMBEDDING_BATCH, embedTexts, isPassing } from './embed-texts.ts';
import { deleteFiles, readStoredText } from './knowledge-files.ts';
import { splitText } from './split-text.ts';
import { TRAINING_SWEEP_MS } from './training-entry.ts';

type Entry = DueEntry<'train-document'>;
type OpenProvider = (companyId: string, provider: AiProviderId) => Promise<AiProvider | null>;

/** How long one run embeds before it passes the rest to the next one: half of what its function may take. */
const RUN_MS = 150_000;

/** One run of a training that still counts. */
interface Run {
  entry: Entry;
  training: Training;
  document: KnowledgeDocument;
  providerId: AiProviderId;
  model: string;
}

/** How the embedding of a run ended. */
type Embedding =
  | { outcome: 'complete' }
  /** A newer training, or the document's end, made it pointless. */
  | { outcome: 'superseded' }
  /** The time is up; `cursor` passages are done. */
  | { outcome: 'unfinished'; cursor: number }
  | { outcome: 'failed'; failure: AiFailure };

/**
 * Reads, splits and embeds one document, then puts the new passages in the place of the old ones:
 *
 * save -> training -> embed batch by batch (`trainedCount` is the cursor) -> new live -> old deleted -> active
 *
 * Each step can be repeated, and each write asks whether its generation is still the document's: a crash continues at the
 * cursor, and an older training ends without effect. Readers find all of the old passages until all of the new ones are
 * live. What cannot succeed ends as `failed`, with the old passages live. A document that is gone is cleared away.
 */
export function trainWith(openProvider: OpenProvider): JobRunner<'train-document'> {
  return async (entry) => {
    try {
      return await train(entry, openProvider);
    } catch (error) {
      if (entry.isLast) await fail(entry, 'internal', false);
      throw error;
    }
  };
}

export const trainDocument = trainWith(openAiProvider);

/** Ends a training whose last run was killed. */
export const failTraining: JobEnding<'train-document'> = (entry) => fail(entry, 'internal', false);

async function train(entry: Entry, openProvider: OpenProvider): Promise<JobOutcome> {
  const begun = await begin(entry);
  if (begun === 'gone') return clearAway(entry);
  if (begun === 'superseded') return finish(entry);
  const read = await readStoredText(begun.document.source);
  if (read.outcome === 'failed') return fail(entry, read.problem);
  const passages = splitText(read.text);
  if (passages.length === 0) return fail(entry, 'document-unreadable');
  const provider = await openProvider(entry.companyId, begun.providerId);
  if (provider === null) return fail(entry, 'key-missing');
  const embedded = await embedAll(begun, passages, provider);
  if (embedded.outcome === 'superseded') return finish(entry);
  if (embedded.outcome === 'unfinished') return passOn(entry, embedded.cursor);
  if (embedded.outcome === 'failed') return failOrRetry(entry, embedded.failure);
  return publish(begun, passages.length);
}

function trainingOf({ companyId, job }: Entry): Training {
  const { assistantId, documentId, generation } = job;
  return { companyId, assistantId, documentId, generation };
}

function documentRef({ companyId, assistantId, documentId }: Training) {
  return db().doc(paths.knowledgeDocument(companyId, assistantId, documentId));
}

/** The document while this training of it still runs, else null. */
async function readCurrent(transaction: Transaction, training: Training): Promise<KnowledgeDocument | null> {
  const snapshot = await transaction.get(documentRef(training));
  if (!snapshot.exists) return null;
  const document = knowledgeDocumentSchema.parse(snapshot.data());
  return document.generation === training.generation && document.status === 'training' ? document : null;
}

/** The assistant says that it is trained, also where whoever saved the document could not say so (an import). */
function begin(entry: Entry): Promise<Run | 'gone' | 'superseded'> {
  const training = trainingOf(entry);
  return db().runTransaction(async (transaction) => {
    const snapshot = await transaction.get(documentRef(training));
    const found = await findAssistant(transaction, training.companyId, training.assistantId);
    if (!snapshot.exists || found === null) return 'gone';
    const document = knowledgeDocumentSchema.parse(snapshot.data());
    const isCurrent = document.generation === training.generation && document.status === 'training';
    if (!isCurrent || found.assistant.type !== 'ai') return 'superseded';
    writeTraining(transaction, found, decideTrainingBegin(found.assistant, [training.documentId]));
    const { provider: providerId, model } = found.assistant.ai;
    return { entry, training, document, providerId, model };
  });
}

async function embedAll(run: Run, passages: string[], provider: AiProvider): Promise<Embedding> {
  const deadline = now() + RUN_MS;
  let cursor = await prepare(run.training, passages.length);
  const first = cursor;
  while (cursor !== null && cursor < passages.length) {
    if (cursor !== first && now() > deadline) return { outcome: 'unfinished', cursor };
    const from: number = cursor;
    const texts = passages.slice(from, from + EMBEDDING_BATCH);
    const embedded = await embedTexts(provider, texts);
    if (embedded.outcome === 'failed') return embedded;
    await noteTokens(run, embedded.inputTokens, provider);
    const chunks = embedded.vectors.map((vector, index) => ({
      position: from + index,
      text: texts[index] ?? '',
      vector,
    }));
    cursor = await storeBatch(run, from, chunks);
  }
  return { outcome: cursor === null ? 'superseded' : 'complete' };
}

/** What a training costs counts towards the day, also where a newer one makes it pointless. */
async function noteTokens({ training, model }: Run, tokens: number, provider: AiProvider): Promise<void> {
  const { companyId } = training;
  const company = await findCompany(companyId);
  if (company === null) return;
  // Reading costs no less than embedding: the price of the model covers it.
  const costMicros = provider.costMicros(model, tokens, 0);
  await noteUsage(companyId, company, { tokens, answers: 0, costMicros });
}

/** Says how many passages there will be; returns how many of them an earlier run has embedded, null if superseded. */
function prepare(training: Training, chunkCount: number): Promise<number | null> {
  return db().runTransaction(async (transaction) => {
    const document = await readCurrent(transaction, training);
    if (document === null) return null;
    // Another count means that the text is split otherwise than before the break: from the start, over what is there.
    if (document.chunkCount === chunkCount) return document.trainedCount;
    transaction.update(documentRef(training), { chunkCount, trainedCount: 0 });
    return 0;
  });
}

/** Stores a batch together with the cursor; returns where the training stands, null if superseded. */
function storeBatch(
  { training, providerId }: Run,
  from: number,
  chunks: { position: number; text: string; vector: number[] }[],
): Promise<number | null> {
  return db().runTransaction(async (transaction) => {
    const document = await readCurrent(transaction, training);
    if (document === null) return null;
    // Another run of the same training was faster.
    if (document.trainedCount !== from) return document.trainedCount;
    writeChunks(transaction, training, chunks, { documentName: document.name, provider: providerId });
    const trainedCount = from + chunks.length;
    transaction.update(documentRef(training), { trainedCount });
    return trainedCount;
  });
}

async function publish({ entry, training }: Run, count: number): Promise<JobOutcome> {
  const isCurrent = async (transaction: Transaction) => (await readCurrent(transaction, training)) !== null;
  if (!(await publishChunks(training, count, isCurrent))) return finish(entry);
  await deleteOlderChunks(training);
  return finish(entry, { status: 'active', problem: null });
}

/** The run's end: the document's new state, the assistant's, and the mark, at once. Without a change only the mark. */
async function finish(
  entry: Entry,
  change?: Pick<KnowledgeDocument, 'status' | 'problem'>,
): Promise<JobOutcome> {
  await db().runTransaction(async (transaction) => {
    const stored = outboxEntrySchema.parse((await transaction.get(db().doc(entry.path))).data());
    if (change !== undefined) await endTraining(transaction, trainingOf(entry), change);
    if (stored.state === 'pending')
      transaction.update(db().doc(entry.path), { state: 'done', lastError: null });
  });
  return { outcome: 'done' };
}

/** Reads and writes: the last reads of its transaction. */
async function endTraining(
  transaction: Transaction,
  training: Training,
  change: Pick<KnowledgeDocument, 'status' | 'problem'>,
): Promise<void> {
  const document = await readCurrent(transaction, training);
  const found = await findAssistant(transaction, training.companyId, training.assistantId);
  if (document === null) return;
  transaction.update(documentRef(training), change);
  if (found === null) return;
  writeTraining(transaction, found, decideTrainingEnd(found.assistant, training.documentId));
}

/** The next run goes on at the cursor. Its entry is made with this one's mark. */
async function passOn({ path, companyId, job }: Entry, cursor: number): Promise<JobOutcome> {
  const { documentId, generation } = job;
  await db().runTransaction(async (transaction) => {
    const stored = outboxEntrySchema.parse((await transaction.get(db().doc(path))).data());
    if (stored.state !== 'pending') return;
    transaction.update(db().doc(path), { state: 'done', lastError: null });
    const id = derivedId('train', documentId, String(generation), String(cursor));
    addOutboxEntry(transaction, { companyId, id, job, at: now(), sweepAfterMs: TRAINING_SWEEP_MS });
  });
  return { outcome: 'done' };
}

async function failOrRetry(entry: Entry, failure: AiFailure): Promise<JobOutcome> {
  if (!isPassing(failure)) {
    return fail(entry, failure === 'key-refused' ? 'key-refused' : 'ai-unavailable');
  }
  if (entry.isLast) await fail(entry, 'ai-unavailable', false);
  return { outcome: 'failed', reason: failure };
}

/**
 * The training ends here: what it stored goes, what was live stays.
 * @param isDone false where the outbox marks the entry by itself
 */
async function fail(entry: Entry, problem: Reason, isDone = true): Promise<JobOutcome> {
  const training = trainingOf(entry);
  const { companyId, assistantId, documentId } = training;
  log.warn('knowledge not trained', { companyId, assistantId, documentId, problem });
  const change = { status: 'failed', problem } as const;
  if (isDone) await finish(entry, change);
  else await db().runTransaction((transaction) => endTraining(transaction, training, change));
  await deleteUnpublishedChunks(training);
  return { outcome: 'done' };
}

/** What is left of a document that was deleted. */
async function clearAway(entry: Entry): Promise<JobOutcome> {
  const training = trainingOf(entry);
  await deleteAllChunks(training);
  await deleteFiles(training);
  return finish(entry);
}
