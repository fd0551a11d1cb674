import type { MessageError } from '#contracts/collections/message.ts';
import type { en } from './en.ts';

type DeliveryProblem = keyof typeof en.delivery;

/** Codes of the provider (https://www.twilio.com/docs/api/errors) and of our own, by what a person can do about them. */
const CODES: Partial<Record<DeliveryProblem, readonly string[]>> = {
  throttled: ['429', '14107', '20429', '30022', '63018'],
  credentials: ['20003'],
  accountInactive: ['20005', '30002'],
  countryNotAllowed: ['21408'],
  optedOut: ['21610'],
  cannotReach: ['21612'],
  badNumber: ['21211', '21614', '63003'],
  tooLong: ['21617'],
  fileUnreadable: ['21620'],
  queueFull: ['30001'],
  phoneOff: ['30003'],
  blocked: ['30004'],
  numberGone: ['30005'],
  landline: ['30006'],
  filtered: ['30007', '63013', '63021'],
  dailyLimit: ['30023'],
  notRegistered: ['30034'],
  expired: ['30450'],
  outsideWindow: ['63016'],
  senderNotReady: ['63020'],
  noWhatsApp: ['63024'],
  heldBack: ['63049'],
  notSent: ['not-sent'],
  outcomeUnknown: ['outcome-unknown'],
};

/**
 * Finds the sentence for a delivery error by its code.
 *
 * @returns a key of the dictionary's `delivery`; for an unknown code a general one, by whether trying again can help.
 */
export function findDeliveryProblem({
  code,
  retryable,
}: Pick<MessageError, 'code' | 'retryable'>): DeliveryProblem {
  return PROBLEM_OF_CODE.get(code) ?? (retryable ? 'unknownRetryable' : 'unknownFinal');
}

/** What a channel's health holds: the sentences of the errors that concern a whole channel. */
const CHANNEL_SENTENCES = new Map<string, DeliveryProblem>([
  [
    'Twilio refused the credentials of this channel. An admin should check them in the settings.',
    'credentials',
  ],
  ['The Twilio account is not active.', 'accountInactive'],
  ['The Twilio account is suspended.', 'accountInactive'],
  ['The WhatsApp number is not ready to send yet.', 'senderNotReady'],
]);

/**
 * Finds the sentence for the last error of a channel, which holds a code or the server's English sentence.
 *
 * @returns a key of the dictionary's `delivery`, or null: then the text stands as it is.
 */
export function findChannelProblem(lastError: string): DeliveryProblem | null {
  return CHANNEL_SENTENCES.get(lastError) ?? PROBLEM_OF_CODE.get(lastError) ?? null;
}

const PROBLEM_OF_CODE = new Map<string, DeliveryProblem>(
  // Object.entries forgets the names of the keys, which are those of CODES.
  (Object.entries(CODES) as [DeliveryProblem, readonly string[]][]).flatMap(([problem, codes]) =>
    codes.map((code): [string, DeliveryProblem] => [code, problem]),
  ),
);
