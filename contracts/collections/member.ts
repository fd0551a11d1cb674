import * as z from 'zod/mini';
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
});
export type Preferences = z.infer<typeof preferencesSchema>;
