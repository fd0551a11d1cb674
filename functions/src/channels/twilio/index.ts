import type { ChannelAdapter } from '../contract.ts';
import { confirmOwnership } from './account.ts';
import { describeError } from './errors.ts';
import { mediaAccess } from './media.ts';
import { externalAddressId, parse, readAddress } from './parse.ts';
import { findSent, send } from './send.ts';
import { showTyping } from './typing.ts';
import { verifySignature } from './verify.ts';

/** What SMS and WhatsApp share: all of the provider but the spelling of addresses. */
const shared = {
  provider: 'twilio',
  readAddress,
  verify: verifySignature,
  parse,
  // Anything but empty TwiML may be sent to the customer as a message.
  answer: { contentType: 'text/xml', body: '<Response/>' },
  describeError,
  send,
  findSent,
  confirmOwnership,
  mediaAccess,
  externalIdOf: externalAddressId,
  statusPath: '/webhooks/twilio/status',
} satisfies Partial<ChannelAdapter>;

export const twilioWhatsapp: ChannelAdapter = {
  ...shared,
  type: 'twilio_whatsapp',
  showTyping,
  addressOf: (e164) => `whatsapp:${e164}`,
  webhookPath: '/webhooks/twilio/whatsapp',
};

export const twilioSms: ChannelAdapter = {
  ...shared,
  type: 'twilio_sms',
  addressOf: (e164) => e164,
  webhookPath: '/webhooks/twilio/sms',
};
