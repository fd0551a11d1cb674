import * as z from 'zod/mini';
import { aiProviderSchema } from '../automation.ts';
import { LIMITS } from '../limits.ts';
import { revisionSchema } from '../revision.ts';
import { botDefinitionSchema } from './bot.ts';

/** `training`: its knowledge is being read; it answers with what it knew before. */
export const assistantStatusSchema = z.enum(['inactive', 'training', 'active']);
export type AssistantStatus = z.infer<typeof assistantStatusSchema>;

const text = (characters: number) => z.string().check(z.maxLength(characters));

/** How an AI agent speaks and when it stops. */
export const aiAgentSchema = z.strictObject({
  provider: aiProviderSchema,
  model: text(80).check(z.regex(/^[a-zA-Z0-9._:-]+$/)),
  systemPrompt: text(LIMITS.promptCharacters),
  temperature: z.number().check(z.minimum(0), z.maximum(2)),
  maxOutputTokens: z.number().check(z.int(), z.minimum(50), z.maximum(4000)),
  /** Languages it may answer in (`en`, `es`, `pt-BR`, ...); none: the customer's. */
  languages: z.array(text(10)).check(z.maxLength(20)),
  /** How the company sounds. One that says nothing is left out, also where it was stored. */
  examples: z.pipe(
    z.array(z.strictObject({ question: text(500), answer: text(1500) })).check(z.maxLength(20)),
    z.transform((examples) =>
      examples.filter(({ question, answer }) => `${question}${answer}`.trim() !== ''),
    ),
  ),
  /** Topics it does not speak about. */
  refusedTopics: z.array(text(120)).check(z.maxLength(30)),
  handOver: z.strictObject({
    /** Whole words that call a person, whatever the model thinks. */
    keywords: z.array(text(60)).check(z.maxLength(50)),
    /** Turns in a row without an answer. */
    failedTurns: z.number().check(z.int(), z.minimum(1), z.maximum(10)),
    onNoAnswer: z.boolean(),
    onAnger: z.boolean(),
    /** What the customer is told; empty: nothing. */
    message: text(1000),
    /** Null: the channel's queue. */
    queueId: z.nullable(z.string()),
  }),
  /** Every answer waits for a person's approval. */
  draftOnly: z.boolean(),
});
export type AiAgent = z.infer<typeof aiAgentSchema>;

const common = {
  name: z.string(),
  description: z.string(),
  status: assistantStatusSchema,
  archived: z.boolean(),
  /** When it answers; null: always. */
  calendarId: z.nullable(z.string()),
  /** Rises with each change of what it says: runs carry it. */
  promptVersion: z.number(),
  revision: revisionSchema,
  /** Knowledge documents whose training runs, and the status to return to after the last of them. */
  training: z.optional(
    z.object({ documentIds: z.array(z.string()), statusBefore: z.enum(['inactive', 'active']) }),
  ),
  createdAt: z.number(),
  updatedAt: z.number(),
  updatedBy: z.string(),
};

/** `chatbots/{assistantId}`: a rule bot or an AI agent. */
export const assistantSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('ai'), ai: aiAgentSchema }),
  z.object({ ...common, type: z.literal('chatbot'), bot: botDefinitionSchema }),
]);
export type Assistant = z.infer<typeof assistantSchema>;
