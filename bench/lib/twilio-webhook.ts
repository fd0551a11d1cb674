import { createHmac, randomBytes } from 'node:crypto';

/** A customer's text as Twilio's WhatsApp webhook brings it. */
export interface InboundText {
  accountSid: string;
  /** `whatsapp:+...` */
  from: string;
  to: string;
  text: string;
  messageSid: string;
}

export interface SignedForm {
  body: string;
  signature: string;
}

export function newMessageSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/** The form of https://www.twilio.com/docs/messaging/guides/webhook-request for a plain text. */
export function inboundForm({ accountSid, from, to, text, messageSid }: InboundText): Record<string, string> {
  return {
    SmsMessageSid: messageSid,
    NumMedia: '0',
    ProfileName: 'Ana',
    MessageType: 'text',
    SmsSid: messageSid,
    WaId: from.replace('whatsapp:+', ''),
    SmsStatus: 'received',
    Body: text,
    To: to,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: messageSid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
  };
}

/**
 * HMAC-SHA1 over the address and every field in the order of their names.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signForm(authToken: string, url: string, form: Record<string, string>): string {
  const hmac = createHmac('sha1', authToken).update(url);
  for (const name of Object.keys(form).sort()) hmac.update(name + (form[name] ?? ''));
  return hmac.digest('base64');
}

/** Encodes and signs a form for the public address that the installation was told. */
export function signedForm(authToken: string, url: string, form: Record<string, string>): SignedForm {
  return { body: new URLSearchParams(form).toString(), signature: signForm(authToken, url, form) };
}
