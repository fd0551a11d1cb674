import { EventEmitter, once } from 'node:events';
import * as z from 'zod';

/** How often it strikes before it is used up; absent: until it is cleared. */
const times = z.number().int().min(1).optional();

/** What can go wrong at a provider. */
export const troubleSchema = z.discriminatedUnion('kind', [
  /** The answer to a sending, or a webhook or callback, comes later. */
  z.strictObject({
    kind: z.literal('delay'),
    on: z.enum(['api', 'webhook', 'status']),
    delayMs: z.number().int().min(0),
    times,
  }),
  /** Webhooks or callbacks wait until the troubles are cleared; then they go out in the order in which they came. */
  z.strictObject({ kind: z.literal('hold'), on: z.enum(['webhook', 'status']), times }),
  /** A sending is refused with this HTTP status and, where given, this code of Twilio's. */
  z.strictObject({
    kind: z.literal('refuse'),
    httpStatus: z.number().int().min(400).max(599),
    code: z.number().int().optional(),
    retryAfterSeconds: z.number().int().optional(),
    times,
  }),
  /** The API takes the message, then the connection breaks before it has answered. */
  z.strictObject({ kind: z.literal('break-after-accept'), times }),
  /** The API never answers and takes nothing. */
  z.strictObject({ kind: z.literal('hang'), times }),
  /** Webhooks or callbacks arrive this many times more than once. */
  z.strictObject({
    kind: z.literal('duplicate'),
    on: z.enum(['webhook', 'status']),
    copies: z.number().int().min(1).max(10),
    times,
  }),
  /** A message's callbacks arrive in the opposite order. */
  z.strictObject({ kind: z.literal('reorder'), times }),
  /** The message fails on its way with this code. */
  z.strictObject({ kind: z.literal('fail'), errorCode: z.string().regex(/^\d{5}$/), times }),
  /** A mail is refused with this SMTP code: 4xx for now, 5xx for good. */
  z.strictObject({ kind: z.literal('refuse-mail'), code: z.number().int().min(400).max(599), times }),
]);
export type Trouble = z.infer<typeof troubleSchema>;

/** The troubles in force. */
export class TroubleMaker {
  #active: Trouble[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #events = new EventEmitter<{ cleared: [] }>().setMaxListeners(0);

  add(trouble: Trouble): void {
    this.#change([...this.#active, { ...trouble }]);
  }

  clear(): void {
    this.#change([]);
    this.#events.emit('cleared');
  }

  /** Resolves when the troubles are next cleared: who came first goes first. Rejects once the signal is aborted. */
  async cleared(signal: AbortSignal): Promise<void> {
    await once(this.#events, 'cleared', { signal });
  }

  list(): Trouble[] {
    return this.#active;
  }

  /** Hears that the list has changed; returns the unsubscribe function. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes one use of the first trouble of a kind that fits, or null. One that is used up leaves the list; a hold stays,
   * with no times left, because it is cleared to let go what it holds.
   */
  take<Kind extends Trouble['kind']>(
    kind: Kind,
    fits: (trouble: Extract<Trouble, { kind: Kind }>) => boolean = () => true,
  ): Extract<Trouble, { kind: Kind }> | null {
    const isKind = (trouble: Trouble): trouble is Extract<Trouble, { kind: Kind }> => trouble.kind === kind;
    const found = this.#active.find((trouble) => isKind(trouble) && trouble.times !== 0 && fits(trouble));
    if (!found || !isKind(found)) return null;
    if (found.times !== undefined) {
      const left = { ...found, times: found.times - 1 };
      const isUsedUp = left.times === 0 && left.kind !== 'hold';
      this.#change(
        this.#active.flatMap((trouble) => (trouble !== found ? [trouble] : isUsedUp ? [] : [left])),
      );
    }
    return found;
  }

  #change(active: Trouble[]): void {
    this.#active = active;
    for (const listener of this.#listeners) listener();
  }
}
