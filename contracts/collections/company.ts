import * as z from 'zod/mini';
import { localeSchema } from '../locales.ts';

/** `companies/{companyId}`. All times in this product are milliseconds since the Unix epoch. */
export const companySchema = z.object({
  name: z.string(),
  locale: localeSchema,
  timeZone: z.string(),
  status: z.enum(['active', 'suspended']),
  /** Country that a phone number without a country code is read in, ISO 3166-1 alpha-2. */
  country: z.string(),
  createdAt: z.number(),
});
export type Company = z.infer<typeof companySchema>;
