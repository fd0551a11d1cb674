import type { HandOverReason } from '#contracts/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { isHeldByAssistant, releaseFromAssistant } from '../inbox/assistant-hold.ts';
import type { Change } from '../inbox/change-conversation.ts';
import { closing } from '../inbox/decide-ticket.ts';
import type { LiveAssistant } from './decide-live.ts';

interface HandOver {
  reason: HandOverReason;
  assistantName: string;
  queueId: string | null;
  at: number;
}

/** People go on where an assistant was. Null: none holds the conversation. */
export function decideHandOver(conversation: Conversation, handOver: HandOver): Change | null {
  if (!isHeldByAssistant(conversation)) return null;
  const { reason, assistantName, queueId, at } = handOver;
  return {
    patch: {
      ...releaseFromAssistant(conversation),
      status: 'waiting',
      handler: 'none',
      assigneeId: null,
      queueId,
      waitingSince: conversation.waitingSince ?? at,
    },
    event: { type: 'handed-over', by: null, assistantName, reason, toQueueId: queueId, note: '' },
  };
}

/**
 * What becomes of a conversation after settings changed. Null: nothing, because no assistant holds it, or the one that
 * does still answers there. Where the customer waits, people go on; where nobody waits, the episode ends, so that it
 * neither hides in nobody's hands nor fills the queue with what is settled.
 */
export function decideRelease(
  conversation: Conversation,
  facts: { live: LiveAssistant | null; assistantName: string; queueId: string | null; at: number },
): Change | null {
  if (!isHeldByAssistant(conversation)) return null;
  const { live, at } = facts;
  if (live !== null && live.id === conversation.automation?.assistantId) return null;
  if (conversation.waitingSince === null) return closing(conversation, null, at);
  return decideHandOver(conversation, { ...facts, reason: 'switched-off' });
}
