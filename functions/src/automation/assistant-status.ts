import { paths } from '#contracts/collections/paths.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { requireFreeName, requireRoom } from './assistant-names.ts';
import { entryOf, forgetAssistant } from './automation-store.ts';
import { changeAutomation } from './change-automation.ts';
import { readStored, savedChange } from './save-assistant.ts';

/**
 * Lets an assistant answer, or stops it wherever it answers.
 * @throws Refusal `not-found` or `assistant-archived`
 */
export async function setAssistantStatus(call: Call<'setAssistantStatus'>): Promise<Record<string, never>> {
  const { companyId, uid, input } = call;
  const { assistantId, status } = input;
  await changeAutomation(call, async (transaction, automation, at) => {
    const before = await readStored(transaction, companyId, assistantId);
    if (before.archived) throw new Refusal('assistant-archived');
    if (before.status === status) return null;
    const change = { status, updatedAt: at, updatedBy: uid };
    transaction.update(db().doc(paths.assistant(companyId, assistantId)), change);
    return savedChange(automation, assistantId, { ...before, ...change }, before);
  });
  forgetAssistant(companyId, assistantId);
  return {};
}

/**
 * Puts an assistant away, or brings it back, inactive.
 * @throws Refusal `not-found`, `assistant-in-use` where it is on a channel, `name-taken` or `limit-reached` on the way back
 */
export async function archiveAssistant(call: Call<'archiveAssistant'>): Promise<Record<string, never>> {
  const { companyId, uid, input } = call;
  const { assistantId, archived } = input;
  await changeAutomation(call, async (transaction, automation, at) => {
    const before = await readStored(transaction, companyId, assistantId);
    if (before.archived === archived) return null;
    const isInUse = Object.values(automation.channels).some(
      ({ ai, chatbot }) => ai === assistantId || chatbot === assistantId,
    );
    if (archived && isInUse) throw new Refusal('assistant-in-use');
    if (!archived) {
      requireRoom(automation);
      requireFreeName(automation, before.name, assistantId);
    }
    const change = { archived, status: 'inactive' as const, updatedAt: at, updatedBy: uid };
    transaction.update(db().doc(paths.assistant(companyId, assistantId)), change);
    const { [assistantId]: _put, ...others } = automation.assistants;
    return {
      patch: {
        assistants: archived ? others : { ...others, [assistantId]: entryOf({ ...before, ...change }) },
      },
      changesWhoAnswers: false,
      audit: {
        action: 'assistant.archived',
        target: { id: assistantId, name: before.name },
        before: { archived: before.archived },
        after: { archived },
      },
    };
  });
  forgetAssistant(companyId, assistantId);
  return {};
}
