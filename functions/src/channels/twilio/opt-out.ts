import type { InboundMessage } from '#contracts/inbound.ts';

type OptOut = NonNullable<InboundMessage['optOut']>;

/**
 * Twilio's default English keywords, which it acts on by itself for SMS: consent here must say what Twilio does, or a
 * customer whom Twilio delivers to again could not be answered. Source: https://help.twilio.com/articles/223134027
 */
const SMS_KEYWORDS: Record<string, OptOut> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  REVOKE: 'stop',
  OPTOUT: 'stop',
  START: 'start',
  YES: 'start',
  UNSTOP: 'start',
  HELP: 'help',
  INFO: 'help',
};

/** On WhatsApp nobody acts on keywords but us, so only the unmistakable words count. */
const WHATSAPP_KEYWORDS: Record<string, OptOut> = {
  STOP: 'stop',
  UNSUBSCRIBE: 'stop',
  START: 'start',
};

/**
 * Whether a message asks to stop, to start again, or for help: what Twilio says (`OptOutType`), else the whole text
 * being a keyword.
 */
export function readOptOut(
  channel: 'sms' | 'whatsapp',
  optOutType: string | undefined,
  text: string,
): OptOut | null {
  const said = optOutType?.toLowerCase();
  if (said === 'stop' || said === 'start' || said === 'help') return said;
  const keywords = channel === 'sms' ? SMS_KEYWORDS : WHATSAPP_KEYWORDS;
  const word = text.trim().toUpperCase();
  return Object.hasOwn(keywords, word) ? (keywords[word] ?? null) : null;
}
