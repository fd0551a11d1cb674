import type { Message, MessageError } from '#contracts/collections/message.ts';
import type { DeliveryStatus } from '#contracts/message-kinds.ts';
import type { ProviderMessage } from '../channels/contract.ts';

/** What is recorded of a message whose sending was cut short; null: ask again later. */
export interface Settlement {
  status: DeliveryStatus;
  providerMessageId: string | null;
  outcome: 'known' | 'unknown';
  error: MessageError | null;
}

/** A request may still be on its way for this long; before, the provider's silence proves nothing. */
const IN_FLIGHT_MS = 2 * 60_000;
/** The provider could not be asked for this long: a person has to decide. */
const GIVE_UP_MS = 15 * 60_000;
/** Clocks of two companies differ a little. */
const CLOCK_SKEW_MS = 5_000;

const NOT_SENT: MessageError = {
  code: 'not-sent',
  message: 'The message was not sent. Try again.',
  retryable: true,
};
const OUTCOME_UNKNOWN: MessageError = {
  code: 'outcome-unknown',
  message: 'Nobody can tell whether this message was sent. Ask the customer before you send it again.',
  retryable: true,
};

/**
 * Decides a message that has waited for the provider's answer, by what the provider lists. Equal texts are told apart by
 * the ids that other messages of the conversation already have.
 * @param listed what the provider knows of messages to this customer; null where it could not be asked
 */
export function decideSettlement(
  message: Pick<Message, 'text' | 'media'> & { pendingSince: number },
  facts: { listed: ProviderMessage[] | null; knownProviderIds: Set<string>; at: number },
): Settlement | null {
  const { listed, knownProviderIds, at } = facts;
  const ageMs = at - message.pendingSince;
  if (listed === null) {
    if (ageMs < GIVE_UP_MS) return null;
    return { status: 'failed', providerMessageId: null, outcome: 'unknown', error: OUTCOME_UNKNOWN };
  }
  const [match] = listed
    .filter(
      (candidate) =>
        candidate.text.trim() === message.text.trim() && // providers trim
        candidate.mediaCount === message.media.length &&
        candidate.createdAt >= message.pendingSince - CLOCK_SKEW_MS &&
        !knownProviderIds.has(candidate.providerMessageId),
    )
    .toSorted((a, b) => a.createdAt - b.createdAt);
  if (match !== undefined) {
    const status = match.status === 'queued' || match.status === 'sending' ? 'sent' : match.status;
    return { status, providerMessageId: match.providerMessageId, outcome: 'known', error: match.error };
  }
  if (ageMs < IN_FLIGHT_MS) return null;
  return { status: 'failed', providerMessageId: null, outcome: 'known', error: NOT_SENT };
}
