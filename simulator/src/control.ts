import express, { type Router } from 'express';
import * as z from 'zod';
import { aiControl } from './ai/control.ts';
import type { AiState } from './ai/state.ts';
import { accountSchema, historySchema, inboundSchema, readSchema } from './inputs.ts';
import {
  isWhatsApp,
  ownsAddress,
  phoneOf,
  type SimulatedAccount,
  type SimulatedMessage,
} from './messages.ts';
import { newSid, type SimulatorState } from './state.ts';
import { troubleSchema, type TroubleMaker } from './trouble.ts';
import type { Delivery } from './twilio/deliver.ts';

/** Most messages in one answer: the newest. */
const LIST_LIMIT = 500;
const PING_MS = 20_000;
/** Names under which a browser reaches loopback. Any other is a foreign page whose name was pointed here. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** What the phone page and the tests steer the simulator with. Loopback only, and no page of another origin. */
export function controlApi({
  state,
  trouble,
  delivery,
  ai,
}: {
  state: SimulatorState;
  trouble: TroubleMaker;
  delivery: Delivery;
  ai: AiState;
}): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    if (LOOPBACK_HOST.test(request.get('host') ?? '')) return next();
    response.status(403).json({ error: 'The simulator is steered from this machine only.' });
  });
  // JSON alone: another origin cannot send that without asking first, which nothing here allows.
  router.use(express.json({ limit: '32mb' }));
  router.use('/ai', aiControl(ai));

  const ownerOf = (address: string): SimulatedAccount | undefined =>
    [...state.accounts.values()].find((account) => ownsAddress(account, address));

  router.get('/accounts', (_request, response) => {
    response.json({ accounts: [...state.accounts.values()] });
  });

  router.put('/accounts', (request, response) => {
    const account = accountSchema.safeParse(request.body);
    if (!account.success) return void response.status(400).json({ error: z.prettifyError(account.error) });
    state.putAccount(account.data);
    response.json({});
  });

  /** The newest messages, all or of one phone: of one channel where the number has its prefix, else of both. */
  router.get('/messages', (request, response) => {
    const query = z.object({ phone: z.string().default('') }).safeParse(request.query);
    if (!query.success) return void response.status(400).json({ error: z.prettifyError(query.error) });
    const { phone } = query.data;
    const isPhone = (address: string): boolean =>
      isWhatsApp(phone) ? address === phone : phoneOf(address) === phone;
    const messages = [...state.messages.values()]
      .filter((message) => phone === '' || isPhone(message.from) || isPhone(message.to))
      .toSorted((a, b) => a.createdAt - b.createdAt)
      .slice(-LIST_LIMIT);
    response.json({ messages });
  });

  /** A phone writes to the company. Answers with what the company's webhook answered. */
  router.post('/messages', async (request, response) => {
    const input = inboundSchema.safeParse(request.body);
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    const { from, to, text, profileName, location } = input.data;
    const account = ownerOf(to);
    if (!account) return void response.status(404).json({ error: `No account owns ${to}.` });
    const media = input.data.media.map(({ contentType, name, data }) => {
      const bytes = Buffer.from(data, 'base64');
      const sid = newSid('ME');
      state.putFile(sid, bytes);
      return { sid, contentType, name, size: bytes.length, url: null };
    });
    const message: SimulatedMessage = {
      ...newMessage(account, { direction: 'inbound', from, to, text, profileName, at: Date.now() }),
      sid: newSid(media.length > 0 ? 'MM' : 'SM'),
      media,
      location,
    };
    state.putMessage(message);
    response.json({ sid: message.sid, webhook: await delivery.inbound(account, message) });
  });

  /** Sends a phone's message to the company once more, under the same id. */
  router.post('/messages/:sid/deliver', async (request, response) => {
    const message = state.messages.get(request.params.sid);
    const account = message && state.accounts.get(message.accountSid);
    if (!account || message.direction !== 'inbound')
      return void response.status(404).json({ error: 'No phone has sent this message.' });
    response.json({ sid: message.sid, webhook: await delivery.inbound(account, message) });
  });

  /** Remembers messages of the past without delivering them, so that service windows and phones agree with a seed. */
  router.post('/history', (request, response) => {
    const input = historySchema.safeParse(request.body);
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    for (const past of input.data.messages) {
      const account = ownerOf(past.direction === 'inbound' ? past.to : past.from);
      if (account) state.putMessage(newMessage(account, past));
    }
    response.json({});
  });

  /** The person has read the company's messages to this phone (WhatsApp alone tells). */
  router.post('/read', async (request, response) => {
    const input = readSchema.safeParse(request.body);
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    const [phone, company] = [phoneOf(input.data.phone), phoneOf(input.data.company)];
    const unread = [...state.messages.values()].filter(
      (message) =>
        message.direction === 'outbound' &&
        message.to === `whatsapp:${phone}` &&
        message.from === `whatsapp:${company}` &&
        message.status === 'delivered',
    );
    // All at once: each is marked before the first callback goes out, so that a second request finds none.
    await Promise.all(
      unread.map(async (message) => {
        const account = state.accounts.get(message.accountSid);
        if (account) await delivery.setStatus(account, message.sid, 'read', null);
      }),
    );
    response.json({ read: unread.length });
  });

  /** The newest mails, all or to one address. */
  router.get('/mails', (request, response) => {
    const query = z.object({ to: z.string().default('') }).safeParse(request.query);
    if (!query.success) return void response.status(400).json({ error: z.prettifyError(query.error) });
    const { to } = query.data;
    const mails = state.mailbox.mails.filter((mail) => to === '' || mail.to.includes(to)).slice(-LIST_LIMIT);
    response.json({ mails });
  });

  /** Ids of the messages beneath which the company was shown typing, oldest first. */
  router.get('/typing', (_request, response) => {
    response.json({ messages: state.typing });
  });

  router.get('/trouble', (_request, response) => {
    response.json({ trouble: trouble.list() });
  });

  router.post('/trouble', (request, response) => {
    const parsed = troubleSchema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: z.prettifyError(parsed.error) });
    trouble.add(parsed.data);
    response.json({});
  });

  router.delete('/trouble', (_request, response) => {
    trouble.clear();
    response.json({});
  });

  /** Every new or changed message, every new mail, and `accounts` and `trouble` when those change, as server-sent events. */
  router.get('/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.flushHeaders();
    response.write(': connected\n\n');
    const tell = (name: string, data: unknown): void => {
      response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const stops = [
      state.onMessage((message) => tell('message', message)),
      state.onAccounts(() => tell('accounts', { accounts: [...state.accounts.values()] })),
      state.mailbox.onMail((mail) => tell('mail', mail)),
      trouble.onChange(() => tell('trouble', { trouble: trouble.list() })),
    ];
    const ping = setInterval(() => response.write(': ping\n\n'), PING_MS);
    request.on('close', () => {
      clearInterval(ping);
      for (const stop of stops) stop();
    });
  });

  return router;
}

function newMessage(
  account: SimulatedAccount,
  facts: Pick<SimulatedMessage, 'direction' | 'from' | 'to' | 'profileName'> & { text: string; at: number },
): SimulatedMessage {
  const { direction, from, to, profileName, text, at } = facts;
  const isInbound = direction === 'inbound';
  return {
    sid: newSid('SM'),
    accountSid: account.sid,
    direction,
    from,
    to,
    body: text,
    media: [],
    location: null,
    profileName,
    status: isInbound ? 'received' : isWhatsApp(to) ? 'read' : 'delivered',
    errorCode: null,
    statusCallback: null,
    webhookStatus: null,
    createdAt: at,
  };
}
