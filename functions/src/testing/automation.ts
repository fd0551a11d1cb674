import type { AutomationMode } from '#contracts/automation.ts';
import type { Assistant } from '#contracts/collections/assistant.ts';
import { runSchema, type Automation, type Run } from '#contracts/collections/automation.ts';
import { outboxEntrySchema, type OutboxEntry } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { entryOf, forgetAssistant, forgetAutomation } from '../automation/automation-store.ts';
import type { Reply } from '../automation/responder.ts';
import { db } from '../platform/admin.ts';

/** Stores an assistant and lets it answer on a channel while the mode is `mode`. Returns its id. */
export async function putLiveAssistant(
  companyId: string,
  live: { channelId: string; assistant: Assistant; mode?: AutomationMode; id?: string },
): Promise<string> {
  const { channelId, assistant: stored, mode = stored.type, id = `${stored.type}-1` } = live;
  const ref = db().doc(paths.automation(companyId));
  const snapshot = await ref.get();
  // Written by this same function before.
  const before = snapshot.data() as Automation | undefined;
  const automation: Automation = {
    mode,
    epoch: (before?.epoch ?? 0) + 1,
    channels: {
      ...before?.channels,
      [channelId]: { chatbot: null, ai: null, ...before?.channels[channelId], [stored.type]: id },
    },
    assistants: { ...before?.assistants, [id]: entryOf(stored) },
    changedBy: 'test',
    changedAt: 1,
  };
  await Promise.all([ref.set(automation), db().doc(paths.assistant(companyId, id)).set(stored)]);
  forgetAutomation(companyId);
  forgetAssistant(companyId, id);
  return id;
}

/** What a responder comes to; a case states what matters to it. */
export function reply(change: Partial<Reply> = {}): Reply {
  return {
    parts: [{ text: 'We open at nine.', media: [] }],
    next: { type: 'continue' },
    hasFailed: false,
    bot: null,
    clientFields: {},
    isDraft: false,
    unanswered: null,
    usage: {
      provider: 'gemini',
      model: 'gemini-2.5-flash',
      inputTokens: 90,
      outputTokens: 10,
      latencyMs: 5,
      costMicros: 7,
      documentIds: [],
    },
    ...change,
  };
}

/** The outbox entries of a type, oldest first. */
export async function entriesOf(
  companyId: string,
  type: OutboxEntry['job']['type'],
): Promise<(OutboxEntry & { path: string })[]> {
  const found = await db().collection(paths.outbox(companyId)).orderBy('createdAt').get();
  return found.docs
    .map((snapshot) => ({ path: snapshot.ref.path, ...outboxEntrySchema.parse(snapshot.data()) }))
    .filter(({ job }) => job.type === type);
}

/** The runs of a conversation, oldest first. */
export async function runsOf(companyId: string, conversationId: string): Promise<Run[]> {
  const found = await db()
    .collection(paths.runs(companyId))
    .where('conversationId', '==', conversationId)
    .get();
  return found.docs.map((snapshot) => runSchema.parse(snapshot.data())).toSorted((a, b) => a.at - b.at);
}
