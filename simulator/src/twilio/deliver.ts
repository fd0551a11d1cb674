import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import {
  isWhatsApp,
  type SimulatedAccount,
  type SimulatedMedia,
  type SimulatedMessage,
  type SimulatedStatus,
} from '../messages.ts';
import type { SimulatorState } from '../state.ts';
import type { TroubleMaker } from '../trouble.ts';
import { inboundFields, statusFields } from './webhook-fields.ts';

interface DeliveryOptions {
  state: SimulatorState;
  trouble: TroubleMaker;
  /** Public base URL of the installation: what the signature covers. */
  publicBaseUrl: string;
  /** Where the requests really go; the same unless the public URL does not exist here. */
  connectBaseUrl: () => string;
  /** Where this simulator answers. */
  apiBaseUrl: () => string;
}

export interface WebhookAnswer {
  /** HTTP status; 0 where there was no answer. */
  status: number;
  body: string;
}

const CALLBACK_STEP_MS = 60;
/** Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const WEBHOOK_TIMEOUT_MS = 15_000;
/** WhatsApp opens for free text for this long after the customer last wrote. */
const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;
/** All files of one message together. Source: https://www.twilio.com/docs/api/errors/11751 */
const MAX_MEDIA_BYTES = { whatsapp: 16 * 1024 * 1024, sms: 5 * 1024 * 1024 };
const ORDER: SimulatedStatus[] = ['queued', 'sent', 'undelivered', 'failed', 'delivered', 'read'];

