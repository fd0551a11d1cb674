import * as z from 'zod/mini';

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
  lastErrorAt: z.nullable(z.number()),
  lastError: z.nullable(z.string()),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;
