import { parse as parseQuery, type ParsedUrlQuery } from 'node:querystring';
import * as z from 'zod/mini';

/**
 * The fields of Twilio's message and status webhooks that mean something to us. Twilio adds parameters without notice,
 * so others are let through and ignored. Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
const payloadSchema = z.object({
  MessageSid: z.optional(z.string()),
  SmsSid: z.optional(z.string()),
  AccountSid: z.optional(z.string()),
  From: z.optional(z.string()),
  To: z.optional(z.string()),
  Body: z.optional(z.string()),
  NumMedia: z.optional(z.string()),
  MessageType: z.optional(z.string()),
  OptOutType: z.optional(z.string()),
  ProfileName: z.optional(z.string()),
  ExternalUserId: z.optional(z.string()),
  ButtonText: z.optional(z.string()),
  ButtonPayload: z.optional(z.string()),
  ListId: z.optional(z.string()),
  ListTitle: z.optional(z.string()),
  OriginalRepliedMessageSid: z.optional(z.string()),
  Forwarded: z.optional(z.string()),
  FrequentlyForwarded: z.optional(z.string()),
  Latitude: z.optional(z.string()),
  Longitude: z.optional(z.string()),
  Address: z.optional(z.string()),
  Label: z.optional(z.string()),
  ReferralSourceType: z.optional(z.string()),
  ReferralSourceId: z.optional(z.string()),
  ReferralSourceUrl: z.optional(z.string()),
  ReferralHeadline: z.optional(z.string()),
  ReferralBody: z.optional(z.string()),
  ReferralCtwaClid: z.optional(z.string()),
  MessageStatus: z.optional(z.string()),
  SmsStatus: z.optional(z.string()),
  ErrorCode: z.optional(z.string()),
});
export type TwilioPayload = z.infer<typeof payloadSchema>;

export interface TwilioForm {
  payload: TwilioPayload;
  /** Every field by its name, first value each: for numbered fields, and for what is kept of an unknown message. */
  fields: Map<string, string>;
}

/** Twilio sends some fifty fields; the cap keeps a forged body cheap. */
const MAX_FIELDS = 500;

/** The flat form exactly as signed. Framework parsers nest keys like `a[b]`, which no signature survives. */
export function parseForm(rawBody: Buffer): ParsedUrlQuery {
  return parseQuery(rawBody.toString('utf8'), '&', '=', { maxKeys: MAX_FIELDS });
}

/** One request is read for its address and again for its content; its bytes are parsed once. */
const forms = new WeakMap<Buffer, TwilioForm>();

/** Reads a webhook body. Unknown bytes give an empty form, never an error. */
export function readForm(rawBody: Buffer): TwilioForm {
  const known = forms.get(rawBody);
  if (known !== undefined) return known;
  const form = parseFields(rawBody);
  forms.set(rawBody, form);
  return form;
}

function parseFields(rawBody: Buffer): TwilioForm {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(parseForm(rawBody))) {
    const first = Array.isArray(value) ? value[0] : value;
    // Twilio's names are letters and digits; anything else, such as `__proto__`, is somebody trying something.
    if (first !== undefined && /^[A-Z][A-Za-z0-9]*$/.test(name)) fields.set(name, first);
  }
  return { payload: payloadSchema.parse(Object.fromEntries(fields)), fields };
}
