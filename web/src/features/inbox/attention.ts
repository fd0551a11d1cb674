import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Preferences } from '#contracts/collections/member.ts';
import type { Stored } from '../../platform/documents.ts';
import { belongsToTab, concerns } from './model.ts';

/** A new message that the member should hear of. */
export interface Call {
  conversationId: string;
  name: string;
  at: number;
  /** Whether the conversation is the member's own; otherwise it waits for anybody. */
  isMine: boolean;
}

/** What a look at the rows in memory says about new messages. */
export interface Attention {
  /** Conversations that concern the member and have unread messages: the figure in the tab's title. */
  unreadCount: number;
  /** The newest inbound message that the member has not been called for; null when there is none. */
  call: Call | null;
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
            isMine: belongsToTab(news, 'mine', uid),
          },
  };
}

/** Whether a call is shown on the desktop: only to who looks elsewhere and wants to hear of such conversations. */
export function isShownOnDesktop(
  { isMine }: Pick<Call, 'isMine'>,
  notify: Preferences['notify'],
  isHidden: boolean,
): boolean {
  return isHidden && (notify === 'all' || (notify !== 'none' && isMine));
}
