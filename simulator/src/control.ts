import express, { type Router } from 'express';
import * as z from 'zod';
import { newSid, type SimulatedMessage, type SimulatorState } from './state.ts';
import { troubleSchema, type TroubleMaker } from './trouble.ts';
import { ownsAddress } from './twilio/api.ts';
import type { Delivery } from './twilio/deliver.ts';

const accountSchema = z.strictObject({
  sid: z.string().regex(/^AC[0-9a-z]{32}$/),
  authToken: z.string().min(8),
  name: z.string(),
  numbers: z.array(z.strictObject({ phone: z.string(), sms: z.boolean(), whatsapp: z.boolean() })),
});

const inboundSchema = z.strictObject({
  from: z.string().regex(/^(whatsapp:)?\+[1-9]\d{6,15}$/),
  to: z.string().regex(/^(whatsapp:)?\+[1-9]\d{6,15}$/),
  text: z.string().max(1600).default(''),
  profileName: z.string().max(100).nullable().default(null),
  media: z
    .array(z.strictObject({ contentType: z.string(), name: z.string().nullable(), data: z.base64() }))
    .max(10)
    .default([]),
  location: z
    .strictObject({ latitude: z.number(), longitude: z.number(), label: z.string().nullable() })
    .nullable()
    .default(null),
});

export type PhoneMessageInput = z.input<typeof inboundSchema>;

/** What the phone page and the tests steer the simulator with. Same origin only in the browser; loopback only at all. */
export function controlApi(
  state: SimulatorState,
  trouble: TroubleMaker,
  delivery: Delivery,
  apiBaseUrl: () => string,
): Router {
  const router = express.Router();
  router.use(express.json({ limit: '24mb' }));

  router.get('/accounts', (_request, response) => {
    response.json({ accounts: [...state.accounts.values()] });
  });

  router.put('/accounts', (request, response) => {
    const account = accountSchema.safeParse(request.body);
    if (!account.success) return void response.status(400).json({ error: z.prettifyError(account.error) });
    state.putAccount(account.data);
    response.json({});
  });

  router.get('/messages', (request, response) => {
    const { phone } = z.object({ phone: z.string().default('') }).parse(request.query);
    const involves = (message: SimulatedMessage): boolean =>
      phone === '' || message.from.endsWith(phone) || message.to.endsWith(phone);
    const messages = [...state.messages.values()].filter(involves).slice(-500).map(withoutData);
    response.json({ messages });
  });

  /** A phone writes to the company. Answers with what the company's webhook answered. */
  router.post('/messages', async (request, response) => {
    const input = inboundSchema.safeParse(request.body);
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    const account = [...state.accounts.values()].find((candidate) => ownsAddress(candidate, input.data.to));
    if (!account) return void response.status(404).json({ error: `No account owns ${input.data.to}.` });
    const message: SimulatedMessage = {
      sid: newSid(input.data.media.length > 0 ? 'MM' : 'SM'),
      accountSid: account.sid,
      direction: 'inbound',
      from: input.data.from,
      to: input.data.to,
      body: input.data.text,
      media: input.data.media.map((media) => ({ ...media, sid: newSid('ME'), url: null })),
      location: input.data.location,
      profileName: input.data.profileName,
      status: 'received',
      errorCode: null,
      statusCallback: null,
      createdAt: Date.now(),
    };
    state.putMessage(message);
    const answer = await delivery.inbound(account, message, apiBaseUrl());
    response.json({ sid: message.sid, webhook: answer });
  });

  /** The person has read the company's messages to this phone (WhatsApp alone tells). */
  router.post('/read', async (request, response) => {
    const input = z.strictObject({ phone: z.string(), company: z.string() }).safeParse(request.body);
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    const unread = [...state.messages.values()].filter(
      (message) =>
        message.direction === 'outbound' &&
        message.to === input.data.phone &&
        message.from === input.data.company &&
        message.to.startsWith('whatsapp:') &&
        message.status === 'delivered',
    );
    for (const message of unread) {
      const account = state.accounts.get(message.accountSid);
      if (account) await delivery.setStatus(account, message.sid, 'read', null);
    }
    response.json({ read: unread.length });
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

  /** Every new or changed message, as server-sent events. */
  router.get('/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.flushHeaders();
    response.write(': connected\n\n');
    const stop = state.onMessage((message) => {
      response.write(`data: ${JSON.stringify(withoutData(message))}\n\n`);
    });
    const ping = setInterval(() => response.write(': ping\n\n'), 20_000);
    request.on('close', () => {
      clearInterval(ping);
      stop();
    });
  });

  return router;
}

/** Files are fetched one by one under /media, not sent with every change. */
function withoutData(message: SimulatedMessage): SimulatedMessage {
  return { ...message, media: message.media.map((media) => ({ ...media, data: null })) };
}
