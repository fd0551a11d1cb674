import { publicBaseUrl } from '../platform/config.ts';
import { isSignedBy, sign } from '../platform/signing.ts';

/**
 * Where somebody who was invited chooses a password. Made when the mail is written and stored nowhere: whoever reads the
 * database cannot follow it. Needs `SECRETS.links`.
 */
export function invitationLink(invitationId: string): string {
  const query = new URLSearchParams({
    invitation: invitationId,
    signature: sign('invitation', invitationId),
  });
  return `${publicBaseUrl()}/welcome?${query.toString()}`;
}

export function isInvitationSignature(invitationId: string, signature: string): boolean {
  return isSignedBy(signature, 'invitation', invitationId);
}
