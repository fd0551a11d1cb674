import { createHash } from 'node:crypto';
import { isWhatsApp, phoneOf, type SimulatedMessage, type SimulatedStatus } from '../messages.ts';

/**
 * Fields of Twilio's messaging webhook: https://www.twilio.com/docs/messaging/guides/webhook-request
 * @param apiBaseUrl where the files of the message are fetched
 */
export function inboundFields(message: SimulatedMessage, apiBaseUrl: string): Record<string, string> {
  return {
    SmsMessageSid: message.sid,
    NumMedia: String(message.media.length),
    SmsSid: message.sid,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: message.sid,
    AccountSid: message.accountSid,
    From: message.from,
    ApiVersion: '2010-04-01',
    ...(isWhatsApp(message.from) ? whatsAppFields(message) : GEOGRAPHY),
    ...Object.fromEntries(
      message.media.flatMap((media, index) => [
        [`MediaContentType${index}`, media.contentType],
        [
          `MediaUrl${index}`,
          `${apiBaseUrl}/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media/${media.sid}`,
        ],
      ]),
    ),
  };
}

/** Fields of a status callback: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function statusFields(
  message: SimulatedMessage,
  status: SimulatedStatus,
  errorCode: string | null,
): Record<string, string> {
  const isFinal = status === 'delivered' || status === 'undelivered';
  return {
    SmsSid: message.sid,
    SmsStatus: status,
    MessageStatus: status,
    To: message.to,
    MessageSid: message.sid,
    AccountSid: message.accountSid,
    From: message.from,
    ApiVersion: '2010-04-01',
    ...(errorCode ? { ErrorCode: errorCode } : {}),
    ...(isWhatsApp(message.to)
      ? {
          EventType: status.toUpperCase(),
          ChannelPrefix: 'whatsapp',
          ChannelInstallSid: senderSid(phoneOf(message.from)),
          ChannelToAddress: `${phoneOf(message.to).slice(0, -4)}XXXX`,
        }
      : isFinal
        ? { RawDlrDoneDate: new Date().toISOString().replace(/\D/g, '').slice(2, 12) }
        : {}),
  };
}

/** Id of a number's WhatsApp sender, the same each time. */
export function senderSid(phone: string): string {
  return `XE${createHash('md5').update(phone).digest('hex')}`;
}

/** Twilio sends where numbers are registered, as far as it knows. */
const GEOGRAPHY = Object.fromEntries(
  ['From', 'To'].flatMap((side) => ['Country', 'State', 'City', 'Zip'].map((part) => [side + part, ''])),
);

function whatsAppFields(message: SimulatedMessage): Record<string, string> {
  const type = whatsAppType(message);
  const waId = phoneOf(message.from).slice(1);
  const profile = message.profileName ? { ProfileName: message.profileName } : {};
  const { location } = message;
  return {
    WaId: waId,
    ...profile,
    MessageType: type,
    ChannelMetadata: JSON.stringify({
      type: 'whatsapp',
      data: { context: { ...profile, WaId: waId } },
    }),
    // The name of a document stands in the text and nowhere else.
    ...(type === 'document' && message.body === '' ? { Body: message.media[0]?.name ?? '' } : {}),
    ...(location
      ? {
          Latitude: location.latitude.toFixed(7),
          Longitude: location.longitude.toFixed(7),
          ...(location.label === null ? {} : { Label: location.label }),
          ...(location.address === null ? {} : { Address: location.address }),
        }
      : {}),
  };
}

function whatsAppType(message: SimulatedMessage): string {
  if (message.location) return 'location';
  const contentType = message.media[0]?.contentType;
  if (contentType === undefined) return 'text';
  if (contentType === 'image/webp') return 'sticker';
  if (/^text\/(x-)?vcard$/.test(contentType)) return 'contacts';
  const family = contentType.split('/')[0] ?? '';
  return ['image', 'audio', 'video'].includes(family) ? family : 'document';
}