/** Sends signed webhooks and status callbacks as Twilio does. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #running = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Delivers a phone's message to the company; resolves with the answer to the last copy. */
  inbound(account: SimulatedAccount, message: SimulatedMessage): Promise<WebhookAnswer> {
    return this.#track(this.#deliver(account, message));
  }

  /** Takes an accepted outbound message through its states, calling back for each. */
  progress(account: SimulatedAccount, message: SimulatedMessage): void {
    const { trouble } = this.#options;
    const planned = trouble.take('fail')?.errorCode ?? this.#windowFailure(message);
    const reorder = trouble.take('reorder') !== null;
    const work = async (): Promise<void> => {
      const failure = planned ?? (await this.#fetchMedia(message));
      const steps: SimulatedStatus[] = failure ? ['sent', 'undelivered'] : ['sent', 'delivered'];
      if (reorder) steps.reverse();
      for (const status of steps) {
        await this.pause(CALLBACK_STEP_MS);
        await this.setStatus(account, message.sid, status, status === 'undelivered' ? failure : null);
      }
    };
    this.#track(work()).catch((error: unknown) => {
      if (this.#closing.signal.aborted) return; // its message stays as it is
      process.stderr.write(`simulator: the callbacks of ${message.sid} failed: ${String(error)}\n`);
    });
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
    if (ORDER.indexOf(status) > ORDER.indexOf(message.status)) {
      state.putMessage({ ...message, status, errorCode });
    }
    if (!message.statusCallback) return;
    await this.#waitAsTold('status');
    const copies = 1 + (trouble.take('duplicate', (entry) => entry.on === 'status')?.copies ?? 0);
    const fields = statusFields(message, status, errorCode);
    const post = this.#poster(account, message.statusCallback, fields);
    for (let copy = 0; copy < copies; copy += 1) await post();
  }

  /** Waits; rejects at once when the simulator closes. */
  async pause(delayMs: number): Promise<void> {
    await sleep(delayMs, undefined, { signal: this.#closing.signal });
  }

  /** Breaks off what is under way and starts nothing new. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }

  /** Waits as long as the troubles say; rejects at once when the simulator closes. */
  async #waitAsTold(on: 'webhook' | 'status'): Promise<void> {
    const { trouble } = this.#options;
    const delay = trouble.take('delay', (entry) => entry.on === on);
    if (delay) await this.pause(delay.delayMs);
    if (trouble.take('hold', (entry) => entry.on === on)) await trouble.cleared(this.#closing.signal);
  }

  async #deliver(account: SimulatedAccount, message: SimulatedMessage): Promise<WebhookAnswer> {
    const { state, trouble, publicBaseUrl, apiBaseUrl } = this.#options;
    await this.#waitAsTold('webhook');
    const copies = 1 + (trouble.take('duplicate', (entry) => entry.on === 'webhook')?.copies ?? 0);
    const url = `${publicBaseUrl}/webhooks/twilio/${isWhatsApp(message.from) ? 'whatsapp' : 'sms'}`;
    const post = this.#poster(account, url, inboundFields(message, apiBaseUrl()));
    const answers = await Promise.all(Array.from({ length: copies }, post));
    const answer = answers.at(-1) ?? { status: 0, body: '' };
    if (!this.#closing.signal.aborted) state.putMessage({ ...message, webhookStatus: answer.status });
    return answer;
  }

  /** WhatsApp takes free text and fails it afterwards when the customer has not written for 24 hours. */
  #windowFailure(message: SimulatedMessage): string | null {
    if (!isWhatsApp(message.to)) return null;
    const last = this.#options.state.findThread(message.to, message.from)?.lastInboundAt ?? 0;
    return Date.now() - last < SERVICE_WINDOW_MS ? null : '63016';
  }

  /** Fetches the files that the company's links name, as the provider does before it sends; an error code if one fails. */
  async #fetchMedia(message: SimulatedMessage): Promise<string | null> {
    if (message.media.length === 0) return null;
    const { state } = this.#options;
    const channel = isWhatsApp(message.to) ? 'whatsapp' : 'sms';
    const media: SimulatedMedia[] = [];
    let totalBytes = 0;
    for (const item of message.media) {
      const file = await this.#fetchFile(item.url ?? '');
      // Media that cannot be had: https://www.twilio.com/docs/api/errors/63019 and .../11200
      if (file === null) return channel === 'whatsapp' ? '63019' : '11200';
      totalBytes += file.bytes.length;
      if (totalBytes > MAX_MEDIA_BYTES[channel]) return '11751';
      state.putFile(item.sid, file.bytes);
      media.push({ ...item, contentType: file.contentType, size: file.bytes.length });
    }
    const current = state.messages.get(message.sid) ?? message;
    state.putMessage({ ...current, media });
    return null;
  }

  async #fetchFile(url: string): Promise<{ contentType: string; bytes: Uint8Array } | null> {
    try {
      const response = await fetch(this.#target(url), { signal: this.#deadline() });
      if (!response.ok) return null;
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length === 0) return null;
      const contentType = response.headers.get('content-type')?.split(';')[0]?.trim();
      return { contentType: contentType || 'application/octet-stream', bytes };
    } catch (error) {
      if (this.#closing.signal.aborted) throw error;
      process.stderr.write(`simulator: a file of the company could not be fetched: ${String(error)}\n`);
      return null;
    }
  }

  /** The public address may not exist on this machine: requests to it go to where the installation listens. */
  #target(url: string): string {
    const { publicBaseUrl, connectBaseUrl } = this.#options;
    return url.startsWith(`${publicBaseUrl}/`) ? connectBaseUrl() + url.slice(publicBaseUrl.length) : url;
  }

  #deadline(): AbortSignal {
    return AbortSignal.any([this.#closing.signal, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]);
  }

  /** Remembers work that `close` has to wait for. */
  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    const forget = (): void => {
      this.#running.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  /** A function that posts one and the same request each time it is called: repetitions carry the same token. */
  #poster(
    account: SimulatedAccount,
    url: string,
    fields: Record<string, string>,
  ): () => Promise<WebhookAnswer> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': randomUUID(),
      'x-twilio-signature': twilio.getExpectedTwilioSignature(account.authToken, url, fields),
    };
    return async () => {
      try {
        const body = new URLSearchParams(fields);
        const signal = this.#deadline();
        const response = await fetch(this.#target(url), {
          method: 'POST',
          redirect: 'manual',
          headers,
          body,
          signal,
        });
        return { status: response.status, body: await response.text() };
      } catch (error) {
        // Twilio gives up after its time limit; who sent the message sees status 0.
        return { status: 0, body: error instanceof Error ? error.message : String(error) };
      }
    };
  }
}
