import type { Transaction } from 'firebase-admin/firestore';
import { unansweredSchema, type Unanswered } from '#contracts/collections/automation.ts';
import type { AuditValues } from '#contracts/collections/audit.ts';
import { knowledgeDocumentSchema, type KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { now } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { fitsDocument, untrained } from './add-knowledge-text.ts';
import {
  decideTrainingBegin,
  findAssistant,
  writeTraining,
  type FoundAssistant,
} from './assistant-training.ts';
import { discardFiles, storeFile } from './knowledge-files.ts';
import { addTrainingEntry, wasTrained } from './training-entry.ts';

type Source = KnowledgeDocument['source'];

/**
 * Stores a text or a file as a new document, or in the place of an existing one, and has it trained. The passages of
 * before stay live until the new ones are. Saving what is there already changes nothing, so that a repeat makes no second
 * document and trains nothing.
 * @throws Refusal `not-found`, also for a new document under the id of one that was deleted
 */
export async function saveKnowledge(call: Call<'saveKnowledge'>): Promise<{ documentId: string }> {
  const { documentId, source: given } = call.input;
  if (given.type === 'text') await save(call, textSource(given.text));
  else {
    const source = await takeUpload(call, given.path);
    if (source !== null) await save(call, source);
    await discardFiles([given.path]);
  }
  return { documentId };
}

async function save(call: Call<'saveKnowledge'>, source: Source): Promise<void> {
  const { unused } = await db()
    .runTransaction((transaction) => store(transaction, call, source))
    .catch(async (error: unknown) => {
      // After any other error the document may be there all the same.
      if (error instanceof Refusal && source.type === 'file') await discardFiles([source.path]);
      throw error;
    });
  if (unused !== null) await discardFiles([unused]);
}

/** An upload's file where only functions write; null where an earlier call has made it the document's already. */
async function takeUpload(call: Call<'saveKnowledge'>, uploadPath: string): Promise<Source | null> {
  const { companyId, uid, input } = call;
  const { assistantId, documentId } = input;
  if (await isTaken(call, uploadPath)) return null;
  try {
    return await storeFile(uploadPath, { companyId, assistantId, documentId, uid });
  } catch (error) {
    // An upload is gone once it was taken, perhaps by the very call that this one repeats.
    if (await isTaken(call, uploadPath)) return null;
    throw error;
  }
}

/** Whether the document has this upload. Refuses most of what would be refused before a file is copied. */
async function isTaken({ companyId, input }: Call<'saveKnowledge'>, uploadPath: string): Promise<boolean> {
  const { assistantId, documentId } = input;
  const document = await db().runTransaction(
    async (transaction) => {
      await findTrainable(transaction, companyId, assistantId);
      return findDocument(transaction, { companyId, assistantId, documentId });
    },
    { readOnly: true },
  );
  return document?.source.type === 'file' && document.source.uploadPath === uploadPath;
}

function textSource(text: string): Source {
  const trimmed = text.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed)) throw new Refusal('invalid-input', { field: 'source.text' });
  if (!fitsDocument(trimmed)) throw new Refusal('too-long', { field: 'source.text' });
  return { type: 'text', text: trimmed };
}

/** An AI agent that is in use. @throws Refusal `not-found` or `assistant-archived` */
export async function findTrainable(
  transaction: Transaction,
  companyId: string,
  assistantId: string,
): Promise<FoundAssistant> {
  const found = await findAssistant(transaction, companyId, assistantId);
  if (found?.assistant.type !== 'ai') throw new Refusal('not-found', { field: 'assistantId' });
  if (found.assistant.archived) throw new Refusal('assistant-archived');
  return found;
}

