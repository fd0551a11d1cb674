import * as z from 'zod/mini';

/**
 * `installation/state`: whether the first company exists. The ids are chosen before anything is made, so that a set-up
 * that was cut short goes on with the same ones. Functions only.
 */
export const installationSchema = z.object({
  state: z.enum(['running', 'done']),
  companyId: z.string(),
  adminUid: z.string(),
  startedAt: z.number(),
});
export type Installation = z.infer<typeof installationSchema>;
