import * as z from 'zod';

/** What can go wrong at a provider. Each entry is used up after `times` (absent: it stays until cleared). */
export const troubleSchema = z.discriminatedUnion('kind', [
  /** The API, or a webhook or callback, comes later. */
  z.object({
    kind: z.literal('delay'),
    on: z.enum(['api', 'webhook', 'status']),
    delayMs: z.number().int().min(0),
    times: z.number().int().optional(),
  }),
  /** The API refuses with this HTTP status. */
  z.object({
    kind: z.literal('refuse'),
    httpStatus: z.number().int().min(400).max(599),
    code: z.number().int().optional(),
    retryAfterSeconds: z.number().int().optional(),
    times: z.number().int().optional(),
  }),
  /** The API takes the message, then the connection breaks before it has answered. */
  z.object({ kind: z.literal('break-after-accept'), times: z.number().int().optional() }),
  /** The API never answers and takes nothing. */
  z.object({ kind: z.literal('hang'), times: z.number().int().optional() }),
  /** Webhooks or callbacks arrive more than once. */
  z.object({
    kind: z.literal('duplicate'),
    on: z.enum(['webhook', 'status']),
    copies: z.number().int().min(1).max(10),
    times: z.number().int().optional(),
  }),
  /** A message's callbacks arrive in the opposite order. */
  z.object({ kind: z.literal('reorder'), times: z.number().int().optional() }),
  /** The message fails on its way with this code. */
  z.object({ kind: z.literal('fail'), errorCode: z.string(), times: z.number().int().optional() }),
]);
export type Trouble = z.infer<typeof troubleSchema>;

/** The troubles in force. */
export class TroubleMaker {
  #active: Trouble[] = [];

  add(trouble: Trouble): void {
    this.#active.push({ ...trouble });
  }

  clear(): void {
    this.#active = [];
  }

  list(): Trouble[] {
    return this.#active;
  }

  /** Takes one use of the first trouble of a kind that fits, or null. */
  take<Kind extends Trouble['kind']>(
    kind: Kind,
    fits: (trouble: Extract<Trouble, { kind: Kind }>) => boolean = () => true,
  ): Extract<Trouble, { kind: Kind }> | null {
    const isKind = (trouble: Trouble): trouble is Extract<Trouble, { kind: Kind }> => trouble.kind === kind;
    const found = this.#active.find((trouble) => isKind(trouble) && fits(trouble));
    if (!found || !isKind(found)) return null;
    if (found.times !== undefined) {
      found.times -= 1;
      if (found.times <= 0) this.#active = this.#active.filter((trouble) => trouble !== found);
    }
    return found;
  }
}
