import * as z from 'zod/mini';
import type { Reason } from './errors.ts';
import { localeSchema } from './locales.ts';

/** Every mail of the product by its template, with what its sentences need. */
export const mailSchema = z.object({
  to: z.string(),
  locale: localeSchema,
  content: z.discriminatedUnion('template', [
    z.object({
      template: z.literal('invitation'),
      companyName: z.string(),
      inviterName: z.string(),
      memberName: z.string(),
      /** The link is signed when the mail is written: whoever reads the outbox cannot follow it. */
      invitationId: z.string(),
      expiresAt: z.number(),
    }),
    z.object({
      template: z.literal('role-changed'),
      companyName: z.string(),
      memberName: z.string(),
      role: z.string(),
    }),
    z.object({ template: z.literal('access-ended'), companyName: z.string(), memberName: z.string() }),
    z.object({
      template: z.literal('budget-warning'),
      companyName: z.string(),
      percent: z.number(),
      link: z.string(),
    }),
    z.object({ template: z.literal('test'), companyName: z.string() }),
  ]),
});
export type Mail = z.infer<typeof mailSchema>;
export type MailContent = Mail['content'];

/** Why a mail server did not take a mail: the refusal of a test, and what is kept of the last mail that stayed here. */
const MAIL_PROBLEMS = [
  'mail-unreachable',
  'mail-not-public',
  'mail-insecure',
  'mail-login-refused',
  'mail-refused',
] as const satisfies readonly Reason[];
export const mailProblemSchema = z.enum(MAIL_PROBLEMS);
export type MailProblem = z.infer<typeof mailProblemSchema>;
