import * as z from 'zod/mini';

export const consentSchema = z.enum(['unknown', 'opted_in', 'opted_out']);
export type Consent = z.infer<typeof consentSchema>;

/** `clients/{clientId}`: a customer. */
export const clientSchema = z.object({
  name: z.string(),
  /** Canonical E.164, for looking people up; never for sending. */
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  avatar: z.nullable(z.string()),
  tags: z.array(z.string()),
  ownerId: z.nullable(z.string()),
  fields: z.record(z.string(), z.string()),
  notes: z.string(),
  consent: consentSchema,
  /** Prefixes of the name's words and endings of the numbers, lower case without accents, at most 40. */
  searchTokens: z.array(z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Client = z.infer<typeof clientSchema>;

/** `clientKeys/{sha256(kind, canonical value)}`: how channels of one person meet the same client. */
export const clientKeySchema = z.object({ kind: z.enum(['phone', 'email']), clientId: z.string() });
export type ClientKey = z.infer<typeof clientKeySchema>;

/** `identities/{sha256(account key, external id)}`: an address of a customer on a channel account. */
export const identitySchema = z.object({
  channelId: z.string(),
  conversationId: z.string(),
  clientId: z.string(),
  /** The sender's id exactly as the provider gave it: replies go there. */
  address: z.string(),
  consent: consentSchema,
  consentAt: z.nullable(z.number()),
  createdAt: z.number(),
});
export type Identity = z.infer<typeof identitySchema>;
