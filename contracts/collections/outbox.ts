import * as z from 'zod/mini';
import { inboundMediaSchema } from '../inbound.ts';

/** Work that must follow a committed write. */
export const outboxJobSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('copy-media'),
    channelId: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    media: z.array(inboundMediaSchema),
  }),
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
  createdAt: z.number(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;
