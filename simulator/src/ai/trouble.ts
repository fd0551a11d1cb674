import * as z from 'zod';

const common = {
  /** What it strikes; absent: answers and embeddings alike. */
  on: z.enum(['answer', 'embedding']).optional(),
  /** How often it strikes before it is used up; absent: until it is cleared. */
  times: z.number().int().min(1).optional(),
  /** The part of the requests that it strikes, at random; absent: every one. */
  share: z.number().min(0).max(1).optional(),
};

/** What can go wrong at an AI provider. */
export const aiTroubleSchema = z.discriminatedUnion('kind', [
  /** The safety filter stops the question, or the answer on its way. */
  z.strictObject({ kind: z.literal('safety'), where: z.enum(['question', 'answer']).optional(), ...common }),
  /** 429 with a hint when to come back, if one is given; `isDaily`: the quota of the day is spent. */
  z.strictObject({
    kind: z.literal('rate-limited'),
    retryAfterSeconds: z.number().min(0).optional(),
    isDaily: z.boolean().optional(),
    ...common,
  }),
  /** 429 that no waiting helps: the account has no money. */
  z.strictObject({ kind: z.literal('no-money'), ...common }),
  z.strictObject({
    kind: z.literal('server-error'),
    httpStatus: z.number().int().min(500).max(599).optional(),
    ...common,
  }),
  /** The answer comes late. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().min(0), ...common }),
  /** The answer never comes. */
  z.strictObject({ kind: z.literal('hang'), ...common }),
  /** The connection breaks instead of an answer. */
  z.strictObject({ kind: z.literal('break'), ...common }),
  /** Another text than the JSON that was asked for, or a body that is no JSON at all. */
  z.strictObject({ kind: z.literal('malformed'), what: z.enum(['answer', 'body']).optional(), ...common }),
  /** The answer ends in the middle, as at the limit of output tokens. */
  z.strictObject({ kind: z.literal('cut'), ...common }),
  /** An answer without a word. */
  z.strictObject({ kind: z.literal('empty'), ...common }),
]);
export type AiTrouble = z.infer<typeof aiTroubleSchema>;

/**
 * Takes one use of the first trouble that strikes; null: all goes well. The list is what is left afterwards.
 * @param random between 0 and 1, asked once for each trouble that strikes by chance
 */
export function takeTrouble(
  active: AiTrouble[],
  on: 'answer' | 'embedding',
  random: () => number,
): { trouble: AiTrouble | null; left: AiTrouble[] } {
  const found = active.find(
    ({ on: struck = on, share }) => struck === on && (share === undefined || random() < share),
  );
  if (!found) return { trouble: null, left: active };
  if (found.times === undefined) return { trouble: found, left: active };
  const times = found.times - 1;
  const left = active.flatMap((trouble) =>
    trouble !== found ? [trouble] : times > 0 ? [{ ...found, times }] : [],
  );
  return { trouble: found, left };
}
