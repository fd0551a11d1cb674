import type { Conversation } from '#contracts/collections/conversation.ts';
import type { HoursState } from '#contracts/hours/decide-hours.ts';

/** What a customer is told because nobody is there. */
export interface ClosedNotice {
  /** Null: nothing is said, because a member is there all the same; the period counts as told. */
  text: string | null;
  /** Beginning of the closed period, 0 where it always was: kept as `closedNoticeAt`, so that it is told once. */
  closedSince: number;
}

type Told = Pick<Conversation, 'handler' | 'channelType' | 'consent' | 'closedNoticeAt'>;

/**
 * Whether the customer is told now that the company is closed. Whoever gives a conversation to people may ask: after a
 * customer's message, or where a bot or an AI hands over. The conversation is as it will be after that.
 * @param facts.closedMessage the channel's; null or empty: nothing is ever told
 * @param facts.before the conversation as it was when the customer wrote; null: this is a first message
 * @param facts.hours the channel's, else the company's; null where there are none
 */
export function decideClosedNotice(
  conversation: Told,
  facts: {
    closedMessage: string | null | undefined;
    hours: HoursState | null;
    before: Pick<Conversation, 'lastMessage'> | null;
  },
): ClosedNotice | null {
  const text = facts.closedMessage?.trim() ?? '';
  const { handler, closedNoticeAt } = conversation;
  if (text === '' || facts.hours === null || facts.hours.isOpen) return null;
  if (handler === 'bot' || handler === 'ai' || isBlocked(conversation)) return null;
  const closedSince = facts.hours.since ?? 0;
  // Later ones count too: hours that are changed meanwhile, and two clocks that differ, tell nobody twice.
  const isTold = typeof closedNoticeAt === 'number' && closedNoticeAt >= closedSince;
  if (isTold) return null;
  const isInTalk = handler === 'human' && facts.before !== null && isOfMember(facts.before, closedSince);
  return { text: isInTalk ? null : text, closedSince };
}

/** Whether the last word is a member's, and of this closed period. */
function isOfMember({ lastMessage }: Pick<Conversation, 'lastMessage'>, closedSince: number): boolean {
  const { direction, sentBy, at } = lastMessage;
  return direction === 'outbound' && typeof sentBy === 'string' && at >= closedSince;
}

/** Carriers block every SMS after STOP. */
function isBlocked({ channelType, consent }: Pick<Conversation, 'channelType' | 'consent'>): boolean {
  return channelType === 'twilio_sms' && consent === 'opted_out';
}
