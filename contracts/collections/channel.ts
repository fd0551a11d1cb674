import * as z from 'zod/mini';
import { channelTypeSchema } from '../channels.ts';

/** `channels/{channelId}`: a connection, without its secrets. */
export const channelSchema = z.object({
  type: channelTypeSchema,
  name: z.string(),
  state: z.enum(['active', 'disabled']),
  /** Public part of the provider account, such as Twilio's Account SID. */
  account: z.string(),
  /** The company's own address on the channel: `+14155550199`, `whatsapp:+14155550199`. */
  address: z.string(),
  queueId: z.nullable(z.string()),
  /** A customer who writes within this time after closing continues the same ticket; 0: always a new one. */
  reopenWithinMs: z.number(),
  /** Opening hours; null or absent: the company's. */
  calendarId: z.optional(z.nullable(z.string())),
  /** What customers are told outside of the hours, at most once per closed period; null or absent: nothing. */
  closedMessage: z.optional(z.nullable(z.string())),
  secretId: z.string(),
  secretLastFour: z.string(),
  /** Addresses to enter at the provider. */
  webhookUrl: z.string(),
  statusUrl: z.string(),
  health: z.object({
    lastWebhookAt: z.nullable(z.number()),
    lastErrorAt: z.nullable(z.number()),
    lastError: z.nullable(z.string()),
  }),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Channel = z.infer<typeof channelSchema>;

/** `routes/{sha256(provider, account, address)}` (root): inbound address to company and channel; functions only. */
export const routeSchema = z.object({
  companyId: z.string(),
  channelId: z.string(),
  channelType: channelTypeSchema,
  secretId: z.string(),
  queueId: z.nullable(z.string()),
  reopenWithinMs: z.number(),
  calendarId: z.optional(z.nullable(z.string())),
  closedMessage: z.optional(z.nullable(z.string())),
  /** Country in which the company reads local numbers. */
  country: z.string(),
  state: z.enum(['active', 'disabled']),
});
export type Route = z.infer<typeof routeSchema>;