/** @returns path of the file that the document does not have: that of before, or the new one where it changes nothing */
async function store(
  transaction: Transaction,
  call: Call<'saveKnowledge'>,
  source: Source,
): Promise<{ unused: string | null }> {
  const { companyId, uid, member, input } = call;
  const { assistantId, documentId, name, questionId } = input;
  const found = await findTrainable(transaction, companyId, assistantId);
  const before = await readBefore(transaction, call);
  const question = await readQuestion(transaction, call);
  const addsQuestion = questionId !== null && question?.state !== 'added';
  if (addsQuestion) {
    transaction.update(db().doc(paths.question(companyId, questionId)), { state: 'added' });
  }
  const record = {
    companyId,
    action: 'knowledge.saved' as const,
    by: { uid, name: member.name },
    target: { id: documentId, name },
  };
  const answers = addsQuestion ? { question: 'added' } : {};
  if (before !== null && isSame(before, name, source)) {
    if (addsQuestion) writeAudit(transaction, { ...record, after: answers });
    return { unused: leftFile(source, before.source) };
  }
  const at = now();
  const generation = (before?.generation ?? 0) + 1;
  const document = untrained({ name, source, generation, by: uid, at });
  transaction.set(db().doc(paths.knowledgeDocument(companyId, assistantId, documentId)), document);
  addTrainingEntry(transaction, { companyId, assistantId, documentId, generation }, at);
  writeTraining(transaction, found, decideTrainingBegin(found.assistant, [documentId]));
  writeAudit(transaction, {
    ...record,
    before: before === null ? {} : auditValues(before.name, before.source),
    after: { ...auditValues(name, source), assistant: found.assistant.name, ...answers },
  });
  return { unused: before === null ? null : leftFile(before.source, source) };
}

async function readBefore(
  transaction: Transaction,
  { companyId, input }: Call<'saveKnowledge'>,
): Promise<KnowledgeDocument | null> {
  const { assistantId, documentId, isNew } = input;
  const before = await findDocument(transaction, { companyId, assistantId, documentId });
  if (before !== null) return before;
  if (!isNew || (await wasTrained(transaction, { companyId, documentId })))
    throw new Refusal('not-found', { field: 'documentId' });
  const count = await transaction.get(
    db().collection(paths.knowledgeDocuments(companyId, assistantId)).count(),
  );
  const limit = LIMITS.knowledgeDocuments;
  if (count.data().count >= limit) throw new Refusal('limit-reached', { values: { limit } });
  return null;
}

async function findDocument(
  transaction: Transaction,
  whose: { companyId: string; assistantId: string; documentId: string },
): Promise<KnowledgeDocument | null> {
  const { companyId, assistantId, documentId } = whose;
  const ref = db().doc(paths.knowledgeDocument(companyId, assistantId, documentId));
  const snapshot = await transaction.get(ref);
  return snapshot.exists ? knowledgeDocumentSchema.parse(snapshot.data()) : null;
}

/** The question that is answered; null: none. Another assistant than the one that was asked may learn it. */
async function readQuestion(
  transaction: Transaction,
  { companyId, input }: Call<'saveKnowledge'>,
): Promise<Unanswered | null> {
  const { questionId } = input;
  if (questionId === null) return null;
  const snapshot = await transaction.get(db().doc(paths.question(companyId, questionId)));
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'questionId' });
  return unansweredSchema.parse(snapshot.data());
}

/** A transaction that runs again after its commit was answered with an error finds its own file, which stays. */
function leftFile(left: Source, kept: Source): string | null {
  if (left.type !== 'file') return null;
  return kept.type === 'file' && kept.path === left.path ? null : left.path;
}

/** A file that is uploaded again is read again, one upload once; the failed training of a text is tried again. */
function isSame(before: KnowledgeDocument, name: string, source: Source): boolean {
  if (source.type === 'file')
    return before.source.type === 'file' && before.source.uploadPath === source.uploadPath;
  if (before.status === 'failed' || before.name !== name) return false;
  return before.source.type === 'text' && before.source.text === source.text;
}

/** How much there is, not what: the text may be anything. */
function auditValues(name: string, source: Source): AuditValues {
  return source.type === 'text'
    ? { name, type: 'text', characters: source.text.length }
    : { name, type: source.mimeType, bytes: source.size };
}
