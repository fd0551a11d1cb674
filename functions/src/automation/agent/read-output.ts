import * as z from 'zod/mini';

/** What the model is asked for. Both providers take this subset of JSON schema. */
export const RESPONSE_SCHEMA = {
  type: 'object',
  properties: {
    outcome: {
      type: 'string',
      enum: ['answer', 'no_answer', 'hand_over', 'refused_topic'],
      description:
        'answer: the knowledge or the instructions answer it. no_answer: they do not. ' +
        'hand_over: the customer wants a person. refused_topic: a topic that is not spoken about.',
    },
    answer: { type: 'string', description: 'What the customer is told, as plain text.' },
    isAngry: { type: 'boolean', description: 'Whether the customer sounds angry.' },
  },
  required: ['outcome', 'answer', 'isAngry'],
} as const;

/** Far beyond what any channel takes. */
const MAX_CHARACTERS = 50_000;

const outputSchema = z.object({
  outcome: z.enum(['answer', 'no_answer', 'hand_over', 'refused_topic']),
  answer: z.string().check(z.maxLength(MAX_CHARACTERS)),
  isAngry: z.boolean(),
});
export type ModelOutput = z.infer<typeof outputSchema>;

/** The model's answer, or null where it is not what was asked for. Further fields are dropped. */
export function readOutput(json: unknown): ModelOutput | null {
  const parsed = outputSchema.safeParse(json);
  if (!parsed.success) return null;
  const isSilent = parsed.data.answer.trim() === '' && parsed.data.outcome !== 'hand_over';
  return isSilent ? null : parsed.data;
}
