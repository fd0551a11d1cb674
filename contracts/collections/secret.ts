import * as z from 'zod/mini';

/** `dataKeys/v{n}`: the company's data key, wrapped by the keyring. Functions only; deleting it destroys the secrets. */
export const dataKeySchema = z.object({
  version: z.number(),
  /** Which key of the keyring wraps it. */
  keyringId: z.string(),
  /** base64: AES-256-GCM of the data key. */
  iv: z.string(),
  tag: z.string(),
  wrapped: z.string(),
  createdAt: z.number(),
});
export type DataKey = z.infer<typeof dataKeySchema>;

/** `secrets/{secretId}`: a channel's token, a mail password or an AI provider's key, bound to companyId, secretId and version. Functions only. */
export const secretSchema = z.object({
  version: z.number(),
  dataKeyVersion: z.number(),
  iv: z.string(),
  tag: z.string(),
  ciphertext: z.string(),
  /** Its last four characters; empty where it is too short to show any. */
  lastFour: z.string(),
  setBy: z.string(),
  setAt: z.number(),
});
export type Secret = z.infer<typeof secretSchema>;
