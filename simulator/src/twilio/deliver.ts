import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import type {
  SimulatedAccount,
  SimulatedMedia,
  SimulatedMessage,
  SimulatedStatus,
  SimulatorState,
} from '../state.ts';
import type { TroubleMaker } from '../trouble.ts';

export interface DeliveryOptions {
  state: SimulatorState;
  trouble: TroubleMaker;
  /** Public base URL of the installation: what the signature covers. */
  publicBaseUrl: string;
  /** Where the requests really go; the same unless the public URL does not exist here. */
  connectBaseUrl: string;
}

export interface WebhookAnswer {
  status: number;
  body: string;
}

const CALLBACK_STEP_MS = 60;

/** Sends signed webhooks and status callbacks as Twilio does. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Delivers a phone's message to the company; resolves with the answer to the last copy. */
  async inbound(
    account: SimulatedAccount,
    message: SimulatedMessage,
    apiBaseUrl: string,
  ): Promise<WebhookAnswer> {
    const { trouble } = this.#options;
    const delay = trouble.take('delay', (entry) => entry.on === 'webhook');
    if (delay) await sleep(delay.delayMs);
    const copies = 1 + (trouble.take('duplicate', (entry) => entry.on === 'webhook')?.copies ?? 0);
    const isWhatsApp = message.from.startsWith('whatsapp:');
    const url = `${this.#options.publicBaseUrl}/webhooks/twilio/${isWhatsApp ? 'whatsapp' : 'sms'}`;
    const params = inboundParams(message, apiBaseUrl);
    const answers = await Promise.all(Array.from({ length: copies }, () => this.#post(account, url, params)));
    return answers.at(-1) ?? { status: 0, body: '' };
  }

  /** Takes an accepted outbound message through its states, calling back for each. */
  progress(account: SimulatedAccount, message: SimulatedMessage): void {
    const { trouble } = this.#options;
    const planned = trouble.take('fail')?.errorCode ?? this.#windowFailure(message);
    const reorder = trouble.take('reorder') !== null;
    this.#track(
      (async () => {
        const failure = planned ?? (await this.#fetchMedia(message));
        const steps: SimulatedStatus[] = failure ? ['sent', 'undelivered'] : ['sent', 'delivered'];
        if (reorder) steps.reverse();
        for (const status of steps) {
          await sleep(CALLBACK_STEP_MS);
          if (this.#closed) return;
          await this.setStatus(account, message.sid, status, status === 'undelivered' ? failure : null);
        }
      })(),
    );
  }

  /** Sets a message's state and calls back. The stored state never falls; the callback is sent all the same. */
  async setStatus(
    account: SimulatedAccount,
    messageSid: string,
    status: SimulatedStatus,
    errorCode: string | null,
  ): Promise<void> {
    const { state, trouble } = this.#options;
    const message = state.messages.get(messageSid);
    if (!message) return;
    const order: SimulatedStatus[] = ['queued', 'sent', 'undelivered', 'failed', 'delivered', 'read'];
    if (order.indexOf(status) > order.indexOf(message.status)) {
      state.putMessage({ ...message, status, errorCode });
    }
    if (!message.statusCallback) return;
    const delay = trouble.take('delay', (entry) => entry.on === 'status');
    if (delay) await sleep(delay.delayMs);
    const copies = 1 + (trouble.take('duplicate', (entry) => entry.on === 'status')?.copies ?? 0);
    const params = statusParams(message, status, errorCode);
    for (let copy = 0; copy < copies; copy += 1) await this.#post(account, message.statusCallback, params);
  }

  /** Waits for what is under way and starts nothing new. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  /** WhatsApp takes free text and refuses it afterwards when the customer has not written for 24 hours. */
  #windowFailure(message: SimulatedMessage): string | null {
    if (!message.to.startsWith('whatsapp:')) return null;
    const last = this.#options.state.lastInboundAt(message.to, message.from);
    return last !== null && Date.now() - last < 24 * 60 * 60 * 1000 ? null : '63016';
  }

  /** Fetches the files that the company's links name, as the provider does before it sends; an error code if one fails. */
  async #fetchMedia(message: SimulatedMessage): Promise<string | null> {
    if (message.media.length === 0) return null;
    const media: SimulatedMedia[] = [];
    for (const item of message.media) {
      const response = await fetch(this.#target(item.url ?? ''), { signal: AbortSignal.timeout(15_000) });
      if (!response.ok) return '63019';
      const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
      const data = Buffer.from(await response.arrayBuffer()).toString('base64');
      media.push({ ...item, contentType, data });
    }
    const current = this.#options.state.messages.get(message.sid) ?? message;
    this.#options.state.putMessage({ ...current, media });
    return null;
  }

  /** The public address may not exist on this machine: requests to it go to where the installation listens. */
  #target(url: string): string {
    const { publicBaseUrl, connectBaseUrl } = this.#options;
    return url.startsWith(publicBaseUrl) ? connectBaseUrl + url.slice(publicBaseUrl.length) : url;
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => {
      process.stderr.write(`simulator: a callback failed: ${String(error)}\n`);
    });
    this.#running.add(tracked);
    void tracked.finally(() => this.#running.delete(tracked));
  }

  async #post(
    account: SimulatedAccount,
    url: string,
    params: Record<string, string>,
  ): Promise<WebhookAnswer> {
    const signature = twilio.getExpectedTwilioSignature(account.authToken, url, params);
    try {
      const response = await fetch(this.#target(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': signature,
        },
        body: new URLSearchParams(params),
        signal: AbortSignal.timeout(15_000),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      // Twilio gives up after its time limit; who sent the message sees status 0.
      return { status: 0, body: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** Fields of Twilio's messaging webhook: https://www.twilio.com/docs/messaging/guides/webhook-request */
function inboundParams(message: SimulatedMessage, apiBaseUrl: string): Record<string, string> {
  const params: Record<string, string> = {
    SmsMessageSid: message.sid,
    NumMedia: String(message.media.length),
    SmsSid: message.sid,
    SmsStatus: 'received',
    Body: message.body,
    To: message.to,
    NumSegments: '1',
    MessageSid: message.sid,
    AccountSid: message.accountSid,
    From: message.from,
    ApiVersion: '2010-04-01',
  };
  if (message.from.startsWith('whatsapp:')) {
    params['WaId'] = message.from.replace(/^whatsapp:\+/, '');
    if (message.profileName) params['ProfileName'] = message.profileName;
    params['MessageType'] = message.location
      ? 'location'
      : (message.media[0]?.contentType.split('/')[0] ?? 'text');
  }
  if (message.location) {
    params['Latitude'] = String(message.location.latitude);
    params['Longitude'] = String(message.location.longitude);
    if (message.location.label) params['Label'] = message.location.label;
  }
  message.media.forEach((media, index) => {
    params[`MediaContentType${index}`] = media.contentType;
    params[`MediaUrl${index}`] =
      `${apiBaseUrl}/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media/${media.sid}`;
  });
  return params;
}

function statusParams(
  message: SimulatedMessage,
  status: SimulatedStatus,
  errorCode: string | null,
): Record<string, string> {
  return {
    SmsSid: message.sid,
    SmsStatus: status,
    MessageStatus: status,
    To: message.to,
    MessageSid: message.sid,
    AccountSid: message.accountSid,
    From: message.from,
    ApiVersion: '2010-04-01',
    ...(errorCode ? { ErrorCode: errorCode } : {}),
    ...(message.to.startsWith('whatsapp:')
      ? { ChannelPrefix: 'whatsapp', EventType: status.toUpperCase() }
      : {}),
  };
}
