import * as z from 'zod/mini';
import { inboundMediaSchema } from '../inbound.ts';
import { mailSchema } from '../mail.ts';

/** Work that must follow a committed write. */
export const outboxJobSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('copy-media'),
    channelId: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    media: z.array(inboundMediaSchema),
    /** What comes after the first attempt, whether the files are there or not: the bot or AI answers. */
    answers: z.optional(z.nullable(z.object({ inboundCount: z.number() }))),
  }),
  /** The bot or AI of the conversation answers what the customer has written up to `inboundCount`. */
  z.object({
    type: z.literal('answer'),
    conversationId: z.string(),
    messageId: z.string(),
    inboundCount: z.number(),
  }),
  /** Tells the customer that the company is closed. */
  z.object({
    type: z.literal('closed-message'),
    conversationId: z.string(),
    text: z.string(),
    closedSince: z.number(),
  }),
  /** Ends or hands over what the bot or AI holds, after the mode or an assistant was changed. */
  z.object({
    type: z.literal('release-conversations'),
    epoch: z.number(),
    /** Id of the last conversation that an earlier entry looked at; absent: from the beginning. */
    after: z.optional(z.string()),
  }),
  /** Splits and embeds one knowledge document. */
  z.object({
    type: z.literal('train-document'),
    assistantId: z.string(),
    documentId: z.string(),
    generation: z.number(),
  }),
  z.object({ type: z.literal('send-mail'), mail: mailSchema }),
]);
export type OutboxJob = z.infer<typeof outboxJobSchema>;

/** `outbox/{outboxId}`: functions only. `dead` waits for a person, who can replay it. */
export const outboxEntrySchema = z.object({
  companyId: z.string(),
  job: outboxJobSchema,
  state: z.enum(['pending', 'done', 'dead']),
  attempts: z.number(),
  nextAttemptAt: z.number(),
  lastError: z.nullable(z.string()),
  /** The sweeper has begun it. Found so when it is due again, that run was cut short: it counts as a failed attempt. */
  isTakenUp: z.optional(z.boolean()),
  createdAt: z.number(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;
