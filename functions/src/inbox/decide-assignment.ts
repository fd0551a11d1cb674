import type { Conversation } from '#contracts/collections/conversation.ts';
import { Refusal } from '../platform/refusal.ts';
import { releaseFromAssistant } from './assistant-hold.ts';
import type { Change } from './change-conversation.ts';
import { requireHold, type Actor } from './decide-send.ts';

/**
 * Takes a conversation that waits, or that nobody holds. Null: it is the member's already.
 * @throws Refusal `conversation-taken` or `conversation-closed`
 */
export function decideAccept(conversation: Conversation, actor: Actor): Change | null {
  const { status, assigneeId } = conversation;
  if (status === 'closed') throw new Refusal('conversation-closed');
  if (assigneeId !== null && assigneeId !== actor.uid) {
    throw new Refusal('conversation-taken', { values: { assigneeId } });
  }
  if (status === 'open' && assigneeId === actor.uid) return null;
  return {
    patch: {
      ...releaseFromAssistant(conversation),
      status: 'open',
      handler: 'human',
      assigneeId: actor.uid,
    },
    event: { type: 'accepted', by: actor.uid },
  };
}

export type TransferTarget = { type: 'queue'; queueId: string } | { type: 'member'; memberId: string };

/** Hands a conversation to another member, or to a queue where it waits again. */
export function decideTransfer(conversation: Conversation, actor: Actor, to: TransferTarget): Change | null {
  if (conversation.status === 'closed') throw new Refusal('conversation-closed');
  requireHold(conversation, actor);
  const toQueueId = to.type === 'queue' ? to.queueId : null;
  const toMemberId = to.type === 'member' ? to.memberId : null;
  const isThere =
    toMemberId === null
      ? conversation.status === 'waiting' && conversation.queueId === toQueueId
      : conversation.status === 'open' && conversation.assigneeId === toMemberId;
  if (isThere) return null;
  return {
    patch: {
      ...releaseFromAssistant(conversation),
      ...(toMemberId === null
        ? { status: 'waiting', handler: 'none', assigneeId: null, queueId: toQueueId }
        : { status: 'open', handler: 'human', assigneeId: toMemberId }),
    },
    event: { type: 'transferred', by: actor.uid, toQueueId, toMemberId },
  };
}

/** Puts a conversation back among those that wait in its queue. Null: it waits there already. */
export function decideReturn(conversation: Conversation, actor: Actor): Change | null {
  if (conversation.status === 'closed') throw new Refusal('conversation-closed');
  if (conversation.status === 'waiting') return null;
  requireHold(conversation, actor);
  return {
    patch: { ...releaseFromAssistant(conversation), status: 'waiting', handler: 'none', assigneeId: null },
    event: { type: 'returned', by: actor.uid, toQueueId: conversation.queueId },
  };
}
