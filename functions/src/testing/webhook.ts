import twilio from 'twilio';
import { PUBLIC_BASE_URL, type Stack } from './stack.ts';
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER } from './demo-company.ts';

let lastSid = 0;

/** A message id such as Twilio gives, different at each call. */
export function newSid(): string {
  lastSid += 1;
  return `SM${lastSid.toString(16).padStart(32, '0')}`;
}

/** Fields of an inbound SMS; what a case is about goes into `fields`. */
export function smsForm(fields: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: ACCOUNT_SID,
    From: '+14155550101',
    To: NUMBER,
    Body: 'Hello',
    NumMedia: '0',
    MessageSid: newSid(),
    ...fields,
  };
}

export interface WebhookResponse {
  status: number;
  contentType: string | null;
  body: string;
}

/** Posts a form to the `webhooks` function as Twilio does, signed with the account's token or another. */
export async function postWebhook(
  stack: Stack,
  endpoint: string,
  form: Record<string, string>,
  authToken = AUTH_TOKEN,
): Promise<WebhookResponse> {
  const path = `/webhooks/twilio/${endpoint}`;
  const signature = twilio.getExpectedTwilioSignature(authToken, PUBLIC_BASE_URL + path, form);
  return postRaw(stack, path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(form).toString(),
  });
}

/** Sends a request exactly as given. */
export async function postRaw(stack: Stack, path: string, init: RequestInit): Promise<WebhookResponse> {
  const response = await fetch(stack.emulators.urls.functions + path, init);
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: await response.text(),
  };
}
