import * as z from 'zod/mini';
import { mailProblemSchema } from '../mail.ts';

/** `settings/mail`: how the company's mail leaves; absent: through the installation's. The password is a secret. */
export const mailSettingsSchema = z.object({
  host: z.string(),
  port: z.number(),
  /** TLS from the first byte; otherwise STARTTLS, which must be there where a password is sent. */
  isSecure: z.boolean(),
  user: z.string(),
  fromName: z.string(),
  fromAddress: z.string(),
  /** The password's last four characters, empty where it is too short to show any; null: there is no password. */
  secretLastFour: z.nullable(z.string()),
  changedBy: z.string(),
  changedAt: z.number(),
  /** When a mail could not leave; null: the last one left, or the settings are new. */
  lastErrorAt: z.nullable(z.number()),
  /** Why. Older documents have the words alone. */
  lastProblem: z.optional(z.nullable(mailProblemSchema)),
  /** The words of the server, where they help. */
  lastError: z.nullable(z.string()),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;
