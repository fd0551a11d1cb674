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
import { randomId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import { fitsDocument, untrained } from './add-knowledge-text.ts';
import {
  decideTrainingBegin,
  findAssistant,
  writeTraining,
  type FoundAssistant,
} from './assistant-training.ts';
import { discardFiles, storeFile } from './knowledge-files.ts';
import { addTrainingEntry } from './training-entry.ts';

type Source = KnowledgeDocument['source'];

interface Saved {
  call: Call<'saveKnowledge'>;
  documentId: string;
  source: Source;
}

/**
 * Stores a text or a file as a new document, or in the place of an existing one, and has it trained. The passages of
 * before stay live until the new ones are. Saving what is there already changes nothing.
 */
export async function saveKnowledge(call: Call<'saveKnowledge'>): Promise<{ documentId: string }> {
  const { companyId, uid, input } = call;
  const { assistantId, source: given } = input;
  const documentId = input.documentId ?? randomId();
  await requireTarget(call);
  const source =
    given.type === 'text'
      ? textSource(given.text)
      : await storeFile(given.path, { companyId, assistantId, documentId, uid });
  const stored = await db()
    .runTransaction((transaction) => store(transaction, { call, documentId, source }))
    .catch(async (error: unknown) => {
      // After any other error the document may be there all the same.
      if (error instanceof Refusal && source.type === 'file') await discardFiles([source.path]);
      throw error;
    });
  const replaced = stored.replaced?.type === 'file' ? [stored.replaced.path] : [];
  await discardFiles(given.type === 'upload' ? [...replaced, given.path] : replaced);
  return { documentId };
}

/** Before a file is copied: most of what would be refused. The transaction looks again. */
async function requireTarget({ companyId, input }: Call<'saveKnowledge'>): Promise<void> {
  if (input.source.type === 'text') return;
  await db().runTransaction((transaction) => findTrainable(transaction, companyId, input.assistantId), {
    readOnly: true,
  });
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

async function store(
  transaction: Transaction,
  { call, documentId, source }: Saved,
): Promise<{ replaced: Source | null }> {
  const { companyId, uid, member, input } = call;
  const { assistantId, name, questionId } = input;
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
    return { replaced: null };
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
  return { replaced: before?.source ?? null };
}

async function readBefore(
  transaction: Transaction,
  { companyId, input }: Call<'saveKnowledge'>,
): Promise<KnowledgeDocument | null> {
  const { assistantId, documentId } = input;
  if (documentId === null) {
    const count = await transaction.get(
      db().collection(paths.knowledgeDocuments(companyId, assistantId)).count(),
    );
    const limit = LIMITS.knowledgeDocuments;
    if (count.data().count >= limit) throw new Refusal('limit-reached', { values: { limit } });
    return null;
  }
  const snapshot = await transaction.get(
    db().doc(paths.knowledgeDocument(companyId, assistantId, documentId)),
  );
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'documentId' });
  return knowledgeDocumentSchema.parse(snapshot.data());
}

/** The question that is answered; null: none. It must have been put to this assistant. */
async function readQuestion(
  transaction: Transaction,
  { companyId, input }: Call<'saveKnowledge'>,
): Promise<Unanswered | null> {
  const { assistantId, questionId } = input;
  if (questionId === null) return null;
  const snapshot = await transaction.get(db().doc(paths.question(companyId, questionId)));
  const question = snapshot.exists ? unansweredSchema.parse(snapshot.data()) : null;
  if (question?.assistantId !== assistantId) throw new Refusal('not-found', { field: 'questionId' });
  return question;
}

/** A file that is uploaded again is read again; a failed training is tried again. */
function isSame(before: KnowledgeDocument, name: string, source: Source): boolean {
  if (before.status === 'failed' || before.name !== name) return false;
  return source.type === 'text' && before.source.type === 'text' && before.source.text === source.text;
}

/** How much there is, not what: the text may be anything. */
function auditValues(name: string, source: Source): AuditValues {
  return source.type === 'text'
    ? { name, type: 'text', characters: source.text.length }
    : { name, type: source.mimeType, bytes: source.size };
}
