import * as z from 'zod/mini';
import { accentSchema } from '../accents.ts';
import { localeSchema } from '../locales.ts';
import { roleSchema } from '../roles.ts';

/** `members/{uid}`: the truth about a member; the token's claim must agree. Written by functions only. */
export const memberSchema = z.object({
  name: z.string(),
  email: z.string(),
  avatar: z.nullable(z.string()),
  role: roleSchema,
  active: z.boolean(),
  /** Tokens of sign-ins before this second are refused. */
  validAfterSeconds: z.number(),
  /** `auth_time` of single sessions that were ended, at most 20. */
  revokedAuthTimes: z.array(z.number()),
  queueIds: z.array(z.string()),
  /** Conversations a member takes at once when work is distributed. */
  capacity: z.number(),
  locale: localeSchema,
  phone: z.optional(z.nullable(z.string())),
  /** IANA name; the company's where it is absent. */
  timeZone: z.optional(z.nullable(z.string())),
  /** While the invitation has not been accepted: who waits has no password yet. */
  invitation: z.optional(z.nullable(z.object({ sentAt: z.number(), expiresAt: z.number() }))),
  /** Set when somebody left for good; the document stays so that old messages keep their author's name. */
  removedAt: z.optional(z.nullable(z.number())),
  createdAt: z.number(),
});
export type Member = z.infer<typeof memberSchema>;

/** `settings/directory`: who is who, for every screen. */
export const directorySchema = z.object({
  members: z.record(
    z.string(),
    z.object({
      name: z.string(),
      avatar: z.nullable(z.string()),
      role: roleSchema,
      active: z.boolean(),
      invited: z.optional(z.boolean()),
      removed: z.optional(z.boolean()),
    }),
  ),
});
export type Directory = z.infer<typeof directorySchema>;

/** `presence/{uid}`: written by the member's own app. */
export const presenceSchema = z.object({ state: z.enum(['online', 'away']), at: z.number() });
export type Presence = z.infer<typeof presenceSchema>;

/** `preferences/{uid}`: written by the member's own app. */
export const preferencesSchema = z.object({
  colorScheme: z.enum(['light', 'dark', 'auto']),
  locale: localeSchema,
  sound: z.boolean(),
  enterSends: z.boolean(),
  /** `company`: the accent of the company. */
  accent: z.optional(accentSchema),
  /** Desktop notifications: of all conversations, of the own ones, or none. */
  notify: z.optional(z.enum(['all', 'mine', 'none'])),
  /** Announcements that began up to this time have been seen on the board. */
  noticesSeenAt: z.optional(z.number()),
  /** Urgent ones that began up to this time have interrupted. */
  urgentSeenAt: z.optional(z.number()),
});
export type Preferences = z.infer<typeof preferencesSchema>;
