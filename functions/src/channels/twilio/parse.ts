import type { InboundEvent, InboundMedia, InboundMessage } from '#contracts/inbound.ts';
import { LIMITS } from '#contracts/limits.ts';
import type { DeliveryStatus, MediaKind, MessageKind } from '#contracts/message-kinds.ts';
import { canonicalPhone } from '../../platform/phone.ts';
import type { WebhookAddress, WebhookRequest } from '../contract.ts';
import { readOptOut } from './opt-out.ts';
import { readForm, type TwilioForm, type TwilioPayload } from './payload.ts';

const WHATSAPP_PREFIX = 'whatsapp:';
/** Twilio allows ten files; more is not from Twilio. */
const MAX_MEDIA = 10;
/** No id or address of Twilio's comes near this. */
const MAX_ID_CHARACTERS = 256;

/** Reports about a message of ours name our address as `From`; messages of customers name it as `To`. */
export function readAddress(request: WebhookRequest): WebhookAddress | null {
  const { payload } = readForm(request.rawBody);
  const address = request.endpoint === 'status' ? payload.From : payload.To;
  if (payload.AccountSid === undefined || address === undefined || address === '') return null;
  return { account: payload.AccountSid, address };
}

export function parse(request: WebhookRequest): InboundEvent[] {
  const form = readForm(request.rawBody);
  return [request.endpoint === 'status' ? parseStatus(form.payload) : parseMessage(form)];
}

/** Values of `MessageStatus`. Source: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const STATUSES = new Map<string, DeliveryStatus>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['partially_delivered', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
  ['read', 'read'],
]);

/** Our word for a status of Twilio's, or null for one that says nothing about delivery. */
export function toDeliveryStatus(providerStatus: string): DeliveryStatus | null {
  return STATUSES.get(providerStatus.toLowerCase()) ?? null;
}

function parseStatus(payload: TwilioPayload): InboundEvent {
  const providerMessageId = payload.MessageSid ?? payload.SmsSid ?? '';
  const providerStatus = payload.MessageStatus ?? payload.SmsStatus ?? '';
  if (providerMessageId === '') return { type: 'invalid', reason: 'no message id' };
  if (isTooLong(providerMessageId, payload.ErrorCode)) return { type: 'invalid', reason: 'an id too long' };
  const status = toDeliveryStatus(providerStatus);
  if (status === null) return { type: 'ignored', reason: 'unknown status' };
  const errorCode = payload.ErrorCode === undefined || payload.ErrorCode === '' ? null : payload.ErrorCode;
  return { type: 'status', providerMessageId, status, providerStatus, errorCode };
}

function parseMessage(form: TwilioForm): InboundEvent {
  const { payload } = form;
  const providerMessageId = payload.MessageSid ?? payload.SmsSid ?? '';
  if (providerMessageId === '') return { type: 'invalid', reason: 'no message id' };
  if (payload.From === undefined || payload.From === '') return { type: 'invalid', reason: 'no sender' };
  const { From: from, ExternalUserId: userId, OriginalRepliedMessageSid: repliedSid } = payload;
  if (isTooLong(providerMessageId, from, userId, repliedSid))
    return { type: 'invalid', reason: 'an id too long' };
  const isWhatsapp = payload.From.startsWith(WHATSAPP_PREFIX);
  const text = payload.Body ?? '';
  const media = readMedia(form);
  const location = readLocation(payload);
  const interactive = readInteractive(payload);
  const kind = decideKind({ payload, media, hasLocation: location !== undefined, interactive });
  const optOut = readOptOut(isWhatsapp ? 'whatsapp' : 'sms', payload.OptOutType, text);
  return {
    type: 'message',
    providerMessageId,
    kind,
    from: payload.From,
    fromName:
      payload.ProfileName === undefined || payload.ProfileName === '' ? null : shorten(payload.ProfileName),
    to: payload.To ?? '',
    ...readSender(payload.From, payload.ExternalUserId),
    providerAt: null,
    text,
    media,
    replyToProviderId: payload.OriginalRepliedMessageSid ?? null,
    ...(location === undefined ? {} : { location }),
    ...(interactive === undefined ? {} : { interactive }),
    ...readReferral(payload),
    ...(payload.Forwarded === 'true' || payload.FrequentlyForwarded === 'true' ? { forwarded: true } : {}),
    ...(optOut === null ? {} : { optOut }),
    ...(kind === 'unsupported' ? { raw: Object.fromEntries(form.fields) } : {}),
  };
}

