import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'firebase-admin/firestore';
import type { AssistantSettings } from '#contracts/callables/automation.ts';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { assistantSchema, type Assistant, type AssistantStatus } from '#contracts/collections/assistant.ts';
import type { AuditValues } from '#contracts/collections/audit.ts';
import type { Automation } from '#contracts/collections/automation.ts';
import { decideTrainingBegin } from '../knowledge/assistant-training.ts';
import { beginTrainings, readDocumentStates } from '../knowledge/train-assistant.ts';
import { FIRST_REVISION, revisionOf } from '#contracts/revision.ts';
import type { Call } from '../platform/callable.ts';
import type { SignedInMember } from '../platform/member.ts';
import { Refusal } from '../platform/refusal.ts';
import { nextRevision } from '../platform/revision.ts';
import { requireFreeName, requireRoom } from './assistant-names.ts';
import { readReferable, requireReferences } from './assistant-references.ts';
import { assistantRef, entryOf, forgetAssistant } from './automation-store.ts';
import { changeAutomation, type AutomationChange } from './change-automation.ts';
import { requireBot } from './require-bot.ts';

/**
 * Creates or changes a rule bot or an AI agent; a repeat makes no second one. A new one is inactive. What it says has a version, which rises with each
 * change, so that every answer can be traced to the words that made it. With another AI provider all that it knows is
 * trained anew.
 * @throws Refusal `bot-invalid`, `name-taken`, `limit-reached`, `assistant-archived`, `not-found` (assistant, queue,
 *   calendar, file), `invalid-input` where the type would change, `changed-meanwhile` where somebody else saved
 */
export async function saveAssistant(call: Call<'saveAssistant'>): Promise<CallableOutput<'saveAssistant'>> {
  const { companyId, input } = call;
  const { assistantId, isNew, expectedRevision, settings } = input;
  let revision = FIRST_REVISION;
  if (settings.type === 'chatbot') await requireBot(settings.bot);
  await changeAutomation(call, async (transaction, automation, at) => {
    const [stored, referable] = await Promise.all([
      findStored(transaction, companyId, assistantId),
      readReferable(transaction, companyId, settings),
    ]);
    if (stored === null && !isNew) throw notFound();
    requireReferences(settings, referable);
    if (stored === null) return create(transaction, call, { automation, assistantId, settings, at });
    const outdated = isOtherProvider(stored, settings)
      ? await readDocumentStates(transaction, companyId, assistantId)
      : [];
    const replacement = { automation, assistantId, settings, expectedRevision, stored, outdated, at };
    const assistant = change(transaction, call, replacement);
    revision = revisionOf(assistant);
    return assistant === stored ? null : savedChange(automation, assistantId, assistant, stored);
  });
  forgetAssistant(companyId, assistantId);
  return { assistantId, revision };
}

/** @throws Refusal `not-found` */
export async function readStored(
  transaction: Transaction,
  companyId: string,
  assistantId: string,
): Promise<Assistant> {
  const stored = await findStored(transaction, companyId, assistantId);
  if (stored === null) throw notFound();
  return stored;
}

async function findStored(
  transaction: Transaction,
  companyId: string,
  assistantId: string,
): Promise<Assistant | null> {
  const snapshot = await transaction.get(assistantRef(companyId, assistantId));
  return snapshot.exists ? assistantSchema.parse(snapshot.data()) : null;
}

function notFound(): Refusal {
  return new Refusal('not-found', { field: 'assistantId' });
}

interface Creation {
  automation: Automation;
  assistantId: string;
  settings: AssistantSettings;
  at: number;
}

/**
 * Writes a new assistant, inactive.
 * @throws Refusal `name-taken` or `limit-reached`
 */
export function create(
  transaction: Transaction,
  { companyId, uid }: SignedInMember,
  { automation, assistantId, settings, at }: Creation,
): AutomationChange {
  requireRoom(automation);
  requireFreeName(automation, settings.name, assistantId);
  const assistant: Assistant = {
    ...settings,
    status: 'inactive',
    archived: false,
    promptVersion: 1,
    revision: FIRST_REVISION,
    createdAt: at,
    updatedAt: at,
    updatedBy: uid,
  };
  transaction.create(assistantRef(companyId, assistantId), assistant);
  return savedChange(automation, assistantId, assistant, null);
}

/** The vectors of two providers do not compare: with another one all knowledge has to be trained anew. */
function isOtherProvider(stored: Assistant, settings: AssistantSettings): boolean {
  return stored.type === 'ai' && settings.type === 'ai' && stored.ai.provider !== settings.ai.provider;
}

interface Replacement extends Creation {
  expectedRevision: number | undefined;
  stored: Assistant;
  /** Knowledge whose vectors are of no use any more. */
  outdated: Awaited<ReturnType<typeof readDocumentStates>>;
}

/** Writes what has changed; `stored` itself: nothing has. */
function change(
  transaction: Transaction,
  { companyId, uid }: SignedInMember,
  { automation, assistantId, settings, expectedRevision, stored, outdated, at }: Replacement,
): Assistant {
  if (stored.archived) throw new Refusal('assistant-archived');
  if (stored.type !== settings.type) throw new Refusal('invalid-input', { field: 'settings.type' });
  if (outdated.length === 0 && isDeepStrictEqual({ ...stored, ...settings }, stored)) return stored;
  const revision = nextRevision(stored, expectedRevision);
  requireFreeName(automation, settings.name, assistantId);
  const says = (of: AssistantSettings) => (of.type === 'ai' ? of.ai : of.bot);
  const isSaidAnew = !isDeepStrictEqual(says(settings), says(stored));
  const trained = beginTrainings(transaction, { companyId, assistantId }, outdated);
  const { status, training } = trained.length === 0 ? stored : decideTrainingBegin(stored, trained);
  const assistant: Assistant = {
    ...settings,
    status,
    ...(training ? { training } : {}),
    archived: false,
    promptVersion: stored.promptVersion + (isSaidAnew ? 1 : 0),
    revision,
    createdAt: stored.createdAt,
    updatedAt: at,
    updatedBy: uid,
  };
  transaction.set(assistantRef(companyId, assistantId), assistant);
  return assistant;
}

/** The settings and the record after an assistant was saved. */
export function savedChange(
  { assistants }: Automation,
  assistantId: string,
  assistant: Assistant,
  before: Assistant | null,
): AutomationChange {
  const entry = entryOf(assistant);
  const answers = (status: AssistantStatus): boolean => status !== 'inactive';
  return {
    patch: { assistants: { ...assistants, [assistantId]: entry } },
    changesWhoAnswers: before !== null && answers(entryOf(before).status) !== answers(entry.status),
    audit: {
      action: 'assistant.saved',
      target: { id: assistantId, name: assistant.name },
      ...(before === null ? {} : { before: recordOf(before) }),
      after: recordOf(assistant),
    },
  };
}

function recordOf({ name, type, status, calendarId, promptVersion }: Assistant): AuditValues {
  return { name, type, status, calendarId, promptVersion };
}
