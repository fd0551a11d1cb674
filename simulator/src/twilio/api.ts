import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { newSid, type SimulatedAccount, type SimulatedMessage, type SimulatorState } from '../state.ts';
import type { TroubleMaker } from '../trouble.ts';
import type { Delivery } from './deliver.ts';

/** The part of Twilio's REST API that Colibri uses, as the unmodified client speaks it. */
export function twilioApi(state: SimulatorState, trouble: TroubleMaker, delivery: Delivery): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false });

  router.get(
    '/2010-04-01/Accounts/:account.json',
    withAccount((account, _request, response) => {
      response.json({ sid: account.sid, friendly_name: account.name, status: 'active', type: 'Full' });
    }),
  );

  router.get(
    '/2010-04-01/Accounts/:account/IncomingPhoneNumbers.json',
    withAccount((account, request, response) => {
      const wanted = request.query['PhoneNumber'];
      const numbers = account.numbers.filter((number) => number.sms && (!wanted || number.phone === wanted));
      response.json({
        page: 0,
        page_size: 50,
        next_page_uri: null,
        incoming_phone_numbers: numbers.map((number) => ({
          sid: `PN${createHash('md5').update(number.phone).digest('hex')}`,
          account_sid: account.sid,
          phone_number: number.phone,
          friendly_name: number.phone,
          capabilities: { sms: true, mms: true, voice: false },
        })),
      });
    }),
  );

  router.get(
    '/v2/Channels/Senders',
    withAccount((account, _request, response) => {
      response.json({
        meta: { page: 0, page_size: 50, key: 'senders', next_page_url: null },
        senders: account.numbers
          .filter((number) => number.whatsapp)
          .map((number) => ({
            sid: `XE${createHash('md5').update(number.phone).digest('hex')}`,
            status: 'ONLINE',
            sender_id: `whatsapp:${number.phone}`,
          })),
      });
    }),
  );

  router.post(
    '/2010-04-01/Accounts/:account/Messages.json',
    form,
    withAccount((account, request, response) => createMessage(account, request, response)),
  );

  router.get(
    '/2010-04-01/Accounts/:account/Messages.json',
    withAccount((account, request, response) => {
      const { To: to, From: from } = request.query;
      const found = [...state.messages.values()]
        .filter(
          (message) =>
            message.accountSid === account.sid &&
            (!to || message.to === to) &&
            (!from || message.from === from),
        )
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, Number(request.query['PageSize'] ?? 50));
      response.json({ page: 0, page_size: 50, next_page_uri: null, messages: found.map(messageResource) });
    }),
  );

  router.get(
    '/2010-04-01/Accounts/:account/Messages/:message.json',
    withAccount((account, request, response) => {
      const message = state.messages.get(String(request.params['message']));
      if (!message || message.accountSid !== account.sid)
        return refuse(response, 404, 20404, 'The requested resource was not found');
      response.json(messageResource(message));
    }),
  );

  // Real Twilio redirects to storage, on another host; here to a path without credentials.
  router.get(
    '/2010-04-01/Accounts/:account/Messages/:message/Media/:media',
    withAccount((_account, request, response) => {
      const { message, media } = request.params;
      if (!state.findMedia(String(message), String(media)))
        return refuse(response, 404, 20404, 'The requested resource was not found');
      response.redirect(307, `/media/${String(message)}/${String(media)}`);
    }),
  );

  return router;

  async function createMessage(
    account: SimulatedAccount,
    request: Request,
    response: Response,
  ): Promise<void> {
    const delay = trouble.take('delay', (entry) => entry.on === 'api');
    if (delay) await sleep(delay.delayMs);
    if (trouble.take('hang')) return;
    const refusal = trouble.take('refuse');
    if (refusal) {
      if (refusal.retryAfterSeconds !== undefined)
        response.set('retry-after', String(refusal.retryAfterSeconds));
      return refuse(
        response,
        refusal.httpStatus,
        refusal.code ?? (refusal.httpStatus === 429 ? 20429 : 20500),
        'Refused on purpose',
      );
    }
    const body = request.body as Record<string, string | string[] | undefined>; // urlencoded, not extended
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    const [to, from] = [text('To'), text('From')];
    const urls = [body['MediaUrl'] ?? []].flat();
    if (!/^(whatsapp:)?\+[1-9]\d{6,15}$/.test(to))
      return refuse(response, 400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    if (!ownsAddress(account, from))
      return refuse(response, 400, 21606, `The 'From' number ${from} is not yours.`);
    if (text('Body').length > 1600)
      return refuse(response, 400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
    if (text('Body') === '' && urls.length === 0)
      return refuse(response, 400, 21602, 'Message body is required.');
    const message: SimulatedMessage = {
      sid: newSid(urls.length > 0 ? 'MM' : 'SM'),
      accountSid: account.sid,
      direction: 'outbound',
      from,
      to,
      body: text('Body'),
      media: urls.map((url) => ({ sid: newSid('ME'), contentType: '', name: null, data: null, url })),
      location: null,
      profileName: null,
      status: 'queued',
      errorCode: null,
      statusCallback: text('StatusCallback') || null,
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

  type Handler = (account: SimulatedAccount, request: Request, response: Response) => void | Promise<void>;

  /** Basic authentication with the account's SID and token, as every resource of Twilio's demands. */
  function withAccount(handler: Handler) {
    return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
      const [sid = '', token = ''] = Buffer.from(
        request.get('authorization')?.replace(/^Basic /i, '') ?? '',
        'base64',
      )
        .toString('utf8')
        .split(':');
      const account = state.accounts.get(sid);
      const named = request.params['account'];
      if (!account || !sameText(token, account.authToken) || (named !== undefined && named !== sid)) {
        return refuse(response, 401, 20003, 'Authenticate');
      }
      try {
        await handler(account, request, response);
      } catch (error) {
        next(error);
      }
    };
  }
}

export function ownsAddress(account: SimulatedAccount, address: string): boolean {
  const phone = address.replace(/^whatsapp:/, '');
  return account.numbers.some(
    (number) => number.phone === phone && (address.startsWith('whatsapp:') ? number.whatsapp : number.sms),
  );
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function refuse(response: Response, status: number, code: number, message: string): void {
  response
    .status(status)
    .json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function messageResource(message: SimulatedMessage): Record<string, unknown> {
  const date = new Date(message.createdAt).toUTCString();
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: date,
    date_sent: date,
    date_updated: date,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound-api',
    error_code: message.errorCode === null ? null : Number(message.errorCode),
    error_message: null,
    from: message.from,
    to: message.to,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    status: message.status,
    uri: `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}.json`,
    subresource_uris: {},
  };
}
