import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Change } from '../inbox/change-conversation.ts';
import { giveTo } from '../inbox/decide-inbound.ts';
import { requireHold, type Actor } from '../inbox/decide-send.ts';
import { Refusal } from '../platform/refusal.ts';
import type { LiveAssistant } from './decide-live.ts';

interface Facts {
  conversationId: string;
  live: LiveAssistant;
  /** The message that the assistant answers at once; null: the customer does not wait, or opted in or out. */
  waiting: { messageId: string } | null;
}

/**
 * Gives a conversation to the assistant that answers on its channel. Null: it holds it already.
 * @throws Refusal `conversation-closed` or `conversation-not-yours`
 */
export function decideGive(conversation: Conversation, actor: Actor, facts: Facts): Change | null {
  const { conversationId, live, waiting } = facts;
  const { status, inboundCount, waitingSince } = conversation;
  if (status === 'closed') throw new Refusal('conversation-closed');
  requireHold(conversation, actor);
  const given = giveTo(live, waiting === null ? inboundCount : inboundCount - 1);
  if (conversation.handler === given?.handler && conversation.automation?.assistantId === live.id)
    return null;
  return {
    patch: {
      ...given,
      assigneeId: null,
      unread: false,
      waitingSince: waiting === null ? null : waitingSince,
    },
    event: { type: 'given-to-automation', by: actor.uid, assistantName: live.name },
    ...(waiting === null
      ? {}
      : {
          follows: { type: 'answer', conversationId, inboundCount, messageId: waiting.messageId },
        }),
  };
}
