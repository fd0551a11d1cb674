import * as z from 'zod/mini';
import { localeSchema } from '../locales.ts';
import { contract } from './define.ts';
import { nameSchema, passwordSchema } from './fields.ts';

export const setupCallables = {
  /** Whether the installation still waits for its first company, and where the providers reach it. */
  getInstallation: contract(
    'public',
    z.strictObject({}),
    z.strictObject({ needsSetup: z.boolean(), publicBaseUrl: z.string() }),
  ),
  /** Makes the first company and its first admin, once, for whoever holds the one-time SETUP_TOKEN. */
  setUpInstallation: contract(
    'public',
    z.strictObject({
      setupToken: z.string().check(z.minLength(1), z.maxLength(200)),
      companyName: nameSchema,
      adminName: nameSchema,
      email: z.email().check(z.maxLength(200)),
      password: passwordSchema,
      locale: localeSchema,
      timeZone: z.string().check(z.minLength(1), z.maxLength(60)),
      country: z.string().check(z.regex(/^[A-Z]{2}$/)),
    }),
    z.strictObject({ companyId: z.string() }),
  ),
};
