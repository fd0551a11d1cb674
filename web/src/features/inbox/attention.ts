import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Stored } from '../../platform/documents.ts';
import { concerns } from './model.ts';

/** What a look at the rows in memory says about new messages. */
export interface Attention {
  /** Conversations that concern the member and have unread messages: the figure in the tab's title. */
  unreadCount: number;
  /** The newest inbound message that the member has not been called for; null when there is none. */
  call: { conversationId: string; name: string; at: number } | null;
}

/**
 * Looks for what a member should be called for.
 *
 * @param rows rows from any list; the same conversation may stand in several.
 * @param heardUntil newest message that was there when the page opened or that has been called out, in milliseconds.
 */
export function findAttention(
  rows: readonly Stored<Conversation>[],
  uid: string,
  heardUntil: number,
): Attention {
  const unread = rows.filter((row) => row.unread && concerns(row, uid));
  const news = unread
    .filter((row) => row.lastMessage.direction === 'inbound' && row.lastMessage.at > heardUntil)
    .toSorted((a, b) => b.lastMessage.at - a.lastMessage.at)[0];
  return {
    unreadCount: new Set(unread.map((row) => row.id)).size,
    call:
      news === undefined
        ? null
        : {
            conversationId: news.id,
            name: news.client.name || news.client.address,
            at: news.lastMessage.at,
          },
  };
}
