import type { CommitResult, Write } from '../engine/types.ts';
import { commit } from './commit.ts';
import type { RequestContext } from './context.ts';

export interface WriteStreamReply {
  streamId: string;
  streamToken: string;
  /** Absent in the answer to the handshake. */
  commit?: CommitResult;
}

/**
 * One stream of writes, committed strictly in order. The first request is the handshake; the client may send
 * several more before the first is answered.
 */
export class WriteSession {
  readonly #context: RequestContext;
  readonly #reply: (reply: WriteStreamReply) => void;
  readonly #fail: (error: unknown) => void;
  readonly #streamId: string;
  #answered = 0;
  #queue: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    context: RequestContext,
    streamId: string,
    reply: (reply: WriteStreamReply) => void,
    fail: (error: unknown) => void,
  ) {
    this.#context = context;
    this.#streamId = streamId;
    this.#reply = reply;
    this.#fail = fail;
  }

  /** Takes the next request, whatever is still under way. */
  receive(writes: Write[]): void {
    this.#queue = this.#queue.then(() => this.#process(writes));
  }

  /** Resolves when everything received so far is committed and answered. */
  drained(): Promise<void> {
    return this.#queue;
  }

  /** Drops what has not begun. */
  close(): void {
    this.#isClosed = true;
  }

  async #process(writes: Write[]): Promise<void> {
    if (this.#isClosed) return;
    try {
      const isHandshake = this.#answered === 0;
      const result = isHandshake ? undefined : await commit(this.#context, { writes });
      this.#answered++;
      const streamToken = `${this.#streamId}:${this.#answered}`;
      this.#reply({ streamId: this.#streamId, streamToken, ...(result && { commit: result }) });
    } catch (error) {
      // What follows was sent in the belief that this one succeeds.
      this.#isClosed = true;
      this.#fail(error);
    }
  }
}
