import type { Conversation } from '#contracts/collections/conversation.ts';
import type { CallableInput } from '#contracts/callables/index.ts';
import type { Change } from '../inbox/change-conversation.ts';
import { decideReturn, decideTransfer } from '../inbox/decide-assignment.ts';
import type { Actor } from '../inbox/decide-send.ts';

export type WorkTarget = CallableInput<'handOverConversations'>['to'];

/**
 * Moves a conversation of somebody who leaves, in whatever state it is under that name. Null: it is closed or somebody
 * else's by now.
 */
export function decideHandOver(
  conversation: Conversation,
  actor: Actor,
  move: { from: string; to: WorkTarget },
): Change | null {
  const { from, to } = move;
  if (conversation.status === 'closed' || conversation.assigneeId !== from) return null;
  const held: Conversation = { ...conversation, status: 'open' };
  return to.type === 'queues' ? decideReturn(held, actor) : decideTransfer(held, actor, to);
}
