import type { Request, Response } from 'express';
import { addressSchema } from '../inputs.ts';
import { isWhatsApp, ownsAddress, type SimulatedAccount, type SimulatedMessage } from '../messages.ts';
import { newSid, type SimulatorState } from '../state.ts';
import type { TroubleMaker } from '../trouble.ts';
import type { Delivery } from './deliver.ts';
import { messageResource } from './message-resource.ts';
import { refuse } from './refuse.ts';

/** Twilio's own codes for an HTTP status, where no other is wished. */
const REFUSAL_CODES: Record<number, number> = { 401: 20003, 404: 20404, 429: 20429, 503: 20503 };

interface Wish {
  to: string;
  from: string;
  body: string;
  mediaUrls: string[];
  statusCallback: string;
}

/** Takes a message of the company's, unless a trouble or Twilio's own rules refuse it. */
export async function createMessage(
  simulator: { state: SimulatorState; trouble: TroubleMaker; delivery: Delivery },
  account: SimulatedAccount,
  request: Request,
  response: Response,
): Promise<void> {
  const { state, trouble, delivery } = simulator;
  const delay = trouble.take('delay', (entry) => entry.on === 'api');
  if (delay) await delivery.pause(delay.delayMs);
  if (trouble.take('hang')) return;
  const refusal = trouble.take('refuse');
  if (refusal) {
    const { httpStatus, code, retryAfterSeconds } = refusal;
    if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
    return refuse(
      response,
      httpStatus,
      code ?? REFUSAL_CODES[httpStatus] ?? 20500,
      'Refused by the simulator on demand',
    );
  }
  const wish = readWish(request.body);
  const fault = findFault(state, account, wish);
  if (fault) return refuse(response, 400, fault.code, fault.message);
  const message: SimulatedMessage = {
    sid: newSid(wish.mediaUrls.length > 0 ? 'MM' : 'SM'),
    accountSid: account.sid,
    direction: 'outbound',
    from: wish.from,
    to: wish.to,
    body: wish.body,
    media: wish.mediaUrls.map((url) => ({ sid: newSid('ME'), contentType: '', name: null, size: null, url })),
    location: null,
    profileName: null,
    status: 'queued',
    errorCode: null,
    statusCallback: wish.statusCallback || null,
    webhookStatus: null,
    createdAt: Date.now(),
  };
  state.putMessage(message);
  delivery.progress(account, message);
  if (trouble.take('break-after-accept')) {
    request.socket.destroy();
    return;
  }
  response.status(201).json(messageResource(message));
}

/** Reads what the form parser made: text for a field that came once, a list for one that came again. */
function readWish(form: unknown): Wish {
  const fields = new Map(Object.entries(typeof form === 'object' && form !== null ? form : {}));
  const all = (name: string): string[] =>
    [fields.get(name)].flat().filter((value): value is string => typeof value === 'string');
  const last = (name: string): string => all(name).at(-1) ?? '';
  return {
    to: last('To'),
    from: last('From'),
    body: last('Body'),
    mediaUrls: all('MediaUrl'),
    statusCallback: last('StatusCallback'),
  };
}

/** What Twilio refuses at once: https://www.twilio.com/docs/api/errors */
function findFault(
  state: SimulatorState,
  account: SimulatedAccount,
  { to, from, body, mediaUrls, statusCallback }: Wish,
): { code: number; message: string } | null {
  if (!addressSchema.safeParse(to).success)
    return { code: 21211, message: `The 'To' number ${to} is not a valid phone number.` };
  if (isWhatsApp(from) !== isWhatsApp(to))
    return { code: 21910, message: "Invalid 'From' and 'To' pair: they must be of the same channel." };
  if (!ownsAddress(account, from))
    return isWhatsApp(from)
      ? { code: 63007, message: 'Twilio could not find a Channel with the specified From address.' }
      : { code: 21606, message: `The 'From' number ${from} is not yours.` };
  if (to === from) return { code: 21266, message: "'To' and 'From' number cannot be the same." };
  if (body.length > 1600)
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit.' };
  if (body === '' && mediaUrls.length === 0) return { code: 21602, message: 'Message body is required.' };
  if (mediaUrls.length > 10) return { code: 21623, message: 'More than 10 media files.' };
  if (!mediaUrls.every((url) => URL.canParse(url))) return { code: 21620, message: 'Invalid media URL.' };
  if (statusCallback !== '' && !URL.canParse(statusCallback))
    return { code: 21609, message: 'Invalid status callback URL.' };
  if (state.findThread(to, from)?.isStopped)
    return { code: 21610, message: 'Attempt to send to unsubscribed recipient.' };
  return null;
}
