// What a webhook costs at the least: Express, an HMAC-SHA1 of the form, one transaction that reads two documents,
// creates one and updates one. A process of its own, started by the benchmark.
import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import express from 'express';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import * as z from 'zod';
import { signForm } from './twilio-webhook.ts';

const options = z
  .object({ projectId: z.string(), companyId: z.string(), publicUrl: z.string(), authToken: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const db = getFirestore(initializeApp({ projectId: options.projectId }));
const company = db.doc(`companies/${options.companyId}`);

const app = express();
app.post('/webhook', express.raw({ type: () => true }), async (request, response) => {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) return void response.status(400).end();
  const form = Object.fromEntries(
    Object.entries(parse(body.toString('utf8'))).map(([name, value]) => [name, String(value)]),
  );
  const given = Buffer.from(request.header('x-twilio-signature') ?? '');
  const expected = Buffer.from(signForm(options.authToken, options.publicUrl, form));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return void response.status(403).end();
  }
  await store(form);
  response.type('text/xml').send('<Response/>');
});

/** The shape and the size of what the product stores: the identity, its conversation, the message. */
async function store(form: Record<string, string>): Promise<void> {
  const {
    From: from = '',
    MessageSid: messageSid = '',
    Body: text = '',
    ProfileName: fromName = null,
  } = form;
  await db.runTransaction(async (transaction) => {
    const identity = await transaction.get(company.collection('identities').doc(from));
    const conversationId = String(identity.get('conversationId'));
    const ref = company.collection('conversations').doc(conversationId);
    const conversation = await transaction.get(ref);
    const at = Date.now();
    transaction.create(ref.collection('messages').doc(messageSid), {
      companyId: options.companyId,
      conversationId,
      direction: 'inbound',
      public: true,
      kind: 'text',
      text,
      media: [],
      providerMessageId: messageSid,
      from,
      fromName,
      providerAt: at,
      receivedAt: at,
      sentBy: null,
      ticketId: String(conversation.get('ticket.id')),
      status: null,
      error: null,
      replyTo: null,
    });
    transaction.update(ref, {
      lastMessage: { text, kind: 'text', direction: 'inbound', at },
      inboundCount: Number(conversation.get('inboundCount')) + 1,
      unread: true,
      waitingSince: conversation.get('waitingSince') ?? at,
      windowEndsAt: at + 24 * 60 * 60 * 1000,
    });
  });
}

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // listening on TCP
  process.send?.({ url: `http://127.0.0.1:${port}/webhook` });
});
process.once('disconnect', () => process.exit(0));
