import * as z from 'zod/mini';
import {
  contactCardSchema,
  deliveryStatusSchema,
  interactiveSchema,
  locationSchema,
  mediaKindSchema,
  messageKindSchema,
  referralSchema,
} from './message-kinds.ts';

/** A file at the provider, to be copied into Storage. */
export const inboundMediaSchema = z.object({
  kind: mediaKindSchema,
  mimeType: z.string(),
  name: z.nullable(z.string()),
  /** Where the channel fetches it from: a URL or a media id of the provider. */
  ref: z.string(),
});
export type InboundMedia = z.infer<typeof inboundMediaSchema>;

export const inboundMessageSchema = z.object({
  type: z.literal('message'),
  providerMessageId: z.string(),
  kind: messageKindSchema,
  /** The sender's address exactly as received: replies go there. */
  from: z.string(),
  fromName: z.nullable(z.string()),
  to: z.string(),
  /** The strongest stable id of the sender, and every other spelling that must find the same conversation. */
  primaryId: z.string(),
  aliases: z.array(z.string()),
  /** E.164 of the sender where the address holds one, for looking the person up; null otherwise. */
  phone: z.nullable(z.string()),
  /** Milliseconds; null where the provider gives no time. */
  providerAt: z.nullable(z.number()),
  text: z.string(),
  media: z.array(inboundMediaSchema),
  replyToProviderId: z.nullable(z.string()),
  location: z.optional(locationSchema),
  contacts: z.optional(z.array(contactCardSchema)),
  interactive: z.optional(interactiveSchema),
  referral: z.optional(referralSchema),
  forwarded: z.optional(z.boolean()),
  optOut: z.optional(z.enum(['stop', 'start', 'help'])),
  /** Kept for kind `unsupported`. */
  raw: z.optional(z.record(z.string(), z.string())),
});
export type InboundMessage = z.infer<typeof inboundMessageSchema>;

export const inboundStatusSchema = z.object({
  type: z.literal('status'),
  providerMessageId: z.string(),
  status: deliveryStatusSchema,
  providerStatus: z.string(),
  errorCode: z.nullable(z.string()),
});

/** What a channel's `parse` may answer: one union for all providers. */
export const inboundEventSchema = z.discriminatedUnion('type', [
  inboundMessageSchema,
  inboundStatusSchema,
  /** Nothing to store, on purpose. */
  z.object({ type: z.literal('ignored'), reason: z.string() }),
  /** The request is authentic but lacks what storing needs. */
  z.object({ type: z.literal('invalid'), reason: z.string() }),
]);
export type InboundEvent = z.infer<typeof inboundEventSchema>;
