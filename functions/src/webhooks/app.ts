import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import type { WebhookRequest } from '../channels/contract.ts';
import { twilioSms } from '../channels/twilio/index.ts';
import { publicBaseUrl } from '../platform/config.ts';
import { log } from '../platform/log.ts';
import { takeWebhook } from './take-webhook.ts';

/**
 * The largest webhook of Twilio's is some kilobytes; more is refused before anything reads it. What it holds is kept up
 * to three times in one document, which Firestore limits to 1 MiB.
 */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * The HTTP face for providers. Answers say nothing but the status: no reason, no echo, whatever went wrong. Hosting
 * passes the whole path; a direct call of the function sees it without `/webhooks`.
 */
export function createWebhooksApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  for (const endpoint of ['whatsapp', 'sms', 'status']) {
    app.post([`/webhooks/twilio/${endpoint}`, `/twilio/${endpoint}`], async (request, response) => {
      const webhook = toWebhookRequest(request, endpoint);
      if (webhook.rawBody.length > MAX_BODY_BYTES) {
        response.status(413).end();
        return;
      }
      // One provider, one handler: which of its channel types it is follows from the route.
      const outcome = await takeWebhook(twilioSms, webhook);
      if (outcome.status === 200)
        response.status(200).type(outcome.answer.contentType).send(outcome.answer.body);
      else response.status(outcome.status).end();
    });
  }
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(hideFault);
  return app;
}

/** A fault of ours is answered 500 and nothing else: providers that retry then deliver it again. */
const hideFault: ErrorRequestHandler = (error, _request, response, _next) => {
  log.error('webhook failed', error);
  if (!response.headersSent) response.status(500).end();
};

function toWebhookRequest(request: Request, endpoint: string): WebhookRequest {
  const path = request.originalUrl.startsWith('/webhooks/')
    ? request.originalUrl
    : `/webhooks${request.originalUrl}`;
  return {
    url: publicBaseUrl() + path,
    endpoint,
    contentType: request.header('content-type') ?? '',
    header: (name) => request.header(name),
    rawBody: rawBodyOf(request),
  };
}

/** The bytes as they came. The runtime keeps them beside what its own parsers made of them. */
function rawBodyOf(request: Request): Buffer {
  const raw: unknown = Reflect.get(request, 'rawBody');
  return Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
}
