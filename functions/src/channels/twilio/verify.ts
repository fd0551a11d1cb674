import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../contract.ts';
import { parseForm } from './payload.ts';

/**
 * Checks `X-Twilio-Signature` with Twilio's own library. A form's signature covers the address and every field; that of
 * a JSON body covers the address alone, whose `bodySHA256` covers the body, so that the plain check would let a changed
 * body pass. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function verifySignature(request: WebhookRequest, authToken: string): boolean {
  const signature = request.header('x-twilio-signature');
  if (signature === undefined || signature === '' || authToken === '') return false;
  if (request.contentType.startsWith('application/json')) {
    return validateRequestWithBody(authToken, signature, request.url, request.rawBody.toString('utf8'));
  }
  return validateRequest(authToken, signature, request.url, parseForm(request.rawBody));
}
