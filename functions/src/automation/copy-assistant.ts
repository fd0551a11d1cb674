import type { AssistantSettings, ExportedAssistant } from '#contracts/callables/automation.ts';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { assistantSchema, type Assistant } from '#contracts/collections/assistant.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import { knowledgeDocumentSchema } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import type { SignedInMember } from '../platform/member.ts';
import { Refusal } from '../platform/refusal.ts';
import { addKnowledgeText, fitsDocument } from '../knowledge/add-knowledge-text.ts';
import { freeName } from './assistant-names.ts';
import { readReferable, withoutMissing } from './assistant-references.ts';
import { assistantRef } from './automation-store.ts';
import { changeAutomation } from './change-automation.ts';
import { requireBot } from './require-bot.ts';
import { create } from './save-assistant.ts';

/** Typed knowledge of one copy, all together: it is written in one commit, which holds 10 MiB. */
const KNOWLEDGE_CHARACTERS = 2_500_000;

/**
 * An assistant as a file: what it says and what was typed for it to know. Uploaded files, keys and ids of the company
 * stay behind.
 * @throws Refusal `not-found`, or `too-long` where there is more typed knowledge than a copy can hold
 */
export async function exportAssistant({
  companyId,
  input,
}: Call<'exportAssistant'>): Promise<CallableOutput<'exportAssistant'>> {
  return readExported(companyId, input.assistantId);
}

/**
 * Creates an assistant from such a file, inactive. Queues, calendars and files that this company does not have are left
 * out, and a name that is taken gets a number. Where it is there already, the call is a repeat and changes nothing.
 * @throws Refusal `bot-invalid`, `limit-reached`, `too-long`
 */
export async function importAssistant(
  call: Call<'importAssistant'>,
): Promise<CallableOutput<'importAssistant'>> {
  const { assistantId, file } = call.input;
  return copyIn(call, file, { assistantId, nameOf: freeName });
}

/**
 * A second assistant that says and knows the same under another name, inactive. Where it is there already, the call is a
 * repeat and changes nothing.
 * @throws Refusal `not-found`, `name-taken`, `limit-reached`, `too-long`
 */
export async function duplicateAssistant(
  call: Call<'duplicateAssistant'>,
): Promise<CallableOutput<'duplicateAssistant'>> {
  const { companyId, input } = call;
  const original = await readExported(companyId, input.assistantId, { keepsReferences: true });
  return copyIn(call, original, { assistantId: input.copyId, nameOf: () => input.name });
}

interface Copy {
  /** The new assistant's, chosen by the app. */
  assistantId: string;
  nameOf: (automation: Automation, name: string) => string;
}

async function copyIn(
  caller: SignedInMember,
  { assistant, knowledge }: ExportedAssistant,
  { assistantId, nameOf }: Copy,
): Promise<{ assistantId: string }> {
  const { companyId, uid: by } = caller;
  requireCopyable(knowledge);
  await changeAutomation(caller, async (transaction, automation, at) => {
    if ((await transaction.get(assistantRef(companyId, assistantId))).exists) return null;
    const referable = await readReferable(transaction, companyId, assistant);
    const name = nameOf(automation, assistant.name);
    const settings = { ...withoutMissing(assistant, referable), name };
    if (settings.type === 'chatbot') await requireBot(settings.bot);
    const change = create(transaction, caller, { automation, assistantId, settings, at });
    for (const text of knowledge) addKnowledgeText(transaction, { companyId, assistantId, by, at, ...text });
    return change;
  });
  return { assistantId };
}

function requireCopyable(knowledge: ExportedAssistant['knowledge']): void {
  const characters = knowledge.reduce((sum, { text }) => sum + text.length, 0);
  if (characters <= KNOWLEDGE_CHARACTERS && knowledge.every(({ text }) => fitsDocument(text))) return;
  throw new Refusal('too-long', { values: { limit: KNOWLEDGE_CHARACTERS } });
}

async function readExported(
  companyId: string,
  assistantId: string,
  { keepsReferences = false } = {},
): Promise<ExportedAssistant> {
  const [snapshot, documents] = await Promise.all([
    assistantRef(companyId, assistantId).get(),
    db().collection(paths.knowledgeDocuments(companyId, assistantId)).limit(LIMITS.knowledgeDocuments).get(),
  ]);
  if (!snapshot.exists) throw new Refusal('not-found', { field: 'assistantId' });
  const knowledge = documents.docs.flatMap((document) => {
    const { name, source } = knowledgeDocumentSchema.parse(document.data());
    return source.type === 'text' ? [{ name, text: source.text }] : [];
  });
  requireCopyable(knowledge);
  const settings = settingsOf(assistantSchema.parse(snapshot.data()));
  const nobodys = { companyId: '', queueIds: new Set<string>(), calendarIds: new Set<string>() };
  const assistant = keepsReferences ? settings : withoutMissing(settings, nobodys);
  return { format: 'colibri.assistant', version: 1, assistant, knowledge };
}

function settingsOf(assistant: Assistant): AssistantSettings {
  const { name, description, calendarId } = assistant;
  const common = { name, description, calendarId };
  return assistant.type === 'ai'
    ? { ...common, type: 'ai', ai: assistant.ai }
    : { ...common, type: 'chatbot', bot: assistant.bot };
}
