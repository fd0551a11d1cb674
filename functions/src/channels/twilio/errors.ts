import type { MessageError } from '#contracts/collections/message.ts';

interface ErrorRow {
  message: string;
  /** Sending the same message again, by hand and later, can work. */
  retryable: boolean;
}

const BAD_NUMBER: ErrorRow = { message: 'This number cannot receive messages.', retryable: false };
const OUTSIDE_WINDOW: ErrorRow = {
  message:
    'More than 24 hours have passed since the customer last wrote. WhatsApp then accepts templates only.',
  retryable: false,
};
const THROTTLED: ErrorRow = {
  message: 'Too many messages were sent in a short time. Try again in a moment.',
  retryable: true,
};
const CREDENTIALS: ErrorRow = {
  message: 'Twilio refused the credentials of this channel. An admin should check them in the settings.',
  retryable: false,
};

/** Sentences for the codes that people meet. Source: https://www.twilio.com/docs/api/errors */
const ERRORS: Record<string, ErrorRow> = {
  '429': THROTTLED,
  '14107': THROTTLED,
  '20429': THROTTLED,
  '63018': THROTTLED,
  '20003': CREDENTIALS,
  '20005': { message: 'The Twilio account is not active.', retryable: false },
  '21211': BAD_NUMBER,
  '21408': { message: 'The Twilio account may not send to this country yet.', retryable: false },
  '21610': {
    message: 'The customer has opted out. They can write START to receive messages again.',
    retryable: false,
  },
  '21612': {
    message: 'Messages from this channel cannot reach this number.',
    retryable: false,
  },
  '21614': BAD_NUMBER,
  '21617': { message: 'The message is too long.', retryable: false },
  '21620': { message: 'The attached file could not be read.', retryable: false },
  '30001': { message: 'The queue of messages is full. Try again later.', retryable: true },
  '30002': { message: 'The Twilio account is suspended.', retryable: false },
  '30003': { message: "The customer's phone is off or out of reach. Try again later.", retryable: true },
  '30004': { message: 'The customer or their carrier blocks these messages.', retryable: false },
  '30005': { message: 'This number does not exist or is no longer in use.', retryable: false },
  '30006': { message: 'This number is a landline or its carrier takes no messages.', retryable: false },
  '30007': { message: 'The carrier filtered this message as unwanted.', retryable: false },
  '30008': { message: 'The carrier reported an unknown error. Try again later.', retryable: true },
  '30022': THROTTLED,
  '30023': { message: 'The daily limit of the carrier is used up. Try again tomorrow.', retryable: true },
  '30034': { message: 'This number is not registered for sending to the United States.', retryable: false },
  '30450': { message: 'The message was not delivered within its time. Try again.', retryable: true },
  '63003': BAD_NUMBER,
  '63013': { message: 'The message breaks a policy of the channel.', retryable: false },
  '63016': OUTSIDE_WINDOW,
  '63020': { message: 'The WhatsApp number is not ready to send yet.', retryable: false },
  '63021': { message: 'WhatsApp refused the content of this message.', retryable: false },
  '63024': { message: 'This number cannot receive WhatsApp messages.', retryable: false },
  '63049': { message: 'WhatsApp chose not to deliver this message. Try again in a day.', retryable: true },
};

const OPTED_OUT = '21610';
/** Codes about the account rather than about one message. */
const CHANNEL_FAULTS = new Set(['20003', '20005', '30002', '63020']);

/** The customer refuses messages, says Twilio: our own consent follows. */
export function isOptedOut(code: string): boolean {
  return code === OPTED_OUT;
}

/** Every message of this account would be refused. */
export function isChannelFault(code: string): boolean {
  return CHANNEL_FAULTS.has(code);
}

/** A sentence a person understands, and whether trying again can help; an unknown code says its number. */
export function describeError(code: string): MessageError {
  const row = Object.hasOwn(ERRORS, code) ? ERRORS[code] : undefined;
  if (row !== undefined) return { code, ...row };
  const detail = code === '' ? '' : ` (Twilio error ${code})`;
  return { code, message: `The message was not delivered${detail}.`, retryable: false };
}
