import type { ServerResponse } from 'node:http';

import { frameArrays } from './framing.ts';

/** The client gives up a back channel that is silent for 1.5 times the announced 30 s. */
const NOOP_EVERY_MS = 20_000;
/** How long a long poll without news is held. */
const LONG_POLL_MS = 25_000;
/** How long a back channel may sit idle while browsers run out of connections. */
const ROTATE_AFTER_MS = 300;

/** Announced in the handshake, in milliseconds. */
export const KEEP_ALIVE_MS = 30_000;

interface BackChannel {
  response: ServerResponse;
  /** False for a long poll, which ends with the first data. */
  isStreaming: boolean;
}

interface OutgoingArray {
  id: number;
  json: string;
}

/**
 * One WebChannel session: numbered messages in both directions over short-lived HTTP requests.
 *
 * What is sent stays queued until the client acknowledges it, since a back channel can be cut at any point; what
 * comes in is handed on once and in order, since a POST can be repeated.
 */
export class WebChannelSession {
  readonly id: string;
  /** When the client last had a back channel open, in milliseconds of `performance.now()`. */
  lastAttachedAtMs = performance.now();
  readonly #isCrowded: () => boolean;
  readonly #receive: (json: string) => void;
  #queue: OutgoingArray[] = [];
  #lastArrayId = 0;
  #lastSentId = 0;
  #nextMapId = 0;
  #earlyMaps = new Map<number, string>();
  #backChannel: BackChannel | null = null;
  #isFlushScheduled = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #rotationTimer: NodeJS.Timeout | undefined;

  /**
   * @param isCrowded whether so many sessions are open that idle back channels must make room
   * @param receive gets each message of the client once, in order
   */
  constructor(id: string, isCrowded: () => boolean, receive: (json: string) => void) {
    this.id = id;
    this.#isCrowded = isCrowded;
    this.#receive = receive;
  }

  get hasBackChannel(): boolean {
    return this.#backChannel !== null;
  }

  /** Queues a message (JSON text); all of one turn travel in one chunk. */
  send(json: string): void {
    this.#enqueue(`[${json}]`);
    if (this.#isFlushScheduled) return;
    this.#isFlushScheduled = true;
    queueMicrotask(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  /** Takes the messages of a POST; those seen before are dropped, those too early wait. */
  receiveMaps(firstMapId: number, maps: readonly string[]): void {
    maps.forEach((json, index) => {
      if (firstMapId + index >= this.#nextMapId) this.#earlyMaps.set(firstMapId + index, json);
    });
    for (;;) {
      const json = this.#earlyMaps.get(this.#nextMapId);
      if (json === undefined) return;
      this.#earlyMaps.delete(this.#nextMapId++);
      this.#receive(json);
    }
  }

  /** Forgets what the client has seen. */
  acknowledge(arrayId: number): void {
    this.#queue = this.#queue.filter(({ id }) => id > arrayId);
  }

  /** What a POST is answered with: `[back channel present, last array sent, bytes not yet acknowledged]`. */
  status(): [0 | 1, number, number] {
    const outstanding = this.#queue.filter(({ id }) => id <= this.#lastSentId);
    const bytes = outstanding.reduce((sum, { json }) => sum + json.length, 0);
    return [this.#backChannel ? 1 : 0, this.#lastSentId, bytes];
  }

  /** Opens a back channel: everything not acknowledged is sent (again). */
  attach(response: ServerResponse, options: { isStreaming: boolean; timeoutMs?: number }): void {
    this.#endBackChannel();
    const { isStreaming, timeoutMs = LONG_POLL_MS } = options;
    this.#backChannel = { response, isStreaming };
    this.#lastSentId = 0;
    this.lastAttachedAtMs = performance.now();
    response.on('close', () => {
      if (this.#backChannel?.response === response) this.#detach();
    });
    response.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    response.flushHeaders();
    // The client waits for a first byte only twice as long as the handshake took: a few milliseconds here. Without
    // it, it takes the channel for buffered by a proxy and changes to long polling.
    if (isStreaming && this.#queue.length === 0) this.#enqueueNoop();
    if (!isStreaming) this.#idleTimer = setTimeout(() => this.#sendNoop(), timeoutMs);
    this.#flush();
  }

  /** Lets an idle back channel go soon; the client opens the next one at once. */
  rotateSoon(): void {
    clearTimeout(this.#rotationTimer);
    if (!this.#backChannel?.isStreaming) return;
    this.#rotationTimer = setTimeout(() => {
      if (this.#isCrowded()) this.#endBackChannel();
    }, ROTATE_AFTER_MS);
  }

  /** Ends the back channel and every timer. */
  close(): void {
    this.#endBackChannel();
    this.#queue = [];
  }

  #flush(): void {
    const channel = this.#backChannel;
    if (!channel) return;
    const unsent = this.#queue.filter(({ id }) => id > this.#lastSentId);
    if (unsent.length === 0) return;
    const chunk = frameArrays(unsent.map(({ id, json }) => `[${id},${json}]`));
    this.#lastSentId = this.#lastArrayId;
    if (!channel.isStreaming) {
      this.#detach();
      channel.response.end(chunk);
      return;
    }
    channel.response.write(chunk);
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#sendNoop(), NOOP_EVERY_MS);
    if (this.#isCrowded()) this.rotateSoon();
  }

  #enqueue(json: string): void {
    this.#queue.push({ id: ++this.#lastArrayId, json });
  }

  #enqueueNoop(): void {
    this.#enqueue('["noop"]');
  }

  #sendNoop(): void {
    this.#enqueueNoop();
    this.#flush();
  }

  /** A response that ended without a byte would make the client wait seconds; `attach` has always written some. */
  #endBackChannel(): void {
    const channel = this.#backChannel;
    if (!channel) return;
    if (!channel.isStreaming) {
      this.#sendNoop();
      return;
    }
    this.#detach();
    channel.response.end();
  }

  #detach(): void {
    this.#backChannel = null;
    this.lastAttachedAtMs = performance.now();
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#rotationTimer);
  }
}
