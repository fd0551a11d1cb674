import { automationSchema, NO_AUTOMATION, type Automation } from '#contracts/collections/automation.ts';
import { assistantSchema, type Assistant } from '#contracts/collections/assistant.ts';
import { paths } from '#contracts/collections/paths.ts';
import { listedStatusOf } from '../knowledge/assistant-training.ts';
import { db } from '../platform/admin.ts';
import { ExpiringCache } from '../platform/cache.ts';

/** How long an instance may go on with what was changed elsewhere. */
const TTL_MS = 60_000;

const automations = new ExpiringCache<Automation>({ ttlMs: TTL_MS, maxEntries: 5_000 });
const assistants = new ExpiringCache<Assistant>({ ttlMs: TTL_MS, maxEntries: 500 });

/** What answers by itself in a company. Costs a read at most once a minute per instance. */
export async function findAutomation(companyId: string): Promise<Automation> {
  return automations.get(companyId) ?? readAutomation(companyId);
}

/** As it is now: one read. */
export async function readAutomation(companyId: string): Promise<Automation> {
  const automation = parseAutomation(await automationRef(companyId).get());
  automations.set(companyId, automation);
  return automation;
}

/** Makes this instance read it again; others follow within a minute. */
export function forgetAutomation(companyId: string): void {
  automations.delete(companyId);
}

export function automationRef(companyId: string) {
  return db().doc(paths.automation(companyId));
}

export function parseAutomation(snapshot: { exists: boolean; data: () => unknown }): Automation {
  return snapshot.exists ? automationSchema.parse(snapshot.data()) : NO_AUTOMATION;
}

/** A rule bot or an AI agent, or null. Costs a read at most once a minute per instance. */
export async function findAssistant(companyId: string, assistantId: string): Promise<Assistant | null> {
  const key = assistantKey(companyId, assistantId);
  const cached = assistants.get(key);
  if (cached !== undefined) return cached;
  const snapshot = await assistantRef(companyId, assistantId).get();
  if (!snapshot.exists) return null;
  const assistant = assistantSchema.parse(snapshot.data());
  assistants.set(key, assistant);
  return assistant;
}

export function forgetAssistant(companyId: string, assistantId: string): void {
  assistants.delete(assistantKey(companyId, assistantId));
}

export function assistantRef(companyId: string, assistantId: string) {
  return db().doc(paths.assistant(companyId, assistantId));
}

function assistantKey(companyId: string, assistantId: string): string {
  return `${companyId}|${assistantId}`;
}

/** How `settings/automation` shows an assistant that is not archived. */
export function entryOf(
  assistant: Pick<Assistant, 'name' | 'type' | 'status' | 'training' | 'calendarId'>,
): Automation['assistants'][string] {
  const { name, type, calendarId } = assistant;
  return { name, type, status: listedStatusOf(assistant), calendarId };
}
