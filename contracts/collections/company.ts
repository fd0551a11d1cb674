import * as z from 'zod/mini';
import { localeSchema } from '../locales.ts';
import { roleSchema } from '../roles.ts';
import { announcementPrioritySchema } from './announcement.ts';

/**
 * How the company looks; null: Colibri's own. `accent`: `#rrggbb`. `logo`: a small picture as a `data:` address, so that
 * it stands there before anything else has loaded, on the sign-in page of this device too.
 */
export const brandingSchema = z.object({
  accent: z.nullable(z.string()),
  logo: z.nullable(z.string()),
});
export type Branding = z.infer<typeof brandingSchema>;

/** What a company looks like that has chosen nothing. */
export const UNBRANDED: Branding = { accent: null, logo: null };

/** `companies/{companyId}`. All times in this product are milliseconds since the Unix epoch. */
export const companySchema = z.object({
  name: z.string(),
  locale: localeSchema,
  timeZone: z.string(),
  status: z.enum(['active', 'suspended']),
  /** Country that a phone number without a country code is read in, ISO 3166-1 alpha-2. */
  country: z.string(),
  branding: z.optional(brandingSchema),
  /** Heads of the announcements that have not ended, so that a badge costs no further read. At most 50. */
  notices: z.optional(
    z.array(
      z.object({
        id: z.string(),
        /** An urgent post does not interrupt whoever wrote it. Absent in heads from before. */
        authorId: z.optional(z.string()),
        priority: announcementPrioritySchema,
        roles: z.array(roleSchema),
        from: z.number(),
        until: z.nullable(z.number()),
      }),
    ),
  ),
  /** Opening hours of the company; a channel or queue may have its own. */
  calendarId: z.optional(z.nullable(z.string())),
  createdAt: z.number(),
});
export type Company = z.infer<typeof companySchema>;
