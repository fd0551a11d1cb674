import { FieldPath } from 'firebase-admin/firestore';
import type { Automation } from '#contracts/collections/automation.ts';
import { conversationSchema, type Conversation } from '#contracts/collections/conversation.ts';
import type { Taxonomy } from '#contracts/collections/taxonomy.ts';
import { paths } from '#contracts/collections/paths.ts';
import { firstInUse } from '../company/queue-in-use.ts';
import { findTaxonomy } from '../company/read-taxonomy.ts';
import { findChannel } from '../connections/channel-store.ts';
import { changeConversation } from '../inbox/change-conversation.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import type { DueEntry, JobOutcome } from '../outbox/job.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { derivedId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { findAssistant, readAutomation } from './automation-store.ts';
import { decideRelease } from './decide-release.ts';
import { liveAssistantOf } from './find-live.ts';

/** Conversations of one entry; the next ones are the next entry's, so that no run grows with the company. */
const PAGE = 100;
/** Transactions at a time. */
const PARALLEL = 10;

/**
 * Ends or hands over what assistants hold that answer no longer, after mode, channel or status were changed. Each
 * conversation is a transaction of its own that looks again, so that a repeat and a customer who writes meanwhile do no
 * harm. An entry of an older change has nothing to do: the newer change has an entry of its own.
 */
export async function releaseConversations(entry: DueEntry<'release-conversations'>): Promise<JobOutcome> {
  const { path, companyId, job } = entry;
  const automation = await readAutomation(companyId);
  if (automation.epoch !== job.epoch) return finish(path);
  const settings = { automation, queues: (await findTaxonomy(companyId)).queues };
  const { conversations, nextAfter } = await readPage(companyId, job.after ?? null);
  const failures = await releaseAll(companyId, conversations, settings);
  if (failures > 0 && !entry.isLast)
    return { outcome: 'failed', reason: `${failures} of ${conversations.length}` };
  return finish(path, nextAfter === null ? null : { ...entry, after: nextAfter });
}

/** What decides what becomes of a conversation, and where people go on. */
interface Settings {
  automation: Automation;
  queues: Taxonomy['queues'];
}

interface HeldConversation {
  id: string;
  held: Conversation;
}

interface Page {
  conversations: HeldConversation[];
  /** Where the next page begins; null: there is none. */
  nextAfter: string | null;
}

/** One that cannot be read is logged and left out: trying it again would change nothing, and the others wait. */
async function readPage(companyId: string, after: string | null): Promise<Page> {
  const held = db()
    .collection(paths.conversations(companyId))
    .where('handler', 'in', ['ai', 'bot'])
    .orderBy(FieldPath.documentId())
    .limit(PAGE);
  const found = await (after === null ? held : held.startAfter(after)).get();
  const conversations = found.docs.flatMap((snapshot) => {
    const { id } = snapshot;
    const parsed = conversationSchema.safeParse(snapshot.data());
    if (parsed.success) return [{ id, held: parsed.data }];
    log.error('conversation unreadable', parsed.error, { companyId, conversationId: id });
    return [];
  });
  return { conversations, nextAfter: found.size < PAGE ? null : (found.docs.at(-1)?.id ?? null) };
}

/** One conversation's fault stops no other. Returns how many failed. */
async function releaseAll(
  companyId: string,
  conversations: HeldConversation[],
  settings: Settings,
): Promise<number> {
  let failures = 0;
  const tryRelease = async ({ id, held }: HeldConversation): Promise<void> => {
    try {
      await release(companyId, id, held, settings);
    } catch (error) {
      failures += 1;
      log.error('conversation not released', error, { companyId, conversationId: id });
    }
  };
  for (let start = 0; start < conversations.length; start += PARALLEL) {
    await Promise.all(conversations.slice(start, start + PARALLEL).map(tryRelease));
  }
  return failures;
}

async function release(
  companyId: string,
  conversationId: string,
  { channelId, automation: progress }: Conversation,
  { automation, queues }: Settings,
): Promise<void> {
  const assistantId = progress?.assistantId ?? '';
  const [channel, assistant] = await Promise.all([
    findChannel(companyId, channelId),
    assistantId === '' ? null : findAssistant(companyId, assistantId),
  ]);
  const live = await liveAssistantOf(automation, companyId, {
    channelId,
    calendarId: channel?.calendarId ?? null,
  });
  const assistantName = automation.assistants[assistantId]?.name ?? assistant?.name ?? '';
  await changeConversation({ companyId, conversationId, by: null }, (conversation, at) =>
    decideRelease(conversation, {
      live,
      assistantName,
      queueId: firstInUse(queues, [channel === null ? conversation.queueId : channel.queueId]),
      at,
    }),
  );
}

/** Marks the entry as done, together with the entry of the next page where there is one. */
async function finish(
  path: string,
  next: (DueEntry<'release-conversations'> & { after: string }) | null = null,
): Promise<JobOutcome> {
  const batch = db().batch();
  batch.update(db().doc(path), { state: 'done', lastError: null });
  if (next !== null) {
    const { companyId, job, after } = next;
    const id = derivedId('release', String(job.epoch), after);
    addOutboxEntry(batch, { companyId, id, job: { ...job, after }, at: now() });
  }
  await batch.commit();
  return { outcome: 'done' };
}
