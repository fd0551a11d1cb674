import * as z from 'zod/mini';

/**
 * Why a request was refused, beside the callable code: stable words that the app turns into a sentence in the
 * reader's language. Choose the code by what the caller should do: retry, sign in, fix the input, stop.
 */
export const REASONS = [
  'signed-out',
  'not-a-member',
  'session-ended',
  'company-suspended',
  'role-not-allowed',
  'invalid-input',
  'not-found',
  'conversation-taken',
  'conversation-not-open',
  'conversation-closed',
  'conversation-not-yours',
  'nothing-to-undo',
  'window-closed',
  'opted-out',
  'empty-message',
  'too-long',
  'upload-missing',
  'upload-type-refused',
  'upload-too-large',
  'channel-disabled',
  'channel-not-configured',
  'address-taken',
  'address-not-owned',
  'credentials-refused',
  'provider-unavailable',
  'provider-refused',
  'phone-invalid',
  'name-taken',
  'limit-reached',
  'in-use',
  'setup-done',
  'setup-token-wrong',
  'password-too-weak',
  'email-taken',
  'message-not-failed',
  'reply-target-missing',
  'last-admin',
  'own-account',
  'member-disabled',
  'has-open-work',
  'invitation-invalid',
  'mail-not-configured',
  'mail-unreachable',
  'mail-not-public',
  'mail-insecure',
  'mail-login-refused',
  'mail-refused',
  'contrast-too-low',
  'image-unreadable',
  'changed-meanwhile',
  'assistant-not-live',
  'assistant-archived',
  'assistant-in-use',
  'bot-invalid',
  'key-missing',
  'key-refused',
  'ai-unavailable',
  'ai-budget-spent',
  'document-unreadable',
  'document-too-heavy',
  'document-locked',
  'draft-decided',
  'internal',
] as const;
export const reasonSchema = z.enum(REASONS);
export type Reason = z.infer<typeof reasonSchema>;

/** `details` of every HttpsError that a callable throws. `field` names the wrong input, as a dotted path. */
export const errorDetailsSchema = z.object({
  reason: reasonSchema,
  field: z.optional(z.string()),
  /** What the sentence needs, such as `{ windowEndsAt: 1763700000000 }` or `{ limit: 50 }`. */
  values: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;