/**
 * WhatsApp is moving from phone numbers to ids that belong to a business (`ExternalUserId`); where there is one it is the
 * stronger key, and the number finds the conversation too. Numbers are compared in their canonical spelling.
 */
function readSender(
  from: string,
  externalUserId: string | undefined,
): Pick<InboundMessage, 'primaryId' | 'aliases' | 'phone'> {
  const number = from.startsWith(WHATSAPP_PREFIX) ? from.slice(WHATSAPP_PREFIX.length) : from;
  const phone = canonicalPhone(number);
  const addressId = externalAddressId(from);
  const userId = externalUserId?.replace(WHATSAPP_PREFIX, '') ?? '';
  if (userId === '') return { primaryId: addressId, aliases: [], phone };
  return { primaryId: userId, aliases: [addressId], phone };
}

/** An address in the spelling that all its spellings share. */
export function externalAddressId(address: string): string {
  const prefix = address.startsWith(WHATSAPP_PREFIX) ? WHATSAPP_PREFIX : '';
  const number = address.slice(prefix.length);
  return prefix + (canonicalPhone(number) ?? number);
}

function readMedia({ payload, fields }: TwilioForm): InboundMedia[] {
  const count = Math.min(Number(payload.NumMedia ?? '0') || 0, MAX_MEDIA);
  const media: InboundMedia[] = [];
  for (let index = 0; index < count; index += 1) {
    const ref = fields.get(`MediaUrl${index}`);
    if (ref === undefined || ref === '') continue;
    const mimeType = shorten(fields.get(`MediaContentType${index}`) ?? 'application/octet-stream');
    // WhatsApp through Twilio puts the name of a document into the text and gives it nowhere else.
    const name = payload.MessageType === 'document' && payload.Body ? shorten(payload.Body) : null;
    media.push({ kind: mediaKind(mimeType), mimeType, name, ref });
  }
  return media;
}

function isTooLong(...ids: (string | undefined)[]): boolean {
  return ids.some((id) => id !== undefined && id.length > MAX_ID_CHARACTERS);
}

/** What people and programs call things, at a length that a row can show; characters stay whole. */
function shorten(name: string): string {
  return Array.from(name).slice(0, LIMITS.nameCharacters).join('');
}

function mediaKind(mimeType: string): MediaKind {
  const [family] = mimeType.split('/', 1);
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  return 'document';
}

function decideKind(facts: {
  payload: TwilioPayload;
  media: InboundMedia[];
  hasLocation: boolean;
  interactive: InboundMessage['interactive'];
}): MessageKind {
  const [first] = facts.media;
  if (facts.hasLocation) return 'location';
  if (facts.interactive !== undefined) return 'interactive_reply';
  if (first !== undefined) {
    if (facts.payload.MessageType === 'sticker') return 'sticker';
    return /^text\/(x-)?vcard/.test(first.mimeType) ? 'contacts' : first.kind;
  }
  const type = facts.payload.MessageType ?? 'text';
  const hasText = facts.payload.Body !== undefined && facts.payload.Body !== '';
  return hasText || type === 'text' ? 'text' : 'unsupported';
}

function readLocation(payload: TwilioPayload): InboundMessage['location'] {
  const latitude = Number(payload.Latitude ?? Number.NaN);
  const longitude = Number(payload.Longitude ?? Number.NaN);
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return { latitude, longitude, name: payload.Label ?? null, address: payload.Address ?? null };
}

function readInteractive(payload: TwilioPayload): InboundMessage['interactive'] {
  if (payload.ButtonPayload !== undefined) {
    return { type: 'button', id: payload.ButtonPayload, title: payload.ButtonText ?? payload.Body ?? '' };
  }
  if (payload.ListId !== undefined) {
    return { type: 'list', id: payload.ListId, title: payload.ListTitle ?? payload.Body ?? '' };
  }
  return undefined;
}

/** `ReferralNumMedia` comes with every message, so that only the source tells whether there is a referral. */
function readReferral(payload: TwilioPayload): Pick<InboundMessage, 'referral'> {
  if (payload.ReferralSourceId === undefined && payload.ReferralCtwaClid === undefined) return {};
  return {
    referral: {
      sourceType: payload.ReferralSourceType ?? null,
      sourceId: payload.ReferralSourceId ?? null,
      sourceUrl: payload.ReferralSourceUrl ?? null,
      headline: payload.ReferralHeadline ?? null,
      body: payload.ReferralBody ?? null,
      clickId: payload.ReferralCtwaClid ?? null,
    },
  };
}
