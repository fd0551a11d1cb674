import type { Conversation } from '#contracts/collections/conversation.ts';
import { messageSchema } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { findChannel } from '../connections/channel-store.ts';
import { changeConversation } from '../inbox/change-conversation.ts';
import { readConversation } from '../inbox/queue-messages.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { Refusal } from '../platform/refusal.ts';
import { readAutomation } from './automation-store.ts';
import { decideGive } from './decide-give.ts';
import { liveAssistantOf } from './find-live.ts';

/**
 * Gives a conversation to the live assistant of its channel, which answers at once if the customer waits.
 * @throws Refusal `assistant-not-live`, `conversation-closed`, `conversation-not-yours`, and `changed-meanwhile` where the
 *   customer wrote at this moment
 */
export async function giveToAutomation(call: Call<'giveToAutomation'>): Promise<Record<string, never>> {
  const { companyId, uid, member, input } = call;
  const { conversationId } = input;
  const [{ conversation }, automation] = await Promise.all([
    readConversation(companyId, conversationId),
    readAutomation(companyId),
  ]);
  const { channelId } = conversation;
  const channel = await findChannel(companyId, channelId);
  const calendarId = channel?.calendarId ?? null;
  const live = await liveAssistantOf(automation, companyId, { channelId, calendarId });
  if (live === null) throw new Refusal('assistant-not-live');
  const waiting = await findWaiting(companyId, conversationId, conversation);
  await changeConversation({ companyId, conversationId, by: uid }, (current) => {
    if (current.inboundCount !== conversation.inboundCount) throw new Refusal('changed-meanwhile');
    return decideGive(current, { uid, role: member.role }, { conversationId, live, waiting });
  });
  return {};
}

/** The customer's newest message where it waits for an answer that an assistant may give. */
async function findWaiting(
  companyId: string,
  conversationId: string,
  { waitingSince }: Conversation,
): Promise<{ messageId: string } | null> {
  if (waitingSince === null) return null;
  const found = await db()
    .collection(paths.messages(companyId, conversationId))
    .where('direction', '==', 'inbound')
    .orderBy('providerAt', 'desc')
    .limit(1)
    .get();
  const [newest] = found.docs;
  if (newest === undefined || messageSchema.parse(newest.data()).optOut !== undefined) return null;
  return { messageId: newest.id };
}
