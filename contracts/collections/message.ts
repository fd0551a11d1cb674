import * as z from 'zod/mini';
import {
  contactCardSchema,
  deliveryStatusSchema,
  interactiveSchema,
  locationSchema,
  mediaKindSchema,
  messageKindSchema,
  referralSchema,
} from '../message-kinds.ts';
import { assistantTypeSchema, handOverReasonSchema } from '../automation.ts';
import { directionSchema, prioritySchema } from './conversation.ts';

export const mediaSchema = z.object({
  kind: mediaKindSchema,
  mimeType: z.string(),
  name: z.nullable(z.string()),
  /** Bytes; null until known. */
  size: z.nullable(z.number()),
  /** Object path in the bucket, below `companies/{companyId}/media/`; null until stored. */
  path: z.nullable(z.string()),
  /** `pending`: being copied from the provider. `refused`: too large or not what it claims to be. */
  state: z.enum(['pending', 'stored', 'failed', 'refused']),
});
export type Media = z.infer<typeof mediaSchema>;

/** What a line in the conversation tells: who did what. `by` is a member id, or null for the system. */
export const conversationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), by: z.nullable(z.string()) }),
  z.object({
    type: z.literal('transferred'),
    by: z.nullable(z.string()),
    toQueueId: z.nullable(z.string()),
    toMemberId: z.nullable(z.string()),
  }),
  z.object({ type: z.literal('returned'), by: z.nullable(z.string()), toQueueId: z.nullable(z.string()) }),
  z.object({ type: z.literal('closed'), by: z.nullable(z.string()), ticketNumber: z.string() }),
  z.object({ type: z.literal('reopened'), by: z.nullable(z.string()), ticketNumber: z.string() }),
  z.object({ type: z.literal('started'), by: z.nullable(z.string()), ticketNumber: z.string() }),
  z.object({ type: z.literal('priority'), by: z.nullable(z.string()), priority: prioritySchema }),
  z.object({
    type: z.literal('tags'),
    by: z.nullable(z.string()),
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  /** A bot or an AI stopped answering and people have to. `note`: what it tells them, in a few words. */
  z.object({
    type: z.literal('handed-over'),
    by: z.nullable(z.string()),
    assistantName: z.string(),
    reason: handOverReasonSchema,
    toQueueId: z.nullable(z.string()),
    note: z.string(),
  }),
  /** A member gave the conversation to the bot or the AI. */
  z.object({
    type: z.literal('given-to-automation'),
    by: z.nullable(z.string()),
    assistantName: z.string(),
  }),
]);
export type ConversationEvent = z.infer<typeof conversationEventSchema>;

/** Why a message did not arrive: the provider's code, a plain English sentence, and whether trying again can help. */
export const messageErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
});
export type MessageError = z.infer<typeof messageErrorSchema>;

/**
 * `conversations/{conversationId}/messages/{messageId}`: a message in or out, an internal note, or an event.
 * Inbound id = sha256(account key, provider id); outbound and note id = the app's `clientMessageId`.
 * Ordered by `providerAt`, ties by `receivedAt`.
 */
export const messageSchema = z.object({
  companyId: z.string(),
  conversationId: z.string(),
  direction: directionSchema,
  /** False for notes and events: a visitor of web chat may read only public ones. */
  public: z.boolean(),
  kind: messageKindSchema,
  text: z.string(),
  media: z.array(mediaSchema),
  providerMessageId: z.nullable(z.string()),
  /** Address the message came from, exactly as given; null for notes and events. */
  from: z.nullable(z.string()),
  fromName: z.nullable(z.string()),
  providerAt: z.number(),
  receivedAt: z.number(),
  /** Member id of the author; null for inbound and system lines, and for what a bot or an AI wrote by itself. */
  sentBy: z.nullable(z.string()),
  /** The bot or AI that wrote it; beside `sentBy` where a member approved its draft. */
  assistant: z.optional(z.object({ id: z.string(), name: z.string(), type: assistantTypeSchema })),
  /** A note that proposes an answer, and what became of it. */
  draft: z.optional(
    z.object({
      runId: z.string(),
      state: z.enum(['waiting', 'sent', 'discarded']),
      /** `inboundCount` of the conversation that it answers: it cannot be sent once the customer has written on. */
      inboundCount: z.optional(z.number()),
    }),
  ),
  ticketId: z.string(),
  /** Outbound only. */
  status: z.nullable(deliveryStatusSchema),
  /** `unknown`: nobody can tell whether the provider took it; only a person may send it again. */
  outcome: z.optional(z.enum(['known', 'unknown'])),
  error: z.nullable(messageErrorSchema),
  /** Present from the write until the provider's answer is recorded: what the sweeper looks for. */
  pendingSince: z.optional(z.number()),
  attemptId: z.optional(z.string()),
  replyTo: z.nullable(
    z.object({
      messageId: z.nullable(z.string()),
      providerMessageId: z.nullable(z.string()),
      text: z.string(),
      kind: messageKindSchema,
      direction: directionSchema,
    }),
  ),
  location: z.optional(locationSchema),
  contacts: z.optional(z.array(contactCardSchema)),
  interactive: z.optional(interactiveSchema),
  referral: z.optional(referralSchema),
  forwarded: z.optional(z.boolean()),
  optOut: z.optional(z.enum(['stop', 'start', 'help'])),
  event: z.optional(conversationEventSchema),
});
export type Message = z.infer<typeof messageSchema>;
