import type { AssistantType } from '#contracts/automation.ts';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { Stored } from '../../platform/documents.ts';

export const TABS = ['waiting', 'mine', 'open', 'closed'] as const;
export type Tab = (typeof TABS)[number];

export function isTab(value: string | undefined): value is Tab {
  return TABS.some((tab) => tab === value);
}

/** Whether a conversation belongs in a tab: the same conditions as the tab's query. */
export function belongsToTab(conversation: Conversation, tab: Tab, uid: string): boolean {
  switch (tab) {
    case 'waiting':
    case 'closed':
    case 'open':
      return conversation.status === tab;
    case 'mine':
      return conversation.status === 'open' && conversation.assigneeId === uid;
  }
}

/** The order of every list: what happened last stands first. */
export function compareConversations(a: Stored<Conversation>, b: Stored<Conversation>): number {
  return b.lastMessage.at - a.lastMessage.at;
}

/** Who wrote the line that a row shows. `company`: its side, and nobody can tell more. */
export type Author =
  | { type: 'customer' | 'own' | 'company' }
  | { type: 'member'; uid: string }
  | { type: 'assistant'; kind: AssistantType };

/** The author of a row's line, as the signed-in member sees it. Whoever approved a draft of an assistant has sent it. */
export function findAuthor(
  { direction, sentBy, assistantType }: Conversation['lastMessage'],
  uid: string,
): Author {
  if (direction !== 'outbound') return { type: 'customer' };
  if (typeof sentBy === 'string') return sentBy === uid ? { type: 'own' } : { type: 'member', uid: sentBy };
  return assistantType === undefined ? { type: 'company' } : { type: 'assistant', kind: assistantType };
}

/** Inbound messages that wait for people's eyes; none while a bot or an AI answers. */
export function countUnread(conversation: Conversation): number {
  return conversation.unread ? Math.max(0, conversation.inboundCount - conversation.readCount) : 0;
}

/** Whether new messages of a conversation are this member's concern: nobody's yet, or their own. */
export function concerns(conversation: Conversation, uid: string): boolean {
  return conversation.status === 'waiting' || belongsToTab(conversation, 'mine', uid);
}

/**
 * A count for a tab: counting stops at the limit, above which the figure is only a lower bound.
 *
 * @returns what stands before the `+` and whether it stands there.
 */
export function boundedCount(count: number): { shown: number; isMore: boolean } {
  return count >= LIMITS.countUpTo
    ? { shown: LIMITS.countUpTo - 1, isMore: true }
    : { shown: count, isMore: false };
}

/**
 * Keeps rows where the reader's eyes are: rows stay at their places, take their new content, and what would move up or
 * come in at the top is counted instead of shown. Rows that left the list go; rows after the held ones are appended.
 *
 * @param heldIds the order on the screen.
 */
export function holdOrder<Row extends { id: string }>(
  heldIds: readonly string[],
  rows: readonly Row[],
): { rows: Row[]; newerCount: number } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const held = heldIds.flatMap((id) => byId.get(id) ?? []);
  const heldSet = new Set(heldIds);
  const lastHeld = rows.findLastIndex((row) => heldSet.has(row.id));
  const appended = rows.slice(lastHeld + 1);
  // A row is newer when it stands above one that it stood below, or was not there.
  let lowestPlace = Number.POSITIVE_INFINITY;
  let newerCount = 0;
  const places = new Map(held.map((row, index) => [row.id, index]));
  for (const row of rows.slice(0, lastHeld + 1).toReversed()) {
    const place = places.get(row.id);
    if (place !== undefined && place < lowestPlace) lowestPlace = place;
    else newerCount += 1;
  }
  return { rows: [...held, ...appended], newerCount };
}
