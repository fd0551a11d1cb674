import type { Conversation } from '#contracts/collections/conversation.ts';

export type ConversationAction = 'accept' | 'close' | 'reopen' | 'transfer' | 'returnToQueue';

interface Actor {
  uid: string;
  /** May act on conversations of others. */
  managesOthers: boolean;
}

/**
 * What a member may do with a conversation now. The first is the one next action, the only filled button; the server
 * decides again.
 */
export function findActions(
  conversation: Pick<Conversation, 'status' | 'assigneeId'>,
  { uid, managesOthers }: Actor,
): ConversationAction[] {
  const isAllowed = conversation.assigneeId === null || conversation.assigneeId === uid || managesOthers;
  switch (conversation.status) {
    case 'waiting':
      return ['accept', 'transfer', 'close'];
    case 'open':
      if (conversation.assigneeId === null) return ['accept', 'close', 'transfer', 'returnToQueue'];
      return isAllowed ? ['close', 'transfer', 'returnToQueue'] : [];
    case 'snoozed':
      return isAllowed ? ['close', 'transfer', 'returnToQueue'] : [];
    case 'closed':
      return ['reopen'];
  }
}
