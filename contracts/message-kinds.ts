import * as z from 'zod/mini';

/** Canonical kinds of a message's content, the same for all channels. */
export const MESSAGE_KINDS = [
  'text',
  'image',
  'audio',
  'voice',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive_reply',
  'postback',
  'reaction',
  'order',
  'share',
  'story_mention',
  'unsupported',
  'email',
] as const;
export const messageKindSchema = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** Delivery states with their rank: a state is applied only if its rank is higher than the stored one's. */
export const STATUS_RANK = { queued: 0, sending: 5, sent: 10, failed: 15, delivered: 20, read: 30 } as const;
export const deliveryStatusSchema = z.enum(['queued', 'sending', 'sent', 'failed', 'delivered', 'read']);
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

export const mediaKindSchema = z.enum(['image', 'audio', 'voice', 'video', 'document', 'sticker']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export const locationSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.nullable(z.string()),
  address: z.nullable(z.string()),
});

export type Location = z.infer<typeof locationSchema>;

export const contactCardSchema = z.object({
  name: z.string(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
});
export type ContactCard = z.infer<typeof contactCardSchema>;

export const interactiveSchema = z.object({
  type: z.enum(['button', 'list']),
  id: z.string(),
  title: z.string(),
});

/** The advertisement or post that a conversation came from. */
export const referralSchema = z.object({
  sourceType: z.nullable(z.string()),
  sourceId: z.nullable(z.string()),
  sourceUrl: z.nullable(z.string()),
  headline: z.nullable(z.string()),
  body: z.nullable(z.string()),
  clickId: z.nullable(z.string()),
});
export type Referral = z.infer<typeof referralSchema>;
