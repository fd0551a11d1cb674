import type { Automation } from '#contracts/collections/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Message } from '#contracts/collections/message.ts';
import { findLiveAssistant } from '../../platform/automation.ts';

/** Who answers the customer now. `name` null: not known, or nobody. */
export type Holder =
  { type: 'bot' | 'ai'; name: string | null } | { type: 'human'; memberId: string } | { type: 'nobody' };

/** Finds who answers in a conversation; a bot or an AI by the name it has now. */
export function findHolder(
  conversation: Pick<Conversation, 'handler' | 'assigneeId' | 'automation' | 'channelId'>,
  automation: Automation | null,
): Holder {
  const { handler, assigneeId } = conversation;
  if (handler === 'bot' || handler === 'ai') {
    const id = conversation.automation?.assistantId;
    const name = id === undefined ? undefined : automation?.assistants[id]?.name;
    // Before its first turn a conversation does not say whose it is: the channel's live one takes it.
    const live = automation === null ? null : findLiveAssistant(automation, conversation.channelId);
    return { type: handler, name: name ?? live?.name ?? null };
  }
  return assigneeId === null ? { type: 'nobody' } : { type: 'human', memberId: assigneeId };
}

interface Actor {
  uid: string;
  /** May act on conversations of others. */
  managesOthers: boolean;
}

/**
 * The assistant that a member can give this conversation to now; null where none answers on the channel, one answers
 * already, the conversation is closed or somebody else's. The server decides again.
 */
export function findGiveable(
  conversation: Pick<Conversation, 'handler' | 'status' | 'assigneeId' | 'channelId'>,
  automation: Automation | null,
  { uid, managesOthers }: Actor,
): { id: string; name: string } | null {
  const { handler, status, assigneeId, channelId } = conversation;
  if (automation === null || status === 'closed' || handler === 'bot' || handler === 'ai') return null;
  if (assigneeId !== null && assigneeId !== uid && !managesOthers) return null;
  return findLiveAssistant(automation, channelId);
}

/** Whether the customer has written since a draft was made: it answers too little, and the server sends it no more. */
export function isOutdated(
  { state, inboundCount = 0 }: NonNullable<Message['draft']>,
  conversation: Pick<Conversation, 'inboundCount'>,
): boolean {
  return state === 'waiting' && conversation.inboundCount > inboundCount;
}
