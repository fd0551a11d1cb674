import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { SimulatedAccount } from '../messages.ts';
import type { SimulatorState } from '../state.ts';
import type { TroubleMaker } from '../trouble.ts';
import { createMessage } from './create-message.ts';
import type { Delivery } from './deliver.ts';
import { listMessages, messageResource } from './message-resource.ts';
import { refuse } from './refuse.ts';
import { senderSid } from './webhook-fields.ts';

/** The part of Twilio's REST API that Colibri uses, as the unmodified client speaks it. */
export function twilioApi(state: SimulatorState, trouble: TroubleMaker, delivery: Delivery): Router {
  const router = express.Router();
  const notFound = (response: Response): void =>
    refuse(response, 404, 20404, 'The requested resource was not found');

  router.get(
    '/2010-04-01/Accounts/:account.json',
    withAccount((account, _request, response) => {
      response.json({ sid: account.sid, friendly_name: account.name, status: 'active', type: 'Full' });
    }),
  );

  router.get(
    '/2010-04-01/Accounts/:account/IncomingPhoneNumbers.json',
    withAccount((account, request, response) => {
      // A part of a number finds it too.
      const { PhoneNumber: wanted } = request.query;
      const numbers = account.numbers.filter(
        (number) => number.sms && (typeof wanted !== 'string' || number.phone.includes(wanted)),
      );
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
            sid: senderSid(number.phone),
            status: 'ONLINE',
            sender_id: `whatsapp:${number.phone}`,
          })),
      });
    }),
  );

  router.post(
    '/2010-04-01/Accounts/:account/Messages.json',
    express.urlencoded({ extended: false }),
    withAccount((account, request, response) =>
      createMessage({ state, trouble, delivery }, account, request, response),
    ),
  );

  router.get(
    '/2010-04-01/Accounts/:account/Messages.json',
    withAccount((account, request, response) => {
      response.json(listMessages(state, account, request.query));
    }),
  );

  router.get(
    '/2010-04-01/Accounts/:account/Messages/:message.json',
    withAccount((account, request, response) => {
      const message = state.messages.get(String(request.params['message']));
      if (!message || message.accountSid !== account.sid) return notFound(response);
      response.json(messageResource(message));
    }),
  );

  // https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
  router.post(
    '/v2/Indicators/Typing.json',
    express.urlencoded({ extended: false }),
    withAccount((account, request, response) => {
      const { channel, messageId }: Record<string, unknown> = request.body;
      const message = state.messages.get(String(messageId));
      if (channel !== 'whatsapp') return refuse(response, 400, 20001, 'Invalid channel');
      if (message?.accountSid !== account.sid || message.direction !== 'inbound') return notFound(response);
      state.noteTyping(message.sid);
      response.json({ success: true });
    }),
  );

  // Real Twilio redirects to storage, on another host; here to a path without credentials.
  router.get(
    '/2010-04-01/Accounts/:account/Messages/:message/Media/:media',
    withAccount((account, request, response) => {
      const message = String(request.params['message']);
      const media = String(request.params['media']);
      const isOwn = state.messages.get(message)?.accountSid === account.sid;
      if (!isOwn || !state.findMedia(message, media)) return notFound(response);
      response.redirect(307, `/media/${message}/${media}`);
    }),
  );

  router.use(['/2010-04-01', '/v2'], (_request, response) => notFound(response));
  return router;

  type Handler = (account: SimulatedAccount, request: Request, response: Response) => void | Promise<void>;

  /** Basic authentication with the account's SID and token, as every resource of Twilio's demands. */
  function withAccount(handler: Handler) {
    return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
      const basic = request.get('authorization')?.replace(/^Basic /i, '') ?? '';
      const [sid = '', ...token] = Buffer.from(basic, 'base64').toString('utf8').split(':');
      const account = state.accounts.get(sid);
      const named = request.params['account'];
      if (
        !account ||
        !sameText(token.join(':'), account.authToken) ||
        (named !== undefined && named !== sid)
      ) {
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

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
