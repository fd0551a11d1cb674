import * as z from 'zod/mini';

/** `invitations/{id}` (root): lets whoever holds its signed link set the account's password, once. Functions only. */
export const invitationSchema = z.object({
  companyId: z.string(),
  uid: z.string(),
  expiresAt: z.number(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/**
 * `invitedAddresses/{hash of the address}`: which account is being made for an invited address, kept until somebody has
 * joined or the invitation is withdrawn. What lets an invitation that was cut short go on. Functions only.
 */
export const invitedAddressSchema = z.object({ uid: z.string() });
export type InvitedAddress = z.infer<typeof invitedAddressSchema>;
